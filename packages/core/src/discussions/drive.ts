import { setMaxListeners } from 'node:events';
import {
  type DiscussionRow,
  findDiscussionRow,
  noteTimes,
  noteWorkOn,
  takeForgottenDiscussions,
  takeOverdueDiscussions,
} from '@overmind/db/queries/discussions/discussions';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { getServerTime } from '@overmind/db/queries/system';
import { next, type Step } from '@overmind/domain/discussions/next';
import type { DiscussionState, Turn } from '@overmind/domain/discussions/state';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { workAlone } from '../work-alone.ts';
import { type Write, write } from '../write.ts';
import { type Asked, askTurn } from './ask.ts';
import { columnsOf } from './columns.ts';
import { recordIn, unlessGone } from './record.ts';
import { type Held, readState } from './state.ts';

/*
 * A discussion is driven by whoever holds its advisory lock, which ends with the connection: when a worker dies, the
 * next one folds the events and goes on. A turn that was opened and has no reply on record is asked for; one that has
 * is never asked for again. After a while the rest is left to another job, so that many discussions take turns. Where no
 * model can be asked for now, its turns stay open and a later job asks again.
 */

const aliveMs = 30_000;
const beatMs = 10_000;
const sliceMs = 20_000;
const [shortestDelayMs, longestDelayMs] = [5_000, 60_000];
const mostListeners = 200;

/** `waits`: no model could be asked, for so long by now. */
type Outcome = { next: 'rests' | 'goes_on' } | { next: 'waits'; waitedMs: number };
const rests: Outcome = { next: 'rests' };

interface Slice {
  until: number;
  waitedMs: number;
}

/** Has a discussion looked at, once this is committed. */
export const wakeDiscussion = (w: Write, id: string): Promise<void> =>
  w.enqueue('discussion.step', { discussion_id: id });

/**
 * Lets a discussion go on for a while; safe to call from any number of workers at once. `waitedMs`: for how long no
 * model could be asked before.
 */
export async function stepDiscussion(core: Core, id: string, waitedMs = 0): Promise<void> {
  const slice = { until: Date.now() + sliceMs, waitedMs };
  for (;;) {
    const outcome = await driveAlone(core, id, slice);
    if (outcome === null) return;
    if (outcome.next === 'goes_on') return write(core, systemCall, (w) => wakeDiscussion(w, id));
    if (outcome.next === 'waits') return lookLater(core, id, outcome.waitedMs);
    // Whoever changed it meanwhile found the lock taken and went away.
    if (!(await hasWork(core, id))) return;
  }
}

/** Null when another worker drives it. */
async function driveAlone(core: Core, id: string, slice: Slice): Promise<Outcome | null> {
  const made: { outcome: Outcome | null } = { outcome: null };
  await workAlone(core.db, `discussion:${id}`, async () => {
    made.outcome = await drive(core, id, slice);
  });
  return made.outcome;
}

/** As long again as it has waited, within bounds. Nobody takes it for forgotten before. */
const lookLater = (core: Core, id: string, waitedMs: number): Promise<void> =>
  write(core, systemCall, async (w) => {
    const delayMs = Math.min(longestDelayMs, Math.max(shortestDelayMs, Math.round(waitedMs)));
    await noteWorkOn(w.tx, id, delayMs + aliveMs);
    const waited_ms = Math.round(waitedMs + delayMs);
    await w.enqueue('discussion.step', { discussion_id: id, waited_ms }, new Date(Date.now() + delayMs));
  });

async function drive(core: Core, id: string, { until, waitedMs }: Slice): Promise<Outcome> {
  let waited = waitedMs;
  let held: Held | null = null;
  for (;;) {
    const row = await findWorkable(core, id);
    if (row === null) return rests;
    await noteWorkOn(core.db, id, aliveMs);
    held = await readState(core.db, id, held);
    const step = held && (await nextStep(core, held.state));
    if (!held || !step || step.do === 'done') return rests;
    if (step.do === 'wait') {
      await mendTimes(core, row, held);
      return rests;
    }
    if (step.do === 'record') held = await recordNext(core, row, held);
    else {
      if (Date.now() > until) return { next: 'goes_on' };
      const since = performance.now();
      const isHeldUp = await askAll(core, { row, held, waitedMs: waited }, step.turns);
      if (isHeldUp) return { next: 'waits', waitedMs: waited + performance.now() - since };
      waited = 0;
    }
  }
}

/** Where it began to wait before it was stored until when. */
async function mendTimes(core: Core, row: DiscussionRow, held: Held): Promise<void> {
  const { answer_due_at, waits_until } = columnsOf(held);
  if (row.waits_until?.getTime() === waits_until?.getTime()) return;
  await write(core, systemCall, (w) => noteTimes(w.tx, row.id, held.seq, { answer_due_at, waits_until }));
}

/** Null when it was deleted, or when nothing runs in its project. */
async function findWorkable(core: Core, id: string): Promise<DiscussionRow | null> {
  const row = await findDiscussionRow(core.db, id);
  const project = row && (await findProjectRow(core.db, row.project_id));
  return project && project.archived_at === null ? row : null;
}

const nextStep = async (core: Core, state: DiscussionState): Promise<Step> =>
  next(state, (await getServerTime(core.db)).getTime());

async function hasWork(core: Core, id: string): Promise<boolean> {
  const row = await findWorkable(core, id);
  if (row === null || row.ended_at !== null) return false;
  const held = await readState(core.db, id);
  const step = held && (await nextStep(core, held.state));
  return step?.do === 'ask' || step?.do === 'record';
}

/** What was to be recorded is judged anew under the lock: a person may have been first. */
async function recordNext(core: Core, row: DiscussionRow, held: Held): Promise<Held | null> {
  const recorded = await unlessGone(
    write(core, systemCall, (w) =>
      recordIn(
        w,
        row.id,
        (state, nowMs) => {
          const step = next(state, nowMs);
          return step.do === 'record' ? step.event : null;
        },
        { known: held },
      ),
    ),
  );
  await core.crashPoint?.(`after ${recorded?.event.type ?? 'nothing'}`, row.project_id);
  return recorded?.held ?? held;
}

/**
 * All at once; the first that fails for no fault of the speaker fails the step, when the others have ended. True when
 * nothing came of any, as no model could be asked.
 */
async function askAll(
  core: Core,
  asked: Pick<Asked, 'row' | 'held' | 'waitedMs'>,
  turns: readonly Turn[],
): Promise<boolean> {
  using watch = new Watch(core, asked.row.id);
  const { signal } = watch;
  const results = await Promise.allSettled(turns.map((turn) => askTurn(core, { ...asked, turn, signal })));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.every((result) => result.status === 'fulfilled' && result.value === 'waits');
}

/** While turns are asked: says that somebody works on it, and gives up what nobody needs once it has ended. */
class Watch implements Disposable {
  readonly #core: Core;
  readonly #id: string;
  readonly #over = new AbortController();
  readonly #beat: NodeJS.Timeout;
  readonly #unsubscribe: () => void;

  constructor(core: Core, id: string) {
    this.#core = core;
    this.#id = id;
    // Each of the turns that are asked at once listens several times.
    setMaxListeners(mostListeners, this.#over.signal);
    this.#beat = setInterval(() => this.#look(), beatMs);
    this.#unsubscribe = core.bus.subscribe(topics.discussion(id), () => this.#look());
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  #look(): void {
    this.#isOver().then(
      (isOver) => isOver && this.#over.abort(),
      (error: unknown) =>
        this.#core.log.warn({ err: error, discussion: this.#id }, 'a discussion could not be looked at'),
    );
  }

  async #isOver(): Promise<boolean> {
    await noteWorkOn(this.#core.db, this.#id, aliveMs);
    const row = await findDiscussionRow(this.#core.db, this.#id);
    return row === null || row.ended_at !== null;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#beat);
    this.#unsubscribe();
  }
}

const atOnce = 20;

/** Takes up discussions whose worker is gone, and those in which the time for an answer is over. */
export async function stepForgottenDiscussions(core: Core): Promise<void> {
  const forgotten = await takeForgottenDiscussions(core.db, aliveMs, atOnce);
  const overdue = await takeOverdueDiscussions(core.db, aliveMs, atOnce);
  for (const id of [...forgotten, ...overdue]) await write(core, systemCall, (w) => wakeDiscussion(w, id));
}

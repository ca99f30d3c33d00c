import type { FolderEntry, Inspection, Runner } from '@overmind/contracts/entities/runner';
import { AppError } from '@overmind/contracts/errors';
import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import {
  answerAsk,
  extendAsks,
  findAsk,
  findAskState,
  insertAsk,
  listOpenAsks,
  listRunnerRows,
} from '@overmind/db/queries/execution/runners';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import type { RunnerCommand } from './command.ts';

const defaultTimeoutMs = 10_000;
/** While the bus may lose the answer's wake-up, the row is looked at this often. */
const fallbackPollMs = 1_000;
/** How long after a heartbeat that names it a question is still worked on. */
const extensionMs = 45_000;

/**
 * Puts a question to a runner through whichever node holds its channel; the row carries question and answer between
 * them. It waits for `timeoutMs`, and for as long after as the runner says that it works on it. `awaitAsk` gives the
 * answer, on any node and after any restart.
 */
export async function startAsk(
  core: Core,
  runnerId: string,
  question: RunnerQuestion,
  timeoutMs = defaultTimeoutMs,
): Promise<string> {
  const id = await insertAsk(core.db, runnerId, question, timeoutMs);
  const command: RunnerCommand = { kind: 'ask', ask_id: id };
  core.bus.publish(topics.runner(runnerId), JSON.stringify(command));
  return id;
}

const noAnswer = (): AppError =>
  new AppError('unavailable', 'The runner did not answer in time. Is it busy or gone?', { retryAfterS: 5 });

/** Resolves with the answer to a question that was asked before; rejects when its time is over, or the wait is aborted. */
export async function awaitAsk(
  core: Core,
  askId: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<RunnerAnswer> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void) => {
      unsubscribe();
      clearInterval(poll);
      signal?.removeEventListener('abort', abort);
      end();
    };
    const abort = () => finish(() => reject(noAnswer()));
    const look = () => {
      findAskState(core.db, askId).then(
        (ask) => {
          const answer = ask?.answer;
          if (answer != null) finish(() => resolve(answer));
          else if (!ask || ask.is_expired) finish(() => reject(noAnswer()));
        },
        (error: unknown) => finish(() => reject(error)),
      );
    };
    const unsubscribe = core.bus.subscribe(topics.answer(askId), look);
    const poll = setInterval(look, fallbackPollMs);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    else look();
  });
}

/** Asks a runner and waits for its answer; rejects when it says nothing in time. */
export const askRunner = async (
  core: Core,
  runnerId: string,
  question: RunnerQuestion,
  timeoutMs = defaultTimeoutMs,
): Promise<RunnerAnswer> => awaitAsk(core, await startAsk(core, runnerId, question, timeoutMs));

/** The runner says that it still works on these questions. */
export const noteAsksAlive = (core: Core, runnerId: string, askIds: readonly string[]): Promise<void> =>
  extendAsks(core.db, runnerId, askIds, extensionMs);

export async function findQuestion(
  core: Core,
  runnerId: string,
  askId: string,
): Promise<RunnerQuestion | null> {
  const row = await findAsk(core.db, askId);
  return row && row.runner_id === runnerId && row.answer === null ? row.question : null;
}

/** What a runner was asked while the bus that should have told it was away. */
export async function listOpenQuestions(
  core: Core,
  runnerId: string,
): Promise<{ askId: string; question: RunnerQuestion }[]> {
  const rows = await listOpenAsks(core.db, runnerId);
  return rows.map((row) => ({ askId: row.id, question: row.question }));
}

export async function storeAnswer(
  core: Core,
  runnerId: string,
  askId: string,
  answer: RunnerAnswer,
): Promise<void> {
  await answerAsk(core.db, runnerId, askId, answer);
  core.bus.publish(topics.answer(askId), '');
}

const holds = (runner: Runner, path: string): boolean =>
  runner.allowed_roots.some((root) => path === root || path.startsWith(root === '/' ? '/' : `${root}/`));

const howToOffer =
  'Run `npx overmind runner allow` with it on the machine of the runner, or start OvermindOps with RUNNER_ROOTS naming a folder above it.';

type Refusal = Extract<Inspection, { ok: false }>;

async function inspectBy(core: Core, runner: Runner, path: string): Promise<Inspection> {
  const answer = await askRunner(core, runner.id, { kind: 'inspect', path });
  if (answer.kind === 'inspect') return answer.inspection;
  return { ok: false, reason: 'unreadable', detail: 'No runner could look at this path.' };
}

/** Why none of the runners accepts a path; rejects when none of them said anything. */
async function refusalOf(asked: readonly Promise<Inspection>[]): Promise<Refusal> {
  const inspections = await Promise.allSettled(asked);
  const answered = inspections.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refusal = answered.find((each) => !each.ok) ?? (await asked[0]);
  if (!refusal || refusal.ok) throw new Error('no runner was asked');
  return refusal.reason === 'outside_roots'
    ? { ...refusal, detail: `${refusal.detail} ${howToOffer}` }
    : refusal;
}

/** What stands at a path, by the runners that are there; the first that may work there decides. */
export async function inspectRepository(core: Core, path: string): Promise<Inspection> {
  const online = (await listRunnerRows(core.db)).filter((runner) => runner.status === 'online');
  if (online.length === 0) {
    return {
      ok: false,
      reason: 'outside_roots',
      detail: 'No runner is online, so nobody can look at this path. Start a runner.',
    };
  }
  // A symlink can lead from one root into another, so runners that do not seem to hold the path are asked too.
  const candidates = [...online].sort((a, b) => Number(holds(b, path)) - Number(holds(a, path))).slice(0, 5);
  // All at once: one that died a moment ago still counts as online and would hold up the others.
  const asked = candidates.map((runner) => inspectBy(core, runner, path));
  const accepted = asked.map(async (each) => {
    const inspection = await each;
    return inspection.ok ? inspection : Promise.reject(new Error(inspection.reason));
  });
  return Promise.any(accepted).catch(() => refusalOf(asked));
}

/** Folders under the roots of every runner that is there, and how many are there. */
export async function browseFolders(
  core: Core,
  path: string | null,
): Promise<{ path: string | null; entries: FolderEntry[]; runners: number }> {
  const online = (await listRunnerRows(core.db)).filter((runner) => runner.status === 'online');
  const candidates = path === null ? online : online.filter((runner) => holds(runner, path));
  const entries = new Map<string, FolderEntry>();
  const question = { kind: 'browse', path } as const;
  const asked = candidates.slice(0, 5).map((runner) => askRunner(core, runner.id, question));
  const answers = await Promise.allSettled(asked);
  if (answers.every((each) => each.status === 'rejected')) await asked[0];
  for (const answer of answers) {
    if (answer.status === 'rejected' || answer.value.kind !== 'browse') continue;
    for (const entry of answer.value.entries) entries.set(entry.path, entry);
  }
  return { path, entries: [...entries.values()], runners: online.length };
}

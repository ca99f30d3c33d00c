import type { Cycle, CycleState } from '@overmind/contracts/entities/cycle';
import type { EventType } from '@overmind/contracts/entities/event';
import {
  advanceCycle,
  findCycle,
  hasWaitingCycle,
  listStalledCycles,
  lockNextCycle,
  toCycle,
} from '@overmind/db/queries/work/cycles';
import { nextCycleState } from '@overmind/domain/cycles/states';
import { sql } from 'kysely';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { isPassing } from '../database-errors.ts';
import { workAlone } from '../work-alone.ts';
import { type Write, write } from '../write.ts';
import { type EnteredState, stepInto } from './steps.ts';

/*
 * A cycle is a row that walks through its states, one transaction a state. Whoever works on a project's
 * cycle holds an advisory lock that ends with its connection: when a worker dies, the next one finds the
 * row where it stood and goes on from there, and a state that was committed is never entered twice.
 */

const eventFor = (state: CycleState): EventType =>
  state === 'cycle.started'
    ? 'orchestrator.cycle.started'
    : state === 'cycle.completed' || state === 'cycle.failed'
      ? 'orchestrator.cycle.completed'
      : 'orchestrator.cycle.progress';

const databaseTime = sql<Date>`clock_timestamp()`;

async function enter(core: Core, cycle: Cycle, to: EnteredState): Promise<Cycle> {
  const entered = await write(core, systemCall, async (w) => {
    const { counts, note } = await stepInto[to](w, cycle);
    await w.crashPoint(`within ${to}`, cycle.project_id);
    const moved = await advance(w, cycle, to, {
      counts: JSON.stringify({ ...cycle.counts, ...counts }),
      ...(note === undefined ? {} : { error: note }),
    });
    w.lastly(() => w.crashPoint(`before the commit of ${to}`, cycle.project_id));
    return moved;
  });
  await core.crashPoint?.(`after ${to}`, cycle.project_id);
  return entered;
}

async function advance(
  w: Write,
  cycle: Cycle,
  to: CycleState,
  change: { counts?: string; error?: string },
): Promise<Cycle> {
  const isEnd = to === 'cycle.completed' || to === 'cycle.failed';
  const moved = await advanceCycle(w.tx, cycle.id, cycle.state, {
    ...change,
    state: to,
    ...(to === 'cycle.started' ? { started_at: databaseTime } : {}),
    ...(isEnd ? { finished_at: databaseTime } : {}),
  });
  if (!moved) throw new Error('another worker moved this cycle on');
  w.emit(cycle.project_id, eventFor(to), cycle.id, moved);
  return moved;
}

async function finishCycle(core: Core, first: Cycle): Promise<void> {
  let cycle = first;
  try {
    for (let next = nextCycleState(cycle.state); next !== null; next = nextCycleState(cycle.state)) {
      if (next === 'cycle.failed' || next === 'cycle.queued') return;
      cycle = await enter(core, cycle, next);
    }
  } catch (error) {
    // It goes on from where it stands when the database is well again.
    if (isPassing(error)) throw error;
    // Its project was deleted, and it with the project.
    if ((await findCycle(core.db, cycle.id)) === null) return;
    core.log.error({ err: error, cycle_id: cycle.id, state: cycle.state }, 'an orchestrator cycle failed');
    const reason = error instanceof Error ? error.message : String(error);
    await write(core, systemCall, (w) =>
      advance(w, cycle, 'cycle.failed', { error: reason.slice(0, 1_000) }),
    );
  }
}

async function nextCycle(core: Core, projectId: string): Promise<Cycle | null> {
  const row = await core.db.transaction().execute((tx) => lockNextCycle(tx, projectId));
  return row ? toCycle(row) : null;
}

/** Runs the project's cycles until none waits; safe to call from any number of workers at once. */
export async function runCycles(core: Core, projectId: string): Promise<void> {
  for (;;) {
    const worked = await workAlone(core.db, `cycle:${projectId}`, async () => {
      for (
        let cycle = await nextCycle(core, projectId);
        cycle !== null;
        cycle = await nextCycle(core, projectId)
      ) {
        await core.crashPoint?.('before cycle.started', projectId);
        await finishCycle(core, cycle);
      }
      await core.crashPoint?.('after the last cycle', projectId);
    });
    if (!worked || !(await hasWaitingCycle(core.db, projectId))) return;
  }
}

const stalledAfterMs = 5_000;

/** Takes up cycles whose wake-up was lost or whose worker died. One that cannot go on keeps no other from it. */
export async function resumeStalledCycles(core: Core): Promise<void> {
  for (const projectId of await listStalledCycles(core.db, stalledAfterMs)) {
    await runCycles(core, projectId).catch((error: unknown) =>
      core.log.warn({ err: error, project_id: projectId }, 'a stalled cycle could not go on yet'),
    );
  }
}

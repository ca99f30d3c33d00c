import {
  listModelRunOfEachProject,
  listQueuedModelRuns,
  type QueuedModelRun,
} from '@overmind/db/queries/execution/claims';
import type { RunPayload } from '@overmind/db/queries/execution/runs';
import { findToday, listCounters } from '@overmind/db/queries/models/budgets';
import { updateStatusReasons } from '@overmind/db/queries/work/tasks';
import { inDollars } from '@overmind/domain/models/budget';
import { budgetNames, findBudgetScopes } from '../model-calls/scopes.ts';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import { withPrivacy } from './job-privacy.ts';

interface KeptBack {
  run: QueuedModelRun;
  reason: string;
}

/** Local models are free, and an agent without a policy calls none. */
async function mayCost(w: Write, run: QueuedModelRun): Promise<boolean> {
  const { agent } = run.payload as unknown as RunPayload;
  const { model_policy } = (await withPrivacy(w.tx, run, { agent, reviewers: [] })).agent.config;
  return model_policy !== undefined && model_policy.privacy !== 'local_only';
}

/** Which hard limit is used up, as a reason to wait; null where all have room. */
async function findSpent(
  w: Write,
  { id, project_id }: Pick<QueuedModelRun, 'id' | 'project_id'>,
  day: string,
): Promise<string | null> {
  const of = { project_id, run_id: id, discussion_id: null, spec_id: null };
  const scopes = await findBudgetScopes(w.tx, of, day);
  const counters = await listCounters(
    w.tx,
    scopes.map(({ scope }) => scope),
  );
  const spentOf = new Map(counters.map(({ scope, spent_micros }) => [scope, spent_micros]));
  for (const { scope, kind, limits } of scopes) {
    const { hard_micros: hard } = limits;
    if (hard === null || (spentOf.get(scope) ?? 0) < hard) continue;
    return `${budgetNames[kind]} of ${inDollars(hard)} is spent, and its models may cost something`;
  }
  return null;
}

/**
 * Queued runs whose models may cost something while a budget that they take from is spent. What a runner's models take
 * is known when a run ends, so a run that has begun goes on to its end.
 */
export async function findRunsKeptBack(w: Write): Promise<KeptBack[]> {
  const first = await listModelRunOfEachProject(w.tx);
  if (first.length === 0) return [];
  const day = await findToday(w.tx);
  const kept: KeptBack[] = [];
  for (const one of first) {
    // It stands for all of its project: what is queued has taken nothing yet.
    const reason = await findSpent(w, one, day);
    if (reason === null) continue;
    for (const run of await listQueuedModelRuns(w.tx, one.project_id))
      if (await mayCost(w, run)) kept.push({ run, reason });
  }
  return kept;
}

/** Says on the cards of their tasks why they wait. */
export async function tellWhyKeptBack(w: Write, kept: readonly KeptBack[]): Promise<void> {
  const changed = kept.filter(({ run, reason }) => run.status_reason !== reason);
  const reasons = changed.map(({ run, reason }) => ({ id: run.task_id, reason }));
  for (const task of await updateStatusReasons(w.tx, reasons)) emitTask(w, task);
}

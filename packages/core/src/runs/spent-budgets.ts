import type { AgentConfig } from '@overmind/contracts/entities/agent';
import {
  listModelRunOfEachBudget,
  listQueuedModelRuns,
  type QueuedModelRun,
  type RunOfBudget,
} from '@overmind/db/queries/execution/claims';
import type { RunPayload } from '@overmind/db/queries/execution/runs';
import { findToday, listCounters } from '@overmind/db/queries/models/budgets';
import { inDollars } from '@overmind/domain/models/budget';
import { resolveReviewers } from '../agents/reviewers.ts';
import { budgetNames, findBudgetScopes } from '../model-calls/scopes.ts';
import type { Write } from '../write.ts';
import { withPrivacy } from './job-privacy.ts';
import type { KeptRun } from './kept-run.ts';

/** Which of its models may cost something, as a part of a sentence; null where none may. */
async function findCostly(w: Write, run: QueuedModelRun): Promise<string | null> {
  const { agent, reviewers: named } = run.payload as unknown as RunPayload;
  const reviewers = await resolveReviewers(w.tx, run.project_id, agent.name, named);
  const held = await withPrivacy(w.tx, run, { agent, reviewers });
  if (agent.config.executor === 'model' && mayCost(held.agent.config)) return 'its models';
  const isCostly = held.reviewers.some((each) => each.agent !== null && mayCost(each.agent.config));
  return isCostly ? 'the models of its reviewers' : null;
}

/** Local models are free, and an agent without a policy calls none. */
const mayCost = ({ model_policy: policy }: AgentConfig): boolean =>
  policy !== undefined && policy.privacy !== 'local_only';

/** Which hard limit is used up, as a reason to wait; null where all have room. */
async function findSpent(
  w: Write,
  { id, project_id, spec_id }: RunOfBudget,
  day: string,
): Promise<string | null> {
  const of = { project_id, run_id: id, discussion_id: null, spec_id };
  const scopes = await findBudgetScopes(w.tx, of, day);
  const counters = await listCounters(
    w.tx,
    scopes.map(({ scope }) => scope),
  );
  const spentOf = new Map(counters.map(({ scope, spent_micros }) => [scope, spent_micros]));
  for (const { scope, kind, limits } of scopes) {
    const { hard_micros: hard } = limits;
    if (hard === null || (spentOf.get(scope) ?? 0) < hard) continue;
    return `${budgetNames[kind]} of ${inDollars(hard)} is spent`;
  }
  return null;
}

/**
 * Queued runs whose models, or those of their reviewers, may cost something while a budget that they take from is spent:
 * begun, they could only come to nothing.
 */
export async function findRunsOverBudget(w: Write): Promise<KeptRun[]> {
  const first = await listModelRunOfEachBudget(w.tx);
  if (first.length === 0) return [];
  const day = await findToday(w.tx);
  const kept: KeptRun[] = [];
  for (const one of first) {
    // It stands for all of its project, or of that spec in it: what is queued has taken nothing yet.
    const spent = await findSpent(w, one, day);
    if (spent === null) continue;
    for (const run of await listQueuedModelRuns(w.tx, one)) {
      const costly = await findCostly(w, run);
      if (costly !== null) kept.push({ run, reason: `${spent}, and ${costly} may cost something` });
    }
  }
  return kept;
}

import type { RunRow } from '@overmind/db/queries/execution/runs';
import { lockArmsOf, sumPlannedWork, sumTaskWork } from '@overmind/db/queries/models/prompt-outcomes';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { plannerPlace } from '@overmind/domain/planner/prompt';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import { wasStoppedFromOutside } from '@overmind/domain/runs/stopped';
import type { Write } from '../write.ts';
import { noteOutcomes } from './outcomes.ts';

/**
 * What the words that its runs were told came to, when a task is done, was given up or has failed. Where its last run was
 * stopped from outside that is not known yet: it counts when the task goes on and comes to an end of its own. Such a run
 * is no further one; what it cost was spent on the task all the same.
 */
export function noteTaskEnd(w: Write, { id, status, project_id, request_id }: TaskRow): void {
  if (status !== 'done' && status !== 'canceled' && status !== 'failed') return;
  noteOutcomes(w, [codingAgentPlace, reportPlace], id, async () => {
    const { reasons, work_micros } = await sumTaskWork(w.tx, id);
    if (status !== 'done' && wasStoppedFromOutside(reasons.at(-1) ?? null)) return {};
    const ownRuns = reasons.filter((reason) => !wasStoppedFromOutside(reason)).length;
    return { accepted: status === 'done' ? 1 : 0, retried: Math.max(0, ownRuns - 1), cost: work_micros };
  });
  if (request_id !== null) notePlannedEnd(w, project_id, request_id);
}

/** How well a request was planned, once the last of its tasks has ended: all were wanted, and as they were written. */
function notePlannedEnd(w: Write, projectId: string, requestId: string): void {
  noteOutcomes(w, [plannerPlace], requestId, async () => {
    // Of tasks that end at once each would take the other for open.
    await lockArmsOf(w.tx, requestId, [plannerPlace.prompt.key]);
    const { open, canceled, mended } = await sumPlannedWork(w.tx, projectId, requestId);
    return open > 0 ? {} : { accepted: canceled === 0 ? 1 : 0, retried: mended };
  });
}

/** What the model took that planned a request. */
export const notePlanningCost = (w: Write, requestId: string, cost: number): void =>
  noteOutcomes(w, [plannerPlace], requestId, () => ({ cost }));

/**
 * Whether a person judged the result of a run as its reviewers did; nothing where none did. Asking for changes to a
 * result that they were satisfied with overrules them, and so does approving one that they were not.
 */
export function noteJudgement(w: Write, run: RunRow | null, isApproved: boolean): void {
  const reviews = run?.evidence.filter(({ review }) => review !== undefined) ?? [];
  if (run === null || reviews.length === 0) return;
  const isSatisfied = reviews.every(({ exit_code }) => exit_code === 0);
  noteOutcomes(w, [reviewerPlace], run.task_id, async () => ({
    accepted: isSatisfied === isApproved ? 1 : 0,
    cost: (await sumTaskWork(w.tx, run.task_id)).review_micros,
  }));
}

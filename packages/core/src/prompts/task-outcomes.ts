import type { RunRow } from '@overmind/db/queries/execution/runs';
import { sumTaskWork } from '@overmind/db/queries/models/prompt-outcomes';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import type { Write } from '../write.ts';
import { noteOutcomes } from './outcomes.ts';

/** What the words that its runs were told came to, when a task is done, was given up or has failed. */
export function noteTaskEnd(w: Write, { id, status }: TaskRow): void {
  if (status !== 'done' && status !== 'canceled' && status !== 'failed') return;
  noteOutcomes(w, [codingAgentPlace, reportPlace], id, async () => {
    const { runs, work_micros } = await sumTaskWork(w.tx, id);
    return { accepted: status === 'done' ? 1 : 0, retried: Math.max(0, runs - 1), cost: work_micros };
  });
}

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

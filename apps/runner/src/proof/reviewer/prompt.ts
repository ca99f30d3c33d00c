import type { ReviewerJob, RunJob } from '@overmind/contracts/entities/run';
import { reviewerPlace, reviewerValues } from '@overmind/domain/runs/prompts/reviewer';
import { type TaskWords, wordsOf } from '../../executors/words.ts';

export const reviewReminder = 'You have not handed in a review. Call submit_review now with what you know.';

/** What a reviewer is told: before the work, and the work. */
export function reviewerPrompt(
  { task, prompts }: Pick<RunJob, 'task' | 'prompts'>,
  { agent, reviewer }: Pick<ReviewerJob, 'agent' | 'reviewer'>,
  change: string,
): TaskWords {
  const values = reviewerValues({ task }, { reviewer, maintainers: agent?.config.prompt ?? '', change });
  return wordsOf(reviewerPlace, prompts.review, values);
}

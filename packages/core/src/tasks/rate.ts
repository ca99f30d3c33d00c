import type { NewRating, Rating } from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { findTaskRow } from '@overmind/db/queries/work/tasks';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { findRatingOf, rateIn } from '../prompts/ratings.ts';
import { write } from '../write.ts';
import { getLockedTask } from './move.ts';

const places = [codingAgentPlace, reportPlace, reviewerPlace];

/** Null where there is no use for a rating. */
export async function getTaskRating(core: Core, id: string): Promise<{ rating: Rating | null }> {
  if ((await findTaskRow(core.db, id)) === null) throw notFound('task');
  return { rating: await findRatingOf(core.db, places, id) };
}

/** Takes how good the result of a task is. */
export const rateTask = (core: Core, call: Call, id: string, rating: NewRating): Promise<Rating> =>
  write(core, call, async (w) => {
    const task = await getLockedTask(w, id);
    if ((await findLatestCompletedRun(w.tx, id)) === null)
      throw new AppError('rule_violated', 'This task has no result yet. Rate it when there is one.', {
        rule: 'rating.no_result',
      });
    const rated = await rateIn(w, places, id, rating);
    w.audit('task.rated', id, task.project_id, { key: task.key, value: rated.value });
    return rated;
  });

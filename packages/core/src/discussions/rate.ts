import type { NewRating, Rating } from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import { lockDiscussion } from '@overmind/db/queries/discussions/discussions';
import { speakerPlace } from '@overmind/domain/discussions/prompts/speaker';
import { summaryPlace } from '@overmind/domain/discussions/prompts/summary';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { rateIn } from '../prompts/ratings.ts';
import { write } from '../write.ts';

/** Whose words a discussion is made of. */
export const ratedPlaces = [speakerPlace, summaryPlace];

/** Takes how good a discussion was that has ended. */
export const rateDiscussion = (core: Core, call: Call, id: string, rating: NewRating): Promise<Rating> =>
  write(core, call, async (w) => {
    const row = await lockDiscussion(w.tx, id);
    if (!row) throw notFound('discussion');
    if (row.ended_at === null)
      throw new AppError('rule_violated', 'The discussion still goes on. Rate it when it has ended.', {
        rule: 'discussion.not_ended',
      });
    const rated = await rateIn(w, ratedPlaces, id, rating);
    w.audit('discussion.rated', id, row.project_id, { value: rated.value });
    return rated;
  });

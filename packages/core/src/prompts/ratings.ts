import type { NewRating, Rating } from '@overmind/contracts/entities/prompt';
import { AppError } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { findRating, listAssigned } from '@overmind/db/queries/models/prompt-outcomes';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import type { Write } from '../write.ts';
import { noteOutcomes } from './outcomes.ts';

/** Null where the subject was given no arm in these places, so that nobody has a use for a rating. */
export async function findRatingOf(
  db: Db,
  places: readonly PromptPlace[],
  subject: string,
): Promise<Rating | null> {
  const keys = places.map(({ prompt }) => prompt.key);
  const assigned = await listAssigned(db, subject, keys);
  if (assigned.length === 0) return null;
  const experiments = assigned.map(({ experiment_id }) => experiment_id);
  return { value: await findRating(db, subject, experiments) };
}

/** Enters a rating for all arms of the subject; one that is there already stays. */
export async function rateIn(
  w: Write,
  places: readonly PromptPlace[],
  subject: string,
  { value }: NewRating,
): Promise<Rating> {
  const found = await findRatingOf(w.tx, places, subject);
  if (found === null)
    throw new AppError(
      'rule_violated',
      'No experiment with its prompts was running, so there is nothing that a rating would count for.',
      { rule: 'rating.no_experiment' },
    );
  if (found.value !== null) return found;
  noteOutcomes(w, places, subject, () => ({ rating: value }));
  return { value };
}

import { type OutcomeMeasure, outcomeMeasures } from '@overmind/contracts/entities/prompt';
import { insertOutcome } from '@overmind/db/queries/models/experiments';
import { listAssigned } from '@overmind/db/queries/models/prompt-outcomes';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { hashedId } from '../hashed-id.ts';
import type { Write } from '../write.ts';

/** What came of a subject; what nobody knows is left out. */
export type Came = Partial<Record<OutcomeMeasure, number | null>>;

/**
 * Enters what came of a subject into the sums of the arms that it was given in these places. The first that is told of a
 * measure counts. The sums are locked as late as can be: all subjects of an arm share them.
 */
export function noteOutcomes(
  w: Write,
  places: readonly PromptPlace[],
  subject: string,
  tell: () => Came | Promise<Came>,
): void {
  const keys = places.map(({ prompt }) => prompt.key);
  w.lastly(async () => {
    const assigned = await listAssigned(w.tx, subject, keys);
    if (assigned.length === 0) return;
    const came = await tell();
    for (const { experiment_id: experimentId, arm } of assigned)
      for (const measure of outcomeMeasures) {
        const value = came[measure] ?? null;
        if (value === null) continue;
        // Always the same, so that it is counted once.
        const id = hashedId([experimentId, subject, measure].join('\0'));
        await insertOutcome(w.tx, { experimentId, arm }, { id, subject, measure, value });
      }
  });
}

import type { Cycle } from '@overmind/contracts/entities/cycle';
import { lockStateVersions } from '@overmind/db/queries/projects/state-versions';
import { describeStateChange } from '@overmind/domain/state/describe-change';
import type { Write } from '../write.ts';
import { findNextState, type NextState } from './next.ts';
import { describeDamage } from './read.ts';
import { storeVersion } from './store.ts';

/** A new version when the document changed; answers the number of the version that now stands. */
export async function writeStateVersion(w: Write, cycle: Cycle): Promise<number> {
  const projectId = cycle.project_id;
  await lockStateVersions(w.tx, projectId);
  const next = await findNextState(w.tx, projectId);
  if (next.latest && !next.isChanged) return next.latest.version;
  const { latest, document } = next;
  const reason = reasonFor(next, cycle);
  const stored = await storeVersion(w, {
    ...{ projectId, latest, document, reason },
    ...{ kind: 'generated', cycleId: cycle.id },
  });
  return stored.version;
}

function reasonFor(next: NextState, cycle: Cycle): string {
  const damage = describeDamage(next);
  if (damage !== null) return damage;
  // What a person added by hand is in no cycle's count.
  const before = next.readable?.document ?? null;
  const grown = next.document.summary.progress.total - (before?.summary.progress.total ?? 0);
  return describeStateChange(before, next.document, Math.max(grown, cycle.counts.tasks_created));
}

import type { ShownProposal } from '@overmind/contracts/entities/discussion-room';

/** A proposal with those that it came from, oldest first; the last one is how it stands now. */
export interface Lineage {
  versions: readonly [ShownProposal, ...ShownProposal[]];
  latest: ShownProposal;
}

const places: Record<ShownProposal['status'], number> = { accepted: 0, open: 1, superseded: 2 };

/**
 * Proposals by what they amend. One that nothing amends ends a line; what was accepted comes first, then what is on the
 * table, the newest first among equals.
 */
export function lineagesOf(proposals: readonly ShownProposal[]): Lineage[] {
  const byRef = new Map(proposals.map((proposal) => [proposal.ref, proposal]));
  const amended = new Set(proposals.map(({ amends }) => amends));
  return proposals
    .filter(({ ref }) => !amended.has(ref))
    .map((latest) => ({ latest, versions: versionsUpTo(latest, byRef) }))
    .sort(
      (one, other) =>
        places[one.latest.status] - places[other.latest.status] ||
        proposals.indexOf(other.latest) - proposals.indexOf(one.latest),
    );
}

function versionsUpTo(
  latest: ShownProposal,
  byRef: ReadonlyMap<string, ShownProposal>,
): [ShownProposal, ...ShownProposal[]] {
  const versions: [ShownProposal, ...ShownProposal[]] = [latest];
  const seen = new Set([latest.ref]);
  let earlier = byRef.get(latest.amends ?? '');
  while (earlier !== undefined && !seen.has(earlier.ref)) {
    seen.add(earlier.ref);
    versions.unshift(earlier);
    earlier = byRef.get(earlier.amends ?? '');
  }
  return versions;
}

import {
  type SpecPhaseName,
  type SpecPhaseStatus,
  type SpecStatus,
  specPhases,
} from '@overmind/contracts/entities/spec';

/*
 * A spec walks through its phases in their order. Whoever writes a phase may do so at any time; it is approved only when
 * all before it are. What changes an earlier phase takes back what was approved after it, since that was worked out from
 * another text. So the approved phases are always the first ones.
 */

export interface PhaseState {
  phase: SpecPhaseName;
  status: SpecPhaseStatus;
  /** Of its text; 0 for none. */
  version: number;
}

/** What a change makes of the phases; `reopened` were approved and have to be again. */
export interface PhasesAfter {
  phases: PhaseState[];
  reopened: SpecPhaseName[];
}
export type PhaseStep =
  | ({ ok: true } & PhasesAfter)
  | { ok: false; rule: 'spec.phase_empty' | 'spec.earlier_phase_open'; detail: string };

const placeOf = (phase: SpecPhaseName): number => specPhases.indexOf(phase);

function changed(
  phases: readonly PhaseState[],
  name: SpecPhaseName,
  change: Partial<PhaseState>,
): { ok: true } & PhasesAfter {
  const isLater = ({ phase, status }: PhaseState): boolean =>
    placeOf(phase) > placeOf(name) && status === 'approved';
  return {
    ok: true,
    phases: phases.map((each) => {
      if (each.phase === name) return { ...each, ...change };
      return isLater(each) ? { ...each, status: 'reopened' } : each;
    }),
    reopened: phases.filter(isLater).map(({ phase }) => phase),
  };
}

/** It has another text from now on. */
export const writePhase = (
  phases: readonly PhaseState[],
  name: SpecPhaseName,
): { ok: true } & PhasesAfter => {
  const version = (phases.find(({ phase }) => phase === name)?.version ?? 0) + 1;
  return changed(phases, name, { version, status: 'draft' });
};

/** `hasText` says whether the phase holds anything but space. */
export function approvePhase(
  phases: readonly PhaseState[],
  name: SpecPhaseName,
  hasText: boolean,
): PhaseStep {
  if (!hasText)
    return { ok: false, rule: 'spec.phase_empty', detail: 'Nothing is written here yet. Write it first.' };
  const open = phases.find(
    ({ phase, status }) => placeOf(phase) < placeOf(name) && status !== 'approved',
  )?.phase;
  if (open !== undefined)
    return {
      ok: false,
      rule: 'spec.earlier_phase_open',
      detail: `The phase "${open}" comes first and is not approved. Approve it before this one.`,
    };
  return {
    ok: true,
    phases: phases.map((each) => (each.phase === name ? { ...each, status: 'approved' } : each)),
    reopened: [],
  };
}

/** Sends a phase back to be written anew. */
export function rejectPhase(phases: readonly PhaseState[], name: SpecPhaseName): PhaseStep {
  if (phases.find(({ phase }) => phase === name)?.version === 0)
    return {
      ...{ ok: false, rule: 'spec.phase_empty' },
      detail: 'Nothing is written here yet, so there is nothing to send back.',
    };
  return changed(phases, name, { status: 'rejected' });
}

/** Where the whole spec stands. */
export function standingOf(phases: readonly PhaseState[]): { phase: SpecPhaseName; status: SpecStatus } {
  const open = specPhases.find((name) =>
    phases.some(({ phase, status }) => phase === name && status !== 'approved'),
  );
  return open === undefined ? { phase: 'sync', status: 'completed' } : { phase: open, status: 'active' };
}

import { type SpecPhaseName, specPhases } from '@overmind/contracts/entities/spec';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { approvePhase, type PhaseState, rejectPhase, standingOf, writePhase } from './phases.ts';

const begun: readonly PhaseState[] = specPhases.map((phase) => ({ phase, status: 'draft', version: 0 }));

type Act = { kind: 'write' | 'approve' | 'reject'; phase: SpecPhaseName };

/** What is refused changes nothing. */
function after(phases: readonly PhaseState[], { kind, phase }: Act): readonly PhaseState[] {
  const hasText = phases.some((each) => each.phase === phase && each.version > 0);
  const steps = {
    write: () => writePhase(phases, phase),
    approve: () => approvePhase(phases, phase, hasText),
    reject: () => rejectPhase(phases, phase),
  };
  const step = steps[kind]();
  return step.ok ? step.phases : phases;
}
const course = (...acts: [Act['kind'], SpecPhaseName][]): readonly PhaseState[] =>
  acts.reduce((phases, [kind, phase]) => after(phases, { kind, phase }), begun);
const statuses = (phases: readonly PhaseState[]) => phases.map(({ status }) => status);

const anyAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('write', 'approve', 'reject'),
  phase: fc.constantFrom(...specPhases),
});

describe('whatever people do', () => {
  const holds = (judge: (phases: readonly PhaseState[], acts: readonly Act[]) => void): void => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), (acts) => judge(acts.reduce(after, begun), acts)),
    );
  };

  it('the approved phases are the first ones', () => {
    holds((phases) => {
      const open = phases.findIndex(({ status }) => status !== 'approved');
      const later = open === -1 ? [] : phases.slice(open);
      expect(later.filter(({ status }) => status === 'approved')).toEqual([]);
    });
  });

  it('no phase is approved without a text', () => {
    holds((phases) => {
      expect(phases.filter(({ status, version }) => status === 'approved' && version === 0)).toEqual([]);
    });
  });

  it('each text is counted, and nothing else is', () => {
    holds((phases, acts) => {
      for (const { phase, version } of phases)
        expect(version).toBe(acts.filter((act) => act.kind === 'write' && act.phase === phase).length);
    });
  });

  it('the spec is completed just when every phase is approved', () => {
    holds((phases) => {
      const { phase, status } = standingOf(phases);
      const isAll = phases.every((each) => each.status === 'approved');
      expect(status).toBe(isAll ? 'completed' : 'active');
      if (!isAll) expect(phases.find((each) => each.status !== 'approved')?.phase).toBe(phase);
    });
  });
});

test('a phase is approved once those before it are', () => {
  const phases = course(['write', 'explore'], ['write', 'design']);
  expect(approvePhase(phases, 'design', true)).toMatchObject({
    ...{ ok: false, rule: 'spec.earlier_phase_open' },
    detail: 'The phase "explore" comes first and is not approved. Approve it before this one.',
  });
  expect(statuses(after(phases, { kind: 'approve', phase: 'explore' }))).toEqual([
    ...['approved', 'draft', 'draft', 'draft', 'draft'],
  ]);
});

test('a phase without a text is neither approved nor sent back', () => {
  expect(approvePhase(begun, 'explore', false)).toMatchObject({ ok: false, rule: 'spec.phase_empty' });
  expect(rejectPhase(begun, 'explore')).toMatchObject({ ok: false, rule: 'spec.phase_empty' });
});

test('another text in an approved phase opens it and what was approved after it', () => {
  const phases = course(
    ...(['explore', 'requirements', 'design'] as const).flatMap((phase): [Act['kind'], SpecPhaseName][] => [
      ['write', phase],
      ['approve', phase],
    ]),
  );
  const edited = writePhase(phases, 'requirements');
  expect(edited.reopened).toEqual(['design']);
  expect(statuses(edited.phases)).toEqual(['approved', 'draft', 'reopened', 'draft', 'draft']);
  expect(standingOf(edited.phases)).toEqual({ phase: 'requirements', status: 'active' });
  const sentBack = rejectPhase(phases, 'explore');
  expect(sentBack).toMatchObject({ ok: true, reopened: ['requirements', 'design'] });
});

import type { Concern, DecisionRecord, Proposal } from '@overmind/contracts/entities/discussion';
import { describe, expect, it } from 'vitest';
import {
  clip,
  leftOut,
  shownConcerns,
  shownNotes,
  shownOptions,
  shownProposals,
  shownRecord,
} from './shown.ts';

const many = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
/** As long as the contract lets a text be, three bytes a sign. */
const long = '决'.repeat(20_000);
const proposal = (at: number, status: Proposal['status'] = 'open'): Proposal => ({
  ...{ ref: `P${at + 1}`, by: 'a', title: 'Plan', content: long, amends: null, status },
});
const concern = (at: number, closed_by: string | null): Concern => ({
  ...{ ref: `C${at + 1}`, by: 'a', proposal: null, content: long.slice(0, 2_000), closed_by },
});

describe('a long text', () => {
  it('shows its beginning and how much is missing, and a short one is as it was', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdef', 5)).toBe('abcde… (1 more characters)');
    expect(clip('x'.repeat(3_000), 1_000)).toMatch(/^x{1000}… \(2,000 more characters\)$/);
  });

  it('is not cut within a sign', () => {
    expect(clip('a\u{1f600}b', 2).isWellFormed()).toBe(true);
  });
});

describe('what is on the table', () => {
  it('is shown by more of it than what was replaced, and says how much is missing', () => {
    const [open, replaced] = shownProposals([proposal(0), proposal(1, 'superseded')]);
    expect(open).toMatchObject({ more_chars: 18_000 });
    expect(replaced).toMatchObject({ more_chars: 19_600 });
    expect(shownProposals([{ ...proposal(0), content: 'Short' }])[0]).not.toHaveProperty('more_chars');
  });

  it('stays small where it came in with more than finds room', () => {
    expect(sizeOf(shownProposals(many(500, (at) => proposal(at))))).toBeLessThan(1024 * 1024);
  });

  it('lists open concerns before closed ones, in their order', () => {
    const all = [...many(250, (at) => concern(at, 'b')), ...many(200, (at) => concern(250 + at, null))];
    const shown = shownConcerns(all);
    expect(shown).toHaveLength(300);
    expect(shown.filter(({ closed_by }) => closed_by === null)).toHaveLength(200);
    expect(shown[0]?.ref).toBe('C151');
    expect(leftOut({ concerns: all, notes: [], options: [] })).toEqual({ left_out: { concerns: 150 } });
    expect(leftOut({ concerns: shown, notes: [], options: [] })).toEqual({});
  });

  it('keeps the latest notes', () => {
    const notes = many(900, (at) => ({ by: 'a', turn: at, kind: 'skipped' as const, detail: long }));
    expect(shownNotes(notes)[0]?.turn).toBe(700);
  });
});

describe('what it came to', () => {
  it('fits a frame with as many options and objections as there may be', () => {
    const options = many(500, (at) => ({
      ...{ proposal: `P${at}`, by: 'a', title: 'Plan', content: long, votes: null },
      objections: many(200, () => long.slice(0, 2_000)),
    }));
    const shown = shownOptions(options);
    expect(shown).toHaveLength(20);
    expect(shown[0]?.objections.at(-1)).toBe('… (192 more)');
    expect(sizeOf(shown)).toBeLessThan(512 * 1024);
  });

  it('fits a frame with as many reasons and risks as there may be', () => {
    const points = many(5_000, (at) => `${at} ${long.slice(0, 1_900)}`);
    const record: DecisionRecord = {
      ...{ goal: long, proposal: 'P1', proposed_by: 'a', title: 'Plan', decision: long, summary: long },
      ...{ rule: 'majority', round: 1, votes: { approve: 20, reject: 0, abstain: 0 } },
      ...{ reasons: points, conditions: points, risks: points, next_actions: points },
      dissent: many(20, () => ({ by: 'a', choice: 'reject' as const, reason: long.slice(0, 2_000) })),
      decided_at: '2026-01-01T00:00:00.000Z',
    };
    const shown = shownRecord(record);
    expect(shown).toMatchObject({ more_chars: 16_000, title: 'Plan' });
    expect(shown.risks.at(-1)).toBe('… (4,970 more)');
    expect(sizeOf(shown)).toBeLessThan(512 * 1024);
  });
});

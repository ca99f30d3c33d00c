import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Budget, inDollars, reserve, settle } from './budget.ts';

const budget = (change: Partial<Budget> = {}): Budget => ({
  ...{ name: 'the budget of the run', hardMicros: 1_000, softMicros: 800, spentMicros: 0, reservedMicros: 0 },
  ...change,
});

it('stops the call that would break it, and not the one that just fits', () => {
  expect(reserve(budget({ spentMicros: 400, reservedMicros: 400 }), 200)).toMatchObject({ ok: true });
  expect(reserve(budget({ spentMicros: 400, reservedMicros: 400 }), 201)).toEqual({
    ok: false,
    detail:
      'the budget of the run of $0.001 would be broken: this call may bring it to $0.001001, of which calls under way hold $0.0004',
    isHeld: true,
  });
});

it.each([
  [400, 400, 600, true],
  [400, 0, 601, false],
  [401, 100, 600, false],
])(
  'with %i spent and %i set aside, says of a call of %i whether room may come',
  (spent, held, most, isHeld) => {
    const full = budget({ spentMicros: spent, reservedMicros: held });
    expect(reserve(full, most)).toMatchObject({ ok: false, isHeld });
  },
);

it('leaves what is kept for others, and says for what', () => {
  const keeping = budget({ spentMicros: 400, kept: { micros: 300, for: 'the vote' } });
  expect(reserve(keeping, 300)).toMatchObject({ ok: true });
  expect(reserve(keeping, 301)).toEqual({
    ok: false,
    detail:
      'the budget of the run of $0.001 (of which $0.0003 is kept for the vote) would be broken: this call may bring it to $0.000701',
    isHeld: false,
  });
  expect(reserve({ ...keeping, spentMicros: 300, reservedMicros: 100 }, 301)).toMatchObject({ isHeld: true });
  expect(reserve({ ...keeping, hardMicros: null }, 5_000)).toMatchObject({ ok: true });
});

it('warns beyond the soft limit and lets go on', () => {
  expect(reserve(budget(), 800)).toMatchObject({ ok: true, warning: null });
  expect(reserve(budget(), 801)).toMatchObject({ ok: true, warning: expect.stringContaining('is beyond') });
});

it('lets what is free go on when it is used up', () => {
  expect(reserve(budget({ spentMicros: 5_000 }), 0)).toMatchObject({ ok: true, warning: null });
});

it('refuses what has no known price only where there is a hard limit', () => {
  expect(reserve(budget(), null)).toMatchObject({ ok: false });
  expect(reserve(budget({ hardMicros: null }), null)).toMatchObject({ ok: true });
  expect(reserve(budget({ takesUnknown: true }), null)).toMatchObject({ ok: true });
});

it('never spends more than its limit while calls take no more than was set aside for them', () => {
  const calls = fc.array(fc.record({ most: fc.nat(500), part: fc.integer({ min: 0, max: 100 }) }));
  fc.assert(
    fc.property(calls, (all) => {
      let now = budget();
      const open: { most: number; taken: number }[] = [];
      for (const { most, part } of all) {
        const reserved = reserve(now, most);
        if (!reserved.ok) continue;
        now = reserved.budget;
        open.push({ most, taken: Math.floor((most * part) / 100) });
      }
      for (const { most, taken } of open) now = settle(now, most, taken);
      expect(now.reservedMicros).toBe(0);
      expect(now.spentMicros).toBeLessThanOrEqual(1_000);
      expect(now.spentMicros).toBe(open.reduce((sum, { taken }) => sum + taken, 0));
    }),
  );
});

it.each([
  [0, '$0.00'],
  [1_500_000, '$1.50'],
  [12, '$0.000012'],
  [12_345_678_900, '$12345.6789'],
])('%i micro-units are %s', (micros, text) => {
  expect(inDollars(micros)).toBe(text);
});

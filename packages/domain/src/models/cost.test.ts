import fc from 'fast-check';
import { expect, it } from 'vitest';
import { costOf, costOfCall } from './cost.ts';
import { anyEntry } from './test-support/arbitrary-catalogue.ts';

const model = (
  input: number | null,
  output: number | null,
  cached: number | null = null,
  isLocal = false,
) => ({
  prices: { input_micros: input, output_micros: output, cached_input_micros: cached },
  is_local: isLocal,
});

it('is the price of each kind of token, rounded up to whole micro-units', () => {
  const use = { input: 1_000, cachedInput: 400, output: 200 };
  expect(costOf(use, model(3_000_000, 15_000_000, 300_000))).toBe(600 * 3 + 120 + 200 * 15);
  expect(costOf(use, model(3_000_000, 15_000_000))).toBe(3_000 + 3_000);
  expect(costOf({ input: 1, cachedInput: 0, output: 0 }, model(1, 1))).toBe(1);
});

it('is not known without a price, and nothing for a local model', () => {
  const use = { input: 1_000, cachedInput: 0, output: 200 };
  expect(costOf(use, model(null, 5))).toBeNull();
  expect(costOf(use, model(null, null, null, true))).toBe(0);
  expect(costOf(use, model(1_000_000, null, null, true))).toBe(1_000);
});

it('is what the provider reports where it does, and says which it is', () => {
  const use = { input: 1_000, cachedInput: 0, output: 0 };
  expect(costOfCall(7, use, model(1_000_000, 0), true)).toEqual({ micros: 7, source: 'reported' });
  expect(costOfCall(null, use, model(1_000_000, 0), true)).toEqual({ micros: 1_000, source: 'computed' });
  expect(costOfCall(null, use, model(1_000_000, 0), false)).toEqual({ micros: 1_000, source: 'estimated' });
  expect(costOfCall(null, use, model(null, 0), true)).toEqual({ micros: null, source: 'unknown' });
});

it('is a whole number that never falls with more tokens', () => {
  const count = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(anyEntry, count, count, count, (entry, input, cached, output) => {
      const use = { input, cachedInput: Math.min(cached, input), output };
      const cost = costOf(use, entry);
      const more = costOf({ ...use, output: output + 1 }, entry);
      if (cost === null || more === null) {
        expect(more).toBe(cost);
        return;
      }
      expect(Number.isSafeInteger(cost)).toBe(true);
      expect(more).toBeGreaterThanOrEqual(cost);
    }),
  );
});

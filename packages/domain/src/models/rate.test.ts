import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admit, type RateWindow, waitForRate } from './rate.ts';

const rule = { requestsPerMinute: 3, tokensPerMinute: 1_000 };

it('waits until enough of the last minute is over', () => {
  const window = admit(admit(admit([], 100, 0), 100, 10_000), 100, 20_000);
  expect(waitForRate(window, rule, 100, 30_000)).toBe(30_000);
  expect(waitForRate(window, rule, 100, 60_000)).toBe(0);
  expect(waitForRate(window, rule, 900, 30_000)).toBe(40_000);
  expect(waitForRate(window, rule, 901, 30_000)).toBe(50_000);
  expect(waitForRate(window, { requestsPerMinute: null, tokensPerMinute: null }, 5_000, 30_000)).toBe(0);
});

it('lets a call that is larger than the limit go alone', () => {
  expect(waitForRate([], rule, 5_000, 0)).toBe(0);
  expect(waitForRate(admit([], 1, 0), rule, 5_000, 1_000)).toBe(59_000);
});

it('never lets more through in a minute than it may', () => {
  const call = fc.record({
    gapMs: fc.integer({ min: 0, max: 30_000 }),
    tokens: fc.integer({ min: 1, max: 600 }),
  });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
      let window: RateWindow = [];
      let now = 0;
      const gone: { atMs: number; tokens: number }[] = [];
      for (const { gapMs, tokens } of calls) {
        now += gapMs;
        now += waitForRate(window, rule, tokens, now);
        expect(waitForRate(window, rule, tokens, now)).toBe(0);
        window = admit(window, tokens, now);
        gone.push({ atMs: now, tokens });
      }
      for (const { atMs } of gone) {
        const minute = gone.filter((each) => each.atMs > atMs - 60_000 && each.atMs <= atMs);
        expect(minute.length).toBeLessThanOrEqual(3);
        expect(minute.reduce((sum, each) => sum + each.tokens, 0)).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RateWindow, waitForRate } from './rate.ts';

const rule = { requestsPerMinute: 3, tokensPerMinute: 1_000 };
const gone = (atMs: number, tokens: number, requests = 1) => ({ atMs, tokens, requests });

it('waits until enough of the last minute is over', () => {
  const window = [gone(0, 100), gone(10_000, 100), gone(20_000, 100)];
  expect(waitForRate(window, rule, 100, 30_000)).toBe(30_000);
  expect(waitForRate(window, rule, 100, 60_000)).toBe(0);
  expect(waitForRate(window, rule, 900, 30_000)).toBe(40_000);
  expect(waitForRate(window, rule, 901, 30_000)).toBe(50_000);
  expect(waitForRate(window, { requestsPerMinute: null, tokensPerMinute: null }, 5_000, 30_000)).toBe(0);
});

it('counts each of the calls that are told together', () => {
  const window = [gone(0, 200, 2), gone(10_000, 100)];
  expect(waitForRate(window, rule, 1, 20_000)).toBe(40_000);
  expect(waitForRate([gone(0, 200, 2)], rule, 1, 20_000)).toBe(0);
});

it('lets a call that is larger than the limit go alone', () => {
  expect(waitForRate([], rule, 5_000, 0)).toBe(0);
  expect(waitForRate([gone(0, 1)], rule, 5_000, 1_000)).toBe(59_000);
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
      for (const { gapMs, tokens } of calls) {
        now += gapMs;
        now += waitForRate(window, rule, tokens, now);
        expect(waitForRate(window, rule, tokens, now)).toBe(0);
        window = [...window, gone(now, tokens)];
      }
      for (const { atMs } of window) {
        const minute = window.filter((each) => each.atMs > atMs - 60_000 && each.atMs <= atMs);
        expect(minute.length).toBeLessThanOrEqual(3);
        expect(minute.reduce((sum, each) => sum + each.tokens, 0)).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});

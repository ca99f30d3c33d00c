import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultRetryRule, isRetryableStatus, readRetryAfter, retryDelayMs } from './retry.ts';

const rule = { ...defaultRetryRule, most: 6 };
const anyRandom = fc.double({ min: 0, max: 1, noNaN: true });

it('doubles its wait up to a bound, of which a random half may be missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), anyRandom, (retry, random) => {
      const whole = Math.min(rule.mostMs, rule.firstMs * 2 ** (retry - 1));
      const wait = retryDelayMs(rule, { retry, retryAfterMs: null, random });
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }),
  );
});

it('is never shorter than the provider asks for, and leaves one that asks for too much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120_000 }), anyRandom, (retryAfterMs, random) => {
      const wait = retryDelayMs(rule, { retry: 1, retryAfterMs, random });
      if (retryAfterMs > rule.mostRetryAfterMs) expect(wait).toBeNull();
      else expect(wait).toBeGreaterThanOrEqual(retryAfterMs);
    }),
  );
});

it('ends after the last retry that is allowed', () => {
  expect(retryDelayMs(defaultRetryRule, { retry: 3, retryAfterMs: null, random: 0 })).toBeNull();
});

const now = Date.parse('2026-01-01T00:00:00Z');
it.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['1.5', 1_500],
  ['Thu, 01 Jan 2026 00:01:30 GMT', 90_000],
  ['Thursday, 01-Jan-26 00:00:05 GMT', 5_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['2026-01-01', null],
  ['99999999999999999999', null],
  ['', null],
  [null, null],
])('a Retry-After of %j is a wait of %j ms', (header, wait) => {
  expect(readRetryAfter(header, now)).toBe(wait);
});

it('knows which answers are worth another try', () => {
  const statuses = [200, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529, 600];
  expect(statuses.filter(isRetryableStatus)).toEqual([408, 409, 429, 500, 502, 503, 504, 529]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  afterFailure,
  afterNothing,
  afterSuccess,
  askBreaker,
  type Breaker,
  closedBreaker,
} from './breaker.ts';

const rule = { failures: 3, openMs: 1_000, mostOpenMs: 4_000 };
const fail = (breaker: Breaker, times: number, nowMs = 0): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((now) => afterFailure(now, rule, nowMs), breaker);
const probe = (breaker: Breaker, nowMs: number): Breaker => {
  const answer = askBreaker(breaker, nowMs);
  if (!answer.mayCall) throw new Error(`It still waits ${answer.waitMs} ms.`);
  return answer.breaker;
};

it('opens at so many failures in a row, and a success in between counts them anew', () => {
  expect(askBreaker(fail(closedBreaker, 2), 0)).toMatchObject({ mayCall: true });
  expect(askBreaker(fail(closedBreaker, 3), 400)).toEqual({ mayCall: false, waitMs: 600 });
  expect(askBreaker(fail(afterSuccess(), 2), 0)).toMatchObject({ mayCall: true });
});

it('lets one call through when its time is over, and others only after it', () => {
  const halfOpen = probe(fail(closedBreaker, 3), 1_000);
  expect(halfOpen.state).toBe('half_open');
  expect(askBreaker(halfOpen, 1_500)).toEqual({ mayCall: false, waitMs: 500 });
  expect(askBreaker(afterSuccess(), 1_500)).toMatchObject({ mayCall: true });
  expect(askBreaker(halfOpen, 2_000), 'a probe that never ended').toMatchObject({ mayCall: true });
});

it('opens for twice as long after each probe that fails, up to a bound', () => {
  let breaker = fail(closedBreaker, 3);
  const lengths: number[] = [];
  for (let now = 1_000; lengths.length < 4; ) {
    breaker = afterFailure(probe(breaker, now), rule, now);
    if (breaker.state !== 'open') throw new Error('It is not open.');
    lengths.push(breaker.openMs);
    now = breaker.untilMs;
  }
  expect(lengths).toEqual([2_000, 4_000, 4_000, 4_000]);
});

it('lets the next be the probe when one was given up', () => {
  const given = afterNothing(probe(fail(closedBreaker, 3), 1_000), 1_200);
  expect(askBreaker(given, 1_200)).toMatchObject({ mayCall: true, breaker: { state: 'half_open' } });
  expect(afterNothing(closedBreaker, 0)).toBe(closedBreaker);
});

it('never has two probes at once, and never stays shut for ever', () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 3_000 }),
    end: fc.constantFrom('success' as const, 'failure' as const, 'nothing' as const, 'open_end' as const),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let breaker: Breaker = closedBreaker;
      let now = 0;
      for (const { waitMs, end } of steps) {
        now += waitMs;
        const answer = askBreaker(breaker, now);
        if (!answer.mayCall) {
          expect(answer.waitMs).toBeLessThanOrEqual(rule.mostOpenMs);
          continue;
        }
        breaker = answer.breaker;
        if (breaker.state === 'half_open') expect(askBreaker(breaker, now).mayCall).toBe(false);
        if (end === 'success') breaker = afterSuccess();
        if (end === 'failure') breaker = afterFailure(breaker, rule, now);
        if (end === 'nothing') breaker = afterNothing(breaker, now);
      }
      expect(askBreaker(breaker, now + rule.mostOpenMs).mayCall).toBe(true);
    }),
  );
});

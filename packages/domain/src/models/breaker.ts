/*
 * A circuit breaker for one model of one provider. Closed, it counts failures in a row. At the limit it opens: nothing is
 * sent any more, so that the next in the chain is tried at once. After its time it lets one call through (half open);
 * if that one succeeds it closes, if it fails it opens for twice as long. A probe whose end is never told does not hold
 * it for ever: after as long again another may go.
 */
export type Breaker =
  | { state: 'closed'; failures: number }
  | { state: 'open'; untilMs: number; openMs: number }
  | { state: 'half_open'; untilMs: number; openMs: number };

export interface BreakerRule {
  failures: number;
  openMs: number;
  mostOpenMs: number;
}

export const defaultBreakerRule: BreakerRule = { failures: 5, openMs: 30_000, mostOpenMs: 300_000 };
export const closedBreaker: Breaker = { state: 'closed', failures: 0 };

export type BreakerAnswer = { mayCall: true; breaker: Breaker } | { mayCall: false; waitMs: number };

/** Whether a call may begin now, and the breaker to keep if it does. */
export function askBreaker(breaker: Breaker, nowMs: number): BreakerAnswer {
  if (breaker.state === 'closed') return { mayCall: true, breaker };
  if (nowMs < breaker.untilMs) return { mayCall: false, waitMs: breaker.untilMs - nowMs };
  const { openMs } = breaker;
  return { mayCall: true, breaker: { state: 'half_open', untilMs: nowMs + openMs, openMs } };
}

/** After a call that shows that the model answers. */
export const afterSuccess = (): Breaker => closedBreaker;

/** After a call that shows that it does not. */
export function afterFailure(breaker: Breaker, rule: BreakerRule, nowMs: number): Breaker {
  switch (breaker.state) {
    case 'half_open': {
      const openMs = Math.min(rule.mostOpenMs, breaker.openMs * 2);
      return { state: 'open', untilMs: nowMs + openMs, openMs };
    }
    case 'open':
      return breaker; // A call that had begun before it opened.
    case 'closed': {
      const failures = breaker.failures + 1;
      if (failures < rule.failures) return { state: 'closed', failures };
      return { state: 'open', untilMs: nowMs + rule.openMs, openMs: rule.openMs };
    }
  }
}

/** After a call that shows neither: it was given up, or was wrong itself. The next may be the probe. */
export const afterNothing = (breaker: Breaker, nowMs: number): Breaker =>
  breaker.state === 'half_open' ? { state: 'open', untilMs: nowMs, openMs: breaker.openMs } : breaker;

import { type RateRule, type RateWindow, waitForRate } from './rate.ts';

export interface TurnRule extends RateRule {
  maxConcurrent: number | null;
}

/** What stands between a call and its provider. */
export interface TurnLine {
  /** Calls that wait and came earlier. */
  before: number;
  /** Calls that are under way. */
  held: number;
  window: RateWindow;
  nowMs: number;
}

export const limitsAnything = (rule: TurnRule): boolean =>
  rule.maxConcurrent !== null || rule.requestsPerMinute !== null || rule.tokensPerMinute !== null;

/** Whether a call may go now; null for `waitMs` where that hangs on other calls, and not on the time. */
export function judgeTurn(
  { before, held, window, nowMs }: TurnLine,
  rule: TurnRule,
  tokens: number,
): { mayGo: true } | { mayGo: false; waitMs: number | null } {
  const isTaken = rule.maxConcurrent !== null && held >= rule.maxConcurrent;
  if (before > 0 || isTaken) return { mayGo: false, waitMs: null };
  const waitMs = waitForRate(window, rule, tokens, nowMs);
  return waitMs === 0 ? { mayGo: true } : { mayGo: false, waitMs };
}

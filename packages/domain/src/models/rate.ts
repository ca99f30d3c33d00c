export interface RateRule {
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

/** What was let through lately, the oldest first; calls that went at about the same time are told together. */
export type RateWindow = readonly { atMs: number; requests: number; tokens: number }[];

const windowMs = 60_000;

/** How long until a call of so many tokens may go, 0 for now. One that is larger than the limit itself goes alone. */
export function waitForRate(window: RateWindow, rule: RateRule, tokens: number, nowMs: number): number {
  const live = window.filter(({ atMs }) => atMs > nowMs - windowMs);
  const mostTokens = rule.tokensPerMinute ?? Number.POSITIVE_INFINITY;
  const mostRequests = rule.requestsPerMinute ?? Number.POSITIVE_INFINITY;
  let requests = live.reduce((sum, each) => sum + each.requests, 0);
  let used = live.reduce((sum, each) => sum + each.tokens, 0);
  let waitMs = 0;
  for (const freed of live) {
    if (requests < mostRequests && (used === 0 || used + tokens <= mostTokens)) break;
    requests -= freed.requests;
    used -= freed.tokens;
    waitMs = freed.atMs + windowMs - nowMs;
  }
  return waitMs;
}

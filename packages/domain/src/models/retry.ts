export interface RetryRule {
  /** How often a call is tried again with the same model. */
  most: number;
  firstMs: number;
  mostMs: number;
  /** A provider that asks for more patience than this is left for the next one. */
  mostRetryAfterMs: number;
}

export const defaultRetryRule: RetryRule = {
  most: 2,
  firstMs: 500,
  mostMs: 15_000,
  mostRetryAfterMs: 60_000,
};

/** What is worth a second try of the same request; 529 is Anthropic's "overloaded". */
export const isRetryableStatus = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || (status >= 500 && status <= 599);

/**
 * How long to wait before try number `retry` (from 1); null when it is not worth it. The wait doubles, of which a random
 * half is left out so that many callers don't come back at once; what the provider asks for is waited in full.
 * `random` is from 0 to 1.
 */
export function retryDelayMs(
  rule: RetryRule,
  { retry, retryAfterMs, random }: { retry: number; retryAfterMs: number | null; random: number },
): number | null {
  if (retry > rule.most) return null;
  if (retryAfterMs !== null && retryAfterMs > rule.mostRetryAfterMs) return null;
  const whole = Math.min(rule.mostMs, rule.firstMs * 2 ** (retry - 1));
  const backoff = Math.round(whole / 2 + (whole / 2) * random);
  return Math.max(backoff, retryAfterMs ?? 0);
}

/**
 * The wait that a `Retry-After` header asks for, given as seconds or as an HTTP date (RFC 9110, 10.2.3); null when
 * there is none that can be read. A date that is over is no wait.
 */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

export interface ReconnectLimits {
  firstMs: number;
  mostMs: number;
}

export const reconnectLimits: ReconnectLimits = { firstMs: 300, mostMs: 15_000 };

/**
 * Exponential with equal jitter: between half and all of the doubled delay, so that a thousand clients dropped
 * at once do not return at once. `attempt` counts from 0; `random` is in [0, 1).
 */
export function reconnectDelayMs(attempt: number, limits: ReconnectLimits, random: () => number): number {
  const ceiling = Math.min(limits.mostMs, limits.firstMs * 2 ** Math.min(attempt, 20));
  return ceiling / 2 + (ceiling / 2) * random();
}

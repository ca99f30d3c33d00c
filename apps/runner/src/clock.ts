import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds on a clock that no one can set. */
export const monotonicMs = (): number => performance.now();

/** Resolves after `ms`, or at once when the signal is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Resolves when the promise settles or `ms` have passed, whichever is first; true when it settled. */
export async function settledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  const late = pause(ms, timer.signal).then(() => false);
  const result = await Promise.race([settled, late]);
  timer.abort();
  return result;
}

/** What the promise gives, or null when the signal comes first. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null;
  const over = new AbortController();
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    over.abort();
  }
}

/** Exponential with full jitter in the upper half: doubles from `minMs` up to `maxMs`. */
export class Backoff {
  readonly #minMs: number;
  readonly #maxMs: number;
  #tries = 0;

  constructor(minMs: number, maxMs: number) {
    this.#minMs = minMs;
    this.#maxMs = maxMs;
  }

  nextMs(): number {
    const ceiling = Math.min(this.#maxMs, this.#minMs * 2 ** Math.min(this.#tries++, 20));
    return ceiling / 2 + (Math.random() * ceiling) / 2;
  }

  reset(): void {
    this.#tries = 0;
  }
}

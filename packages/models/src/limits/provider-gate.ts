import { admit, type RateWindow, waitForRate } from '@overmind/domain/models/rate';
import { ProviderFault } from '../failures/provider-fault.ts';
import type { Clock, ProviderLimits } from '../ports.ts';

interface Entry {
  limits: ProviderLimits;
  tokens: number;
  clock: Clock;
  signal: AbortSignal;
}

const mostWaiting = 200;

/** Lets calls of one provider through, in the order in which they come, as its limits allow. */
export class ProviderGate {
  #window: RateWindow = [];
  #active = 0;
  #waiting = 0;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #wake: (() => void) | null = null;

  /** Waits for its turn. What it gives back must be called once, when the call is over. */
  async enter(entry: Entry): Promise<() => void> {
    if (this.#waiting >= mostWaiting)
      throw new ProviderFault('queue_full', `has ${mostWaiting} calls waiting for it already`);
    const before = this.#lastTurn;
    let passOn: () => void = () => {};
    this.#lastTurn = new Promise<void>((resolve) => {
      passOn = resolve;
    });
    this.#waiting += 1;
    try {
      await orAborted(before, entry.signal);
      await this.#whenFree(entry);
      await this.#whenInRate(entry);
    } finally {
      this.#waiting -= 1;
      // Also one that left the queue: who comes after it waits for who came before it.
      void before.then(passOn);
    }
    this.#active += 1;
    return this.#leaveOnce();
  }

  async #whenFree({ limits, signal }: Entry): Promise<void> {
    while (limits.maxConcurrent !== null && this.#active >= limits.maxConcurrent)
      await orAborted(this.#nextLeaves(), signal);
  }

  #nextLeaves(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #whenInRate({ limits, tokens, clock, signal }: Entry): Promise<void> {
    for (;;) {
      const waitMs = waitForRate(this.#window, limits, tokens, clock.now());
      if (waitMs === 0) break;
      await clock.sleep(waitMs, signal);
    }
    signal.throwIfAborted();
    this.#window = admit(this.#window, tokens, clock.now());
  }

  #leaveOnce(): () => void {
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      this.#active -= 1;
      this.#wake?.();
    };
  }
}

async function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

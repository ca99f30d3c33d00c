import { settledWithin } from '../clock.ts';

export interface Turn {
  /** A slot is free. */
  ready: Promise<void>;
  /** Earlier attempts at the task have left this runner; null where there are none. */
  earlier: Promise<unknown> | null;
  /** Whatever comes first, there is nothing to wait for once this is aborted. */
  signal: AbortSignal;
  /** Writes a sentence into the run's log. */
  say: (sentence: string) => void;
}

/** What an earlier attempt leaves is what this one goes on with, so it is waited for, but not for ever. */
const mostEarlierMs = 60_000;

/** Resolves when a run may begin: false where an earlier attempt has not left by then. */
export async function untilTurn({ ready, earlier, signal, say }: Turn): Promise<boolean> {
  await Promise.race([ready, aborted(signal)]);
  if (earlier === null || signal.aborted) return true;
  // Mostly it is just leaving.
  if (await settledWithin(earlier, 100)) return true;
  say('The attempt before still ends on this runner; this one begins after it.');
  return settledWithin(Promise.race([earlier, aborted(signal)]), mostEarlierMs);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

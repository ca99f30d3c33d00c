import { setTimeout as delay } from 'node:timers/promises';
import { type StopSignal, signalPostmaster } from './postmaster.ts';

// Fast shutdown writes a checkpoint; an immediate one leaves the replay to the next start and loses nothing.
const STEPS: readonly { signal: StopSignal; waitMs: number }[] = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/** Ends the server: asks, insists, kills, each with a bound. */
export async function stopPostmaster(pid: number, exited: Promise<unknown>, pgCtl: string): Promise<void> {
  for (const { signal, waitMs } of STEPS) {
    await signalPostmaster(pid, signal, pgCtl);
    if (await settlesWithin(exited, waitMs)) return;
  }
}

async function settlesWithin(promise: Promise<unknown>, waitMs: number): Promise<boolean> {
  const timer = new AbortController();
  const timeout = delay(waitMs, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), timeout]);
  } finally {
    timer.abort();
  }
}

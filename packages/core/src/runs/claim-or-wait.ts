import type { RunJob } from '@overmind/contracts/entities/run';
import { topics } from '../bus/bus.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { claimRuns } from './claim.ts';

/** While the bus may lose a wake-up, the queue is looked at this often. */
const fallbackMs = 5_000;

/** Takes what is there, or waits for something to be queued, until the time is over or the caller has gone. */
export async function claimOrWait(
  core: Core,
  call: Call,
  options: { capacity: number; waitMs: number; signal: AbortSignal },
): Promise<RunJob[]> {
  const deadline = Date.now() + options.waitMs;
  let wake = () => {};
  const unsubscribe = core.bus.subscribe(topics.runsQueued, () => wake());
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const jobs = options.signal.aborted ? [] : await claimRuns(core, call, options.capacity);
      const leftMs = deadline - Date.now();
      if (jobs.length > 0 || leftMs <= 0 || options.signal.aborted) return jobs;
      await waitFor(woken, Math.min(leftMs, fallbackMs), options.signal);
    }
  } finally {
    unsubscribe();
  }
}

async function waitFor(woken: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  let stop = () => {};
  const ended = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const timer = setTimeout(stop, ms);
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([woken, ended]);
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}

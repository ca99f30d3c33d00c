import { type Log, messageOf } from '../../log.ts';
import type { WorkspaceRoom } from '../room.ts';

type Room = Pick<WorkspaceRoom, 'kept' | 'leftovers' | 'disk'>;

const keptMs = 7 * 24 * 3_600_000;
const sweepEveryMs = 3_600_000;
const retryEveryMs = 60_000;

/**
 * Removes the workspaces that no run has gone on with for a week, when it starts and from then on, and sees to it that
 * those are given up that could not be before.
 */
export class KeptSweep {
  readonly #room: Room;
  readonly #log: Log;
  #timers: NodeJS.Timeout[] = [];
  #over = new AbortController();
  #sweeping: Promise<void> = Promise.resolve();
  readonly #retrying = new Set<Promise<void>>();

  constructor(room: Room, log: Log) {
    this.#room = room;
    this.#log = log;
  }

  start(): void {
    if (this.#timers.length > 0) return;
    this.#over = new AbortController();
    const { signal } = this.#over;
    const sweep = (): void => {
      this.#sweeping = this.#sweeping.then(() => this.#sweep(signal));
    };
    const retry = (): void => {
      const trying = this.#room.leftovers.tryAll(signal);
      this.#retrying.add(trying);
      void trying.finally(() => this.#retrying.delete(trying));
    };
    sweep();
    this.#timers = [setInterval(sweep, sweepEveryMs).unref(), setInterval(retry, retryEveryMs).unref()];
  }

  /** Resolves when nothing is being removed any more: what is being removed is removed whole, and nothing after it. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#over.abort();
    await Promise.all([this.#sweeping, ...this.#retrying]);
  }

  /** Never rejects: one that cannot be removed keeps no runner from its work. */
  async #sweep(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { kept, disk } = this.#room;
    try {
      const old = (await kept.list()).filter(({ since }) => Date.now() - Date.parse(since) > keptMs);
      for (const each of old) if (!signal.aborted) await kept.remove(each);
      if (old.length > 0) disk.changed();
      if (!signal.aborted) await kept.removeDrafts();
    } catch (error) {
      this.#log('warn', 'Old workspaces could not be removed.', { error: messageOf(error) });
    }
  }
}

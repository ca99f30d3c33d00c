import type { RunJob } from '@overmind/contracts/entities/run';
import { untilAborted } from '../clock.ts';
import { KeyedMutex } from './mutex.ts';

/** Gives up what a run holds; resolves once that is done. */
type Release = () => Promise<void>;

/**
 * What runs that are over could not give up, on a full disk for one: it is on no other record, so it is tried again
 * until it is done. Each task is tried for itself, so that what one cannot give up keeps no other waiting. What a
 * runner that ends still has here is found by its next start in the folders of the runs.
 */
export class Leftovers {
  readonly #left = new Map<string, { taskId: string; release: Release }>();
  readonly #turns = new KeyedMutex();

  add({ run, task }: RunJob, release: Release): void {
    this.#left.set(run.id, { taskId: task.id, release });
  }

  /**
   * What runs of one task left, one after the other. Never rejects: that it failed was told the first time. Resolves at
   * once when the signal comes: what was begun goes on by itself, and no more is begun for this call.
   */
  async tryAgain(taskId: string, signal: AbortSignal): Promise<void> {
    await untilAborted(
      this.#turns.run(taskId, () => this.#tryTask(taskId, signal)),
      signal,
    );
  }

  /** What runs of all tasks left, but of those that are being tried already. Resolves when nothing is begun any more. */
  async tryAll(signal: AbortSignal): Promise<void> {
    const taskIds = new Set([...this.#left.values()].map(({ taskId }) => taskId));
    const idle = [...taskIds].filter((taskId) => !this.#turns.isTaken(taskId));
    await Promise.all(idle.map((taskId) => this.#turns.run(taskId, () => this.#tryTask(taskId, signal))));
  }

  async #tryTask(taskId: string, signal: AbortSignal): Promise<void> {
    for (const [runId, left] of [...this.#left]) {
      if (left.taskId !== taskId || signal.aborted) continue;
      const isDone = await left.release().then(
        () => true,
        () => false,
      );
      if (isDone && this.#left.get(runId) === left) this.#left.delete(runId);
    }
  }
}

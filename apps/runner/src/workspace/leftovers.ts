import type { RunJob } from '@overmind/contracts/entities/run';

/** Gives up what a run holds; resolves once that is done. */
type Release = () => Promise<void>;

/**
 * What runs that are over could not give up, on a full disk for one: it is on no other record, so it is tried again
 * until it is done. What a runner that ends still has here is found by its next start in the folders of the runs.
 */
export class Leftovers {
  readonly #left = new Map<string, { taskId: string; release: Release }>();
  #trying: Promise<void> = Promise.resolve();

  add({ run, task }: RunJob, release: Release): void {
    this.#left.set(run.id, { taskId: task.id, release });
  }

  /** What runs of one task left, or of all; one after the other. Never rejects: that it failed was told the first time. */
  tryAgain(taskId?: string): Promise<void> {
    this.#trying = this.#trying.then(async () => {
      for (const [runId, left] of [...this.#left]) {
        if (taskId !== undefined && left.taskId !== taskId) continue;
        const isDone = await left.release().then(
          () => true,
          () => false,
        );
        if (isDone && this.#left.get(runId) === left) this.#left.delete(runId);
      }
    });
    return this.#trying;
  }
}

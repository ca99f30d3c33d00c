import { pause } from '../clock.ts';
import type { LiveRun } from './live-run.ts';

interface Held {
  run: LiveRun;
  over: Promise<void>;
}

/** The runs that are here, each until it has given up all that it held. */
export class LiveRuns {
  readonly #held = new Map<string, Held>();

  get all(): LiveRun[] {
    return [...this.#held.values()].map(({ run }) => run);
  }

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  find(runId: string): LiveRun | undefined {
    return this.#held.get(runId)?.run;
  }

  /** Holds a run until `over`. */
  hold(run: LiveRun, over: Promise<void>): void {
    this.#held.set(run.id, { run, over: over.finally(() => this.#held.delete(run.id)) });
  }

  /** Resolves when the run is not here any more, at once when it is not. */
  async untilLeft(runId: string): Promise<void> {
    await this.#held.get(runId)?.over;
  }

  /** The other runs of the task; null when there are none. */
  untilOthersLeft(run: LiveRun): Promise<unknown> | null {
    const others = [...this.#held.values()].filter(
      (held) => held.run !== run && held.run.taskId === run.taskId,
    );
    return others.length === 0 ? null : Promise.all(others.map(({ over }) => over));
  }

  async untilNoneWorks(): Promise<void> {
    while (this.all.some((run) => run.isWorking)) await Promise.race([this.untilAllLeft(), pause(20)]);
  }

  async untilAllLeft(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ over }) => over));
  }
}

import type { Core } from '@overmind/core/core';
import { requestOverdueCycles } from '@overmind/core/cycles/request';
import { resumeStalledCycles } from '@overmind/core/cycles/run';
import { stepForgottenDiscussions } from '@overmind/core/discussions/drive';
import { removeForsakenFiles } from '@overmind/core/files/remove';
import { advanceAnsweredMerges, advanceWaitingMerges } from '@overmind/core/merges/advance';
import { takeUpPulls } from '@overmind/core/models/pulls/request';
import { endOverdueCancels } from '@overmind/core/reconcile/cancels';
import { reconcile, reconcileEveryMs } from '@overmind/core/reconcile/reconcile';
import { hearForgottenRecordings } from '@overmind/core/recordings/hear';
import { understandForgottenRequests } from '@overmind/core/requests/understand';
import { noteApiAlive, reapExpiredRuns } from '@overmind/core/runs/leases';
import { readSessions } from '@overmind/core/search/read-sessions';
import { reconcileStateCopies } from '@overmind/core/state/copy-state';
import { mirrorWaitingStates } from '@overmind/core/state/mirror-state';
import { sweep } from '@overmind/core/sweep';
import { learnRepositoryWords } from '@overmind/core/vocabulary/learn-words';
import { keepForsakenCaptures } from '@overmind/core/voice/forsaken';

interface Chore {
  name: string;
  everyMs: number;
  run: (core: Core) => Promise<unknown>;
}

export const workerChores: readonly Chore[] = [
  { name: 'end runs whose lease ran out', everyMs: 1_000, run: reapExpiredRuns },
  { name: 'end canceled runs whose runner did not', everyMs: 1_000, run: endOverdueCancels },
  { name: 'mend what no transaction keeps true', everyMs: reconcileEveryMs, run: reconcile },
  { name: 'take up cycles that stand still', everyMs: 5_000, run: resumeStalledCycles },
  { name: 'ask for cycles that nobody asked for', everyMs: 30_000, run: requestOverdueCycles },
  { name: 'answer requests that nobody took up', everyMs: 5_000, run: understandForgottenRequests },
  { name: 'go on with discussions that nobody took up', everyMs: 5_000, run: stepForgottenDiscussions },
  { name: 'keep what was being said', everyMs: 5_000, run: (core) => keepForsakenCaptures(core) },
  { name: 'hear recordings that nobody took up', everyMs: 5_000, run: hearForgottenRecordings },
  { name: 'let search find what agents said', everyMs: 5_000, run: readSessions },
  { name: 'go on with downloads of models', everyMs: 5_000, run: takeUpPulls },
  { name: 'learn the words of repositories', everyMs: 60_000, run: learnRepositoryWords },
  { name: 'remove files that belong to nothing', everyMs: 60_000, run: removeForsakenFiles },
  { name: 'go on with merges that were tried', everyMs: 1_000, run: advanceAnsweredMerges },
  { name: 'go on with merges that wait', everyMs: 10_000, run: advanceWaitingMerges },
  { name: 'compare Git copies with the database', everyMs: 60_000, run: reconcileStateCopies },
  { name: 'mirror state documents that wait', everyMs: 60_000, run: mirrorWaitingStates },
  { name: 'sweep what is past its retention', everyMs: 600_000, run: sweep },
];

/** A node that runners can reach. */
export const apiChores: readonly Chore[] = [
  { name: 'say that heartbeats are taken', everyMs: 1_000, run: noteApiAlive },
];

/** What a node looks after by the clock; each chore waits for its own last turn. */
export class Upkeep {
  readonly #core: Core;
  readonly #chores: readonly Chore[];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Map<string, Promise<void>>();

  constructor(core: Core, chores: readonly Chore[]) {
    this.#core = core;
    this.#chores = chores;
  }

  start(): void {
    for (const chore of this.#chores) {
      this.#turn(chore);
      this.#timers.push(setInterval(() => this.#turn(chore), chore.everyMs));
    }
  }

  #turn(chore: Chore): void {
    if (this.#running.has(chore.name)) return;
    const turn = chore
      .run(this.#core)
      .then(() => {})
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, chore: chore.name }, 'upkeep failed; it is tried again'),
      )
      .finally(() => this.#running.delete(chore.name));
    this.#running.set(chore.name, turn);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await Promise.all(this.#running.values());
  }
}

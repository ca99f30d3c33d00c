import type { RunJob } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import type { Lease } from '../connection/log-sender.ts';
import type { LiveRun } from './live-run.ts';

/** What is to be done with a run as soon as there is one. */
export type Errand = (run: LiveRun) => void;

/** More than the server has to say of one run; what is past it comes again after the next welcome. */
const mostErrands = 1_000;

/** A job that was assigned and is no run yet: its spool is being written, or the run that it replaces still ends. */
export class Arrival {
  readonly lease: Lease;
  /** When the lease was last known to be valid, by this runner's clock. */
  renewedAt = monotonicMs();
  /** The lease was lost before there was a run. */
  isLost = false;
  readonly #errands: Errand[] = [];

  constructor({ run, lease_token }: RunJob) {
    this.lease = { run_id: run.id, lease_token };
  }

  hold(errand: Errand): void {
    if (this.#errands.length < mostErrands) this.#errands.push(errand);
  }

  /** Does what was held for it, in the order it came. */
  hand(run: LiveRun): void {
    for (const errand of this.#errands.splice(0)) errand(run);
  }
}

/** The jobs that are on their way to being runs; of one run the newest lease counts. */
export class Arrivals {
  readonly #byRun = new Map<string, Arrival>();

  /** Null when this very job is on its way already. */
  begin(job: RunJob): Arrival | null {
    const before = this.#byRun.get(job.run.id);
    if (before?.lease.lease_token === job.lease_token && !before.isLost) return null;
    if (before !== undefined) before.isLost = true;
    const arrival = new Arrival(job);
    this.#byRun.set(job.run.id, arrival);
    return arrival;
  }

  end(arrival: Arrival): void {
    if (this.#byRun.get(arrival.lease.run_id) === arrival) this.#byRun.delete(arrival.lease.run_id);
  }

  find(runId: string): Arrival | null {
    return this.#byRun.get(runId) ?? null;
  }

  /** Of those that still come. */
  get leases(): Lease[] {
    return [...this.#byRun.values()].filter(({ isLost }) => !isLost).map(({ lease }) => lease);
  }

  loseAll(): void {
    for (const arrival of this.#byRun.values()) arrival.isLost = true;
  }
}

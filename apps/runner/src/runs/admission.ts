import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import type { Link } from '../connection/link.ts';
import type { ServerClock } from '../connection/server-clock.ts';
import { messageOf } from '../log.ts';
import type { SpoolBudget } from '../spool/budget.ts';
import { RunSpool } from '../spool/run-spool.ts';
import { KeyedMutex } from '../workspace/mutex.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import type { Delivery } from './deliver.ts';
import { LiveRun } from './live-run.ts';
import type { LiveRuns } from './live-runs.ts';
import type { LeftRun } from './resume.ts';
import type { RunSetting } from './run-setting.ts';
import { Slots } from './slots.ts';
import { withinRules } from './within-rules.ts';

export interface AdmissionOptions {
  runsDir: string;
  capacity: number;
  setting: RunSetting;
  delivery: Delivery;
  budget: SpoolBudget;
  link: Pick<Link, 'send'>;
  clock: Pick<ServerClock, 'isPast'>;
  /** A slot became free. */
  onFree: () => void;
}

/** Makes runs of the jobs that this runner is given, and of what an earlier runner left. */
export class Admission {
  readonly arrivals = new Arrivals();
  readonly #options: AdmissionOptions;
  readonly #runs: LiveRuns;
  readonly #slots: Slots;
  readonly #arriving = new Set<Promise<void>>();
  /** Jobs of one run arrive one after the other: they share a folder. */
  readonly #doors = new KeyedMutex();
  #isClosed = false;

  constructor(options: AdmissionOptions, runs: LiveRuns) {
    this.#options = options;
    this.#runs = runs;
    this.#slots = new Slots(options.capacity, options.onFree);
  }

  get freeSlots(): number {
    return Math.max(0, this.#slots.free - this.arrivals.leases.length);
  }

  /** From now on whatever is assigned is given back. */
  close(): void {
    this.#isClosed = true;
  }

  async untilNoneArrives(): Promise<void> {
    await Promise.all(this.#arriving);
  }

  /** Of a run whose end is still to be told. */
  resume({ spool, end, isGivenBack }: LeftRun): void {
    const run = this.#make(spool);
    this.#runs.hold(run, run.resume(end, isGivenBack));
    run.connected();
  }

  /** Takes a job. The same one again is known; one with a new lease replaces the run that lost it. */
  async assign(job: RunJob): Promise<void> {
    const { id } = job.run;
    const { log } = this.#options.delivery;
    if (this.#isClosed) return this.#handOver(job);
    if (this.#options.clock.isPast(job.lease_expires_at)) return this.#passOver(job);
    if (this.#runs.find(id)?.lease.lease_token === job.lease_token) return;
    const arrival = this.arrivals.begin(job);
    if (arrival === null) return;
    this.#runs.find(id)?.lose();
    const arrived = this.#doors
      .run(id, () => this.#admit(job, arrival))
      .catch((error: unknown) => {
        // Without a spool nothing may run; the lease runs out and the server queues the run again.
        log('error', 'A run could not be taken.', { run_id: id, error: messageOf(error) });
      });
    this.#arriving.add(arrived);
    await arrived;
    this.#arriving.delete(arrived);
    this.arrivals.end(arrival);
    if (this.#runs.find(id) === undefined) this.#options.onFree();
  }

  /** Makes a run of a job, unless its lease went elsewhere meanwhile or this runner is about to go. */
  async #admit(job: RunJob, arrival: Arrival): Promise<void> {
    const { id } = job.run;
    await this.#runs.untilLeft(id);
    if (arrival.isLost) return;
    const held = await withinRules(job);
    const spool = await RunSpool.create(join(this.#options.runsDir, id), held, this.#options.budget);
    if (arrival.isLost || this.#isClosed) {
      await spool.remove();
      return arrival.isLost ? undefined : this.#handOver(job);
    }
    const run = this.#make(spool, arrival.renewedAt);
    const { ready, leave } = this.#slots.enter();
    const { log } = this.#options.delivery;
    log('info', 'A run was assigned.', { run_id: id, task: job.task.key, attempt: job.run.attempt });
    this.#runs.hold(run, run.run(ready, this.#runs.untilOthersLeft(run)).finally(leave));
    run.connected();
    this.arrivals.end(arrival);
    arrival.hand(run);
  }

  /** It waited in the socket of a runner that was stopped: by now the run is somebody else's. */
  #passOver({ run }: RunJob): void {
    const { delivery, onFree } = this.#options;
    delivery.log('warn', 'A run was assigned under a lease that is over.', { run_id: run.id });
    onFree();
  }

  /** An assignment that crossed our drain. */
  #handOver({ run, lease_token: leaseToken }: RunJob): void {
    const detail = 'The runner is stopping and takes no more runs.';
    void this.#options.delivery.outbox.say({
      type: 'release',
      run_id: run.id,
      lease_token: leaseToken,
      detail,
    });
  }

  #make(spool: RunSpool, renewedAt = monotonicMs()): LiveRun {
    const { setting, delivery, link } = this.#options;
    return new LiveRun({ spool, setting, delivery, link, renewedAt });
  }
}

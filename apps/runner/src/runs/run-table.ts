import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { pause, settledWithin } from '../clock.ts';
import type { Link } from '../connection/link.ts';
import type { Lease } from '../connection/log-sender.ts';
import { meaningOf } from '../connection/refusals.ts';
import { messageOf } from '../log.ts';
import type { SpoolBudget } from '../spool/budget.ts';
import { RunSpool } from '../spool/run-spool.ts';
import type { Delivery } from './deliver.ts';
import { LiveRun } from './live-run.ts';
import type { LeftRun } from './resume.ts';
import type { RunSetting } from './run-setting.ts';
import { Slots } from './slots.ts';

type Refused = Extract<ServerToRunnerFrame, { type: 'refused' }>;
type Leases = Extract<ServerToRunnerFrame, { type: 'leases' }>['runs'];

export interface RunTableOptions {
  runsDir: string;
  capacity: number;
  setting: RunSetting;
  delivery: Delivery;
  budget: SpoolBudget;
  link: Pick<Link, 'send'>;
  /** A slot became free. */
  onFree: () => void;
}

/** Most leases one frame may name. */
const mostLeases = 200;

/** The runs this runner holds, from their assignment until the server has their end. */
export class RunTable {
  readonly #options: RunTableOptions;
  readonly #slots: Slots;
  readonly #runs = new Map<string, LiveRun>();
  readonly #over = new Set<Promise<void>>();
  readonly #assigning = new Map<string, string>();
  #leaseTimer: NodeJS.Timeout | null = null;
  #isStopping = false;

  constructor(options: RunTableOptions) {
    this.#options = options;
    this.#slots = new Slots(options.capacity, options.onFree);
  }

  get freeSlots(): number {
    return this.#slots.free;
  }

  get leases(): Lease[] {
    return [...this.#runs.values()].slice(0, mostLeases).map((run) => run.lease);
  }

  start(left: readonly LeftRun[]): void {
    for (const { spool, end } of left) {
      const run = this.#add(spool);
      this.#track(run, run.resume(end));
    }
    this.#leaseTimer ??= setInterval(() => this.#checkLeases(), this.#options.setting.limits.leaseCheckMs);
  }

  /** Takes a job. The same one again is known; one with a new lease replaces the run that lost it. */
  async assign(job: RunJob): Promise<void> {
    const { id } = job.run;
    const { log } = this.#options.delivery;
    if (this.#isStopping) return this.#handOver(job);
    const known = this.#runs.get(id);
    if (known?.lease.lease_token === job.lease_token || this.#assigning.get(id) === job.lease_token) return;
    this.#assigning.set(id, job.lease_token);
    try {
      known?.lose();
      while (this.#runs.has(id)) await Promise.race([...this.#over, pause(100)]);
      const spool = await RunSpool.create(join(this.#options.runsDir, id), job, this.#options.budget);
      const run = this.#add(spool);
      const { ready, leave } = this.#slots.enter();
      log('info', 'A run was assigned.', { run_id: id, task: job.task.key, attempt: job.run.attempt });
      this.#track(run, run.run(ready).finally(leave));
    } catch (error) {
      // Without a spool nothing may run; the lease runs out and the server queues the run again.
      log('error', 'A run could not be taken.', { run_id: id, error: messageOf(error) });
    } finally {
      if (this.#assigning.get(id) === job.lease_token) this.#assigning.delete(id);
    }
  }

  cancel(runId: string, reason: string): void {
    this.#runs.get(runId)?.stop('canceled', reason);
  }

  acknowledge(runId: string, seq: number): void {
    this.#runs.get(runId)?.acknowledge(seq);
  }

  /** A refusal that answers no statement: of a log frame, or of the run as such. */
  refuse({ run_id: runId, code, detail }: Refused): void {
    const run = runId === null ? undefined : this.#runs.get(runId);
    if (run === undefined) return;
    if (meaningOf(code) === 'lost') this.#lose(run, detail);
    else run.retryLog();
  }

  renew(leases: Leases): void {
    for (const { run_id, lease_token, is_valid } of leases) {
      const run = this.#runs.get(run_id);
      if (run === undefined || run.lease.lease_token !== lease_token) continue;
      if (is_valid) run.renewed();
      else this.#lose(run, 'The lease is no longer valid.');
    }
  }

  connected(): void {
    for (const run of this.#runs.values()) run.connected();
  }

  /** Lets live runs finish for `drainMs`, then hands them back; what stays untold waits in the spool. */
  async stop(
    { drainMs, isHeard }: { drainMs: number; isHeard: () => boolean },
    detail: string,
  ): Promise<void> {
    const { handBackMs } = this.#options.setting.limits;
    this.#isStopping = true;
    await settledWithin(this.#untilNoneWorks(), drainMs);
    this.#handBack(detail);
    if (isHeard()) await settledWithin(this.#untilOver(), handBackMs);
    for (const run of this.#runs.values()) run.keep();
    await settledWithin(this.#untilOver(), handBackMs);
    if (this.#leaseTimer !== null) clearInterval(this.#leaseTimer);
    this.#leaseTimer = null;
  }

  /** Everything dies now, without a word. */
  killAll(): void {
    for (const run of this.#runs.values()) run.lose();
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

  #handBack(detail: string): void {
    for (const run of this.#runs.values()) {
      run.stop('released', detail);
      run.kill();
    }
  }

  #lose(run: LiveRun, detail: string): void {
    this.#options.delivery.log('warn', 'The lease of a run was lost; its processes are killed.', {
      run_id: run.id,
      detail,
    });
    run.lose();
  }

  #add(spool: RunSpool): LiveRun {
    const { setting, delivery, link } = this.#options;
    const run = new LiveRun({ spool, setting, delivery, link });
    this.#runs.set(run.id, run);
    return run;
  }

  #track(run: LiveRun, over: Promise<void>): void {
    const tracked = over.finally(() => {
      this.#runs.delete(run.id);
      this.#over.delete(tracked);
    });
    this.#over.add(tracked);
    run.connected();
  }

  #checkLeases(): void {
    for (const run of this.#runs.values()) run.checkLease();
  }

  async #untilNoneWorks(): Promise<void> {
    while ([...this.#runs.values()].some((run) => run.isWorking))
      await Promise.race([this.#untilOver(), pause(20)]);
  }

  async #untilOver(): Promise<void> {
    await Promise.all(this.#over);
  }
}

import type { RunJob } from '@overmind/contracts/entities/run';
import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { monotonicMs, settledWithin } from '../clock.ts';
import type { Lease } from '../connection/log-sender.ts';
import { meaningOf } from '../connection/refusals.ts';
import { Admission, type AdmissionOptions } from './admission.ts';
import type { Errand } from './arrivals.ts';
import { LeaseWatch } from './lease-watch.ts';
import type { LiveRun } from './live-run.ts';
import { LiveRuns } from './live-runs.ts';
import type { LeftRun } from './resume.ts';

type Refused = Extract<ServerToRunnerFrame, { type: 'refused' }>;
type Leases = Extract<ServerToRunnerFrame, { type: 'leases' }>['runs'];

/** Most leases one frame may name. */
const mostLeases = 200;

/** The runs this runner holds, from their assignment until the server has their end. */
export class RunTable {
  readonly #options: AdmissionOptions;
  readonly #runs = new LiveRuns();
  readonly #admission: Admission;
  readonly #watch: LeaseWatch;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#admission = new Admission(options, this.#runs);
    this.#watch = new LeaseWatch({
      runsDir: options.runsDir,
      checkMs: options.setting.limits.leaseCheckMs,
      runs: () => this.#runs.all,
    });
  }

  get freeSlots(): number {
    return this.#admission.freeSlots;
  }

  get leases(): Lease[] {
    return [...this.#admission.arrivals.leases, ...this.#runs.all.map((run) => run.lease)].slice(
      0,
      mostLeases,
    );
  }

  start(left: readonly LeftRun[]): void {
    for (const each of left) this.#admission.resume(each);
    this.#watch.start();
  }

  assign(job: RunJob): Promise<void> {
    return this.#admission.assign(job);
  }

  cancel(runId: string, reason: string): void {
    this.reach(runId, (run) => run.stop('canceled', reason));
  }

  /**
   * Does it with the run that is still here, or with the one that is on its way, once it is; what belongs to one that
   * is over goes nowhere.
   */
  reach(runId: string, errand: Errand): void {
    const arrival = this.#admission.arrivals.find(runId);
    const run = this.#runs.find(runId);
    if (arrival !== null) arrival.hold(errand);
    else if (run !== undefined) errand(run);
  }

  acknowledge(runId: string, seq: number): void {
    this.#runs.find(runId)?.acknowledge(seq);
  }

  acknowledgeTranscript(runId: string, seq: number): void {
    this.#runs.find(runId)?.acknowledgeTranscript(seq);
  }

  /** A refusal that answers no statement: of a log frame, or of the run as such. */
  refuse({ run_id: runId, code, detail }: Refused): void {
    const run = runId === null ? undefined : this.#runs.find(runId);
    if (run === undefined) return;
    if (meaningOf(code) === 'lost') this.#lose(run, detail);
    else run.retryLog();
  }

  /** `askedAt` is when this runner asked: an answer that was long on its way says nothing about now. */
  renew(leases: Leases, askedAt = monotonicMs()): void {
    for (const { run_id, lease_token, is_valid } of leases) {
      const arrival = this.#admission.arrivals.find(run_id);
      if (arrival?.lease.lease_token === lease_token) {
        if (is_valid) arrival.renewedAt = Math.max(arrival.renewedAt, askedAt);
        else arrival.isLost = true;
      }
      const run = this.#runs.find(run_id);
      if (run === undefined || run.lease.lease_token !== lease_token) continue;
      if (is_valid) run.renewed(askedAt);
      else this.#lose(run, 'The lease is no longer valid.');
    }
  }

  connected(): void {
    for (const run of this.#runs.all) run.connected();
  }

  /** Lets live runs finish for `drainMs`, then hands them back; what stays untold waits in the spool. */
  async stop(
    { drainMs, isHeard }: { drainMs: number; isHeard: () => boolean },
    detail: string,
  ): Promise<void> {
    const { handBackMs } = this.#options.setting.limits;
    this.#admission.close();
    await settledWithin(this.#runs.untilNoneWorks(), drainMs);
    this.#handBack(detail);
    if (isHeard()) await settledWithin(this.#untilOver(), handBackMs);
    for (const run of this.#runs.all) run.keep();
    await settledWithin(this.#untilOver(), handBackMs);
    this.#watch.stop(this.#runs.isEmpty);
  }

  /** Everything dies now, without a word. */
  killAll(): void {
    this.#admission.arrivals.loseAll();
    for (const run of this.#runs.all) run.lose();
  }

  #handBack(detail: string): void {
    for (const run of this.#runs.all) {
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

  async #untilOver(): Promise<void> {
    await Promise.all([this.#runs.untilAllLeft(), this.#admission.untilNoneArrives()]);
  }
}

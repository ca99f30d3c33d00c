import { RunResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import type { Link } from '../connection/link.ts';
import { type Lease, LogSender } from '../connection/log-sender.ts';
import { meaningOf } from '../connection/refusals.ts';
import { messageOf } from '../log.ts';
import { RunControl, type StopReason } from '../process/run-control.ts';
import type { RunEnd, RunSpool } from '../spool/run-spool.ts';
import { findWorkspace, removeWorktree } from '../workspace/worktree.ts';
import { type Delivery, deliver } from './deliver.ts';
import { executeRun, type RunView } from './execute-run.ts';
import type { RunSetting } from './run-setting.ts';

export interface LiveRunOptions {
  spool: RunSpool;
  setting: RunSetting;
  delivery: Delivery;
  link: Pick<Link, 'send'>;
}

/**
 * A run while this runner holds its lease: working, then delivering its end. It owns the run's processes,
 * workspace and spool, and gives each of them up before `over` resolves.
 */
export class LiveRun {
  readonly spool: RunSpool;
  readonly #options: LiveRunOptions;
  readonly #control: RunControl;
  readonly #sender: LogSender;
  /** Ends delivery: the lease is lost, or the runner goes away and leaves the spool for its next start. */
  readonly #silence = new AbortController();
  #renewedAt = monotonicMs();
  #isWorking = false;
  #isLost = false;

  constructor(options: LiveRunOptions) {
    this.#options = options;
    this.spool = options.spool;
    this.#control = new RunControl((isFrozen) => this.#note(isFrozen));
    const onFault = (error: unknown): void => {
      options.delivery.log('error', 'The spool cannot be read.', {
        run_id: this.id,
        error: messageOf(error),
      });
    };
    this.#sender = new LogSender(this.spool.lines, this.lease, {
      send: (frame) => options.link.send(frame),
      onFault,
    });
  }

  get id(): string {
    return this.spool.job.run.id;
  }

  get lease(): Lease {
    return { run_id: this.id, lease_token: this.spool.job.lease_token };
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** Works, tells, cleans up. Never rejects. */
  async run(ready: Promise<void>): Promise<void> {
    await Promise.race([ready, aborted(this.#control.signal)]);
    this.#isWorking = true;
    const end = await this.#work();
    this.#isWorking = false;
    await this.#deliver(end, this.#removeWorkspace(end));
  }

  /** For a run whose processes an earlier runner left behind. */
  async resume(end: RunEnd): Promise<void> {
    await this.#deliver(end, Promise.resolve());
  }

  stop(reason: Exclude<StopReason, 'lost'>, detail: string): void {
    this.#control.stop(reason, detail);
  }

  /** Without grace, for a runner that must be gone soon. */
  kill(): void {
    this.#control.kill();
  }

  /** The lease belongs to someone else: the processes die, and not another word is said. */
  lose(): void {
    this.#isLost = true;
    this.#options.delivery.outbox.dropRun(this.id);
    this.#sender.close();
    this.#control.stop('lost');
    this.#silence.abort();
  }

  /** Leaves what is undelivered to the next start. */
  keep(): void {
    this.#silence.abort();
    this.#sender.close();
  }

  renewed(): void {
    this.#renewedAt = monotonicMs();
    this.#control.thaw();
  }

  checkLease(): void {
    if (this.#isWorking && monotonicMs() - this.#renewedAt > this.#options.setting.limits.freezeAfterMs)
      this.#control.freeze();
  }

  connected(): void {
    this.#sender.restart();
  }

  acknowledge(seq: number): void {
    this.#sender.acknowledge(seq);
  }

  /** A log frame was refused for now: it goes again after a while. */
  retryLog(): NodeJS.Timeout {
    return setTimeout(() => this.#sender.restart(), this.#options.setting.limits.retryMinMs).unref();
  }

  async #work(): Promise<RunEnd | null> {
    const { delivery, setting } = this.#options;
    try {
      const end = await executeRun(this.spool, this.#control, setting, (view) => this.#report(view));
      if (end !== null && !this.#isLost) await this.spool.writeEnd(end);
      return this.#isLost ? null : end;
    } catch (error) {
      delivery.log('error', 'A run failed inside the runner.', { run_id: this.id, error: messageOf(error) });
      const summary = `The runner failed: ${messageOf(error)}`.slice(0, 1_000);
      const result = RunResult.parse({ status: 'failed', reason: 'internal', summary });
      return this.#isLost ? null : { kind: 'complete', result, artifacts: [] };
    }
  }

  #report({ baseCommit, steps }: RunView): void {
    const state = {
      type: 'state',
      ...this.lease,
      status: 'streaming',
      base_commit: baseCommit,
      steps: structuredClone([...steps]),
    } as const;
    const answered = this.#options.delivery.outbox.say(state);
    void answered.then((answer) => {
      if (answer.kind === 'refused' && meaningOf(answer.code) === 'lost') this.lose();
    });
  }

  /** The spool goes last: until the workspace is gone, it is what the next start would find it by. */
  async #deliver(end: RunEnd | null, cleaned: Promise<void>): Promise<void> {
    const { delivery } = this.#options;
    try {
      const outcome =
        end === null ? 'lost' : await deliver(end, this.spool, this.#sender, delivery, this.#silence.signal);
      this.#sender.close();
      await cleaned;
      if (outcome === 'delivered') await this.spool.remove();
      else if (outcome === 'lost' || this.#isLost)
        await this.spool.markLost('The server gave this run to someone else.');
      else await this.spool.close();
    } catch (error) {
      delivery.log('error', 'The spool of a run could not be closed.', {
        run_id: this.id,
        error: messageOf(error),
      });
    }
  }

  async #removeWorkspace(end: RunEnd | null): Promise<void> {
    const { delivery, setting } = this.#options;
    try {
      const workspace = await findWorkspace(this.spool.folder);
      if (workspace !== null) await removeWorktree(workspace, setting.mutex, end?.kind !== 'complete');
    } catch (error) {
      delivery.log('warn', 'A workspace could not be removed.', { run_id: this.id, error: messageOf(error) });
    }
  }

  #note(isFrozen: boolean): void {
    if (!this.#isWorking) return;
    const message = isFrozen
      ? 'The lease could not be renewed; the processes are frozen until the server answers.'
      : 'The lease is valid; the processes go on.';
    this.spool.addLine('system', message);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

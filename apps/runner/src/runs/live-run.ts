import type { SandboxLevel } from '@overmind/contracts/entities/run';
import type { Link } from '../connection/link.ts';
import type { Lease } from '../connection/log-sender.ts';
import { RunSenders } from '../connection/run-senders.ts';
import { RunVoice } from '../connection/run-voice.ts';
import { Dialogue } from '../dialogue/dialogue.ts';
import { messageOf } from '../log.ts';
import { RunControl, type StopReason } from '../process/run-control.ts';
import type { RunEnd, RunSpool } from '../spool/run-spool.ts';
import { conclude, giveBack, leaveHome } from './conclude.ts';
import type { Delivery } from './deliver.ts';
import { executeRun } from './execute-run.ts';
import { LeaseTerm } from './lease-term.ts';
import { failedInside } from './result.ts';
import type { RunSetting } from './run-setting.ts';
import { type RunView, stateOf } from './run-talk.ts';
import { untilTurn } from './turn.ts';

export interface LiveRunOptions {
  spool: RunSpool;
  setting: RunSetting;
  delivery: Delivery;
  link: Pick<Link, 'send'>;
  /** When its lease was last known to be valid, by this runner's clock. */
  renewedAt: number;
}

/**
 * A run while this runner holds its lease: working, then delivering its end. It owns the run's processes,
 * workspace and spool, and gives each of them up before `over` resolves.
 */
export class LiveRun {
  readonly spool: RunSpool;
  readonly #options: LiveRunOptions;
  readonly #control: RunControl;
  readonly dialogue: Dialogue;
  readonly #senders: RunSenders;
  readonly #voice: RunVoice;
  /** Ends delivery: the lease is lost, or the runner goes away and leaves the spool for its next start. */
  readonly #silence = new AbortController();
  readonly #term: LeaseTerm;
  #isWorking = false;
  #isLost = false;
  #sandbox: SandboxLevel | null = null;

  constructor(options: LiveRunOptions) {
    this.#options = options;
    this.spool = options.spool;
    this.#term = new LeaseTerm(options.renewedAt, options.setting.limits.freezeAfterMs);
    this.#control = new RunControl((isFrozen) => this.#note(isFrozen));
    const onFault = (error: unknown): void => this.#complain('The spool cannot be read.', error);
    const { link, delivery } = options;
    const way = { send: (frame: Buffer) => link.send(frame), onFault };
    this.#senders = new RunSenders(this.spool, this.lease, way);
    const { outbox, limits } = delivery;
    const onLost = (): void => this.lose();
    this.#voice = new RunVoice({ outbox, limits, lease: this.lease, signal: this.#silence.signal, onLost });
    this.dialogue = new Dialogue(this.spool.job, (statement) => this.#voice.say(statement));
  }

  get id(): string {
    return this.spool.job.run.id;
  }

  get taskId(): string {
    return this.spool.job.task.id;
  }

  get lease(): Lease {
    return { run_id: this.id, lease_token: this.spool.job.lease_token };
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** Works once it is ready and earlier attempts have left, tells, cleans up. Never rejects. */
  async run(ready: Promise<void>, earlier: Promise<unknown> | null): Promise<void> {
    const say = (sentence: string): void => this.spool.addLine('system', sentence);
    const hasTurn = await untilTurn({ ready, earlier, signal: this.#control.signal, say });
    // Begun without what that one leaves, it would take its place for good.
    if (!hasTurn && this.spool.job.resume !== null)
      this.stop('released', 'The attempt before has not left this runner yet.');
    this.#isWorking = true;
    const end = await this.#work();
    this.#isWorking = false;
    await this.#conclude(end, giveBack(end, this.#options));
  }

  /** For a run whose processes an earlier runner left behind. */
  async resume(end: RunEnd, isGivenBack: boolean): Promise<void> {
    this.dialogue.close();
    await this.#conclude(
      end,
      leaveHome(end, this.#options).then(() => isGivenBack),
    );
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
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.delivery.outbox.dropRun(this.id);
    this.#senders.close();
    this.#control.stop('lost');
    this.#silence.abort();
  }

  /** Leaves what is undelivered to the next start. */
  keep(): void {
    this.#silence.abort();
    this.#senders.close();
  }

  renewed(askedAt: number): void {
    this.#term.renew(askedAt);
    if (this.#term.leftMs >= 0) this.#control.thaw();
  }

  checkLease(): void {
    if (this.#isWorking && this.#term.leftMs < 0) this.#control.freeze();
  }

  /** How long its processes may go on without a renewal; null when none goes on now. */
  get freezesInMs(): number | null {
    return !this.#isWorking || this.#isLost || this.#control.isFrozen ? null : this.#term.leftMs;
  }

  /** Its processes were stopped from outside; the next renewal thaws them. */
  frozen(): void {
    if (this.#isWorking) this.#control.freeze();
  }

  connected(): void {
    this.#senders.restart();
    this.dialogue.permissions.repeat();
  }

  acknowledge(seq: number): void {
    this.#senders.lines.acknowledge(seq);
  }

  acknowledgeTranscript(seq: number): void {
    this.#senders.transcript.acknowledge(seq);
  }

  /** A frame of the log or the transcript was refused for now: it goes again after a while. */
  retryLog(): NodeJS.Timeout {
    return setTimeout(() => this.#senders.restart(), this.#options.setting.limits.retryMinMs).unref();
  }

  async #work(): Promise<RunEnd | null> {
    try {
      const end = await executeRun(this.spool, this.#control, this.#options.setting, {
        report: (view) => this.#report(view),
        onSandbox: (level) => {
          this.#sandbox = level;
        },
        dialogue: this.dialogue,
      });
      this.dialogue.close();
      if (end !== null && !this.#isLost) await this.spool.writeEnd(end);
      return this.#isLost ? null : end;
    } catch (error) {
      this.#complain('A run failed inside the runner.', error);
      return this.#isLost ? null : failedInside(error);
    }
  }

  #complain(sentence: string, error: unknown): void {
    this.#options.delivery.log('error', sentence, { run_id: this.id, error: messageOf(error) });
  }

  #report(view: RunView): void {
    void this.#voice.tell(stateOf(view, { sandbox: this.#sandbox, sessionId: this.dialogue.sessionId }));
  }

  #conclude(end: RunEnd | null, isGivenBack: Promise<boolean>): Promise<void> {
    const telling = {
      ...{ drained: () => this.#senders.drained(), signal: this.#silence.signal },
      close: () => this.#senders.close(),
      isLost: () => this.#isLost,
    };
    return conclude(end, this.#options, telling, isGivenBack);
  }

  #note(isFrozen: boolean): void {
    if (!this.#isWorking) return;
    const message = isFrozen
      ? 'The lease could not be renewed; the processes are frozen until the server answers.'
      : 'The lease is valid; the processes go on.';
    this.spool.addLine('system', message);
  }
}

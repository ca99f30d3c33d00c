import { Countdown } from './countdown.ts';
import type { StepProcess } from './step-process.ts';

/** Why a run is stopped from outside; what ends a run by itself is its result. */
export type StopReason = 'canceled' | 'timed_out' | 'released' | 'lost';

/** What a control holds on to: a process, or another control. */
type Stoppable = Pick<StepProcess, 'kill' | 'freeze' | 'thaw'>;

/**
 * Stops, freezes and thaws whatever process a run has at the moment.
 * A stop is final: the first reason stays, though `lost` (no right to go on) still hastens a stop under way.
 */
export class RunControl {
  readonly #abort = new AbortController();
  readonly #thawed: (() => void)[] = [];
  readonly #clocks = new Set<Countdown>();
  #reason: StopReason | null = null;
  #detail = '';
  #process: Stoppable | null = null;
  #isFrozen = false;
  readonly #onFreeze: (isFrozen: boolean) => void;

  constructor(onFreeze: (isFrozen: boolean) => void = () => {}) {
    this.#onFreeze = onFreeze;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get reason(): StopReason | null {
    return this.#reason;
  }

  get detail(): string {
    return this.#detail;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  stop(reason: StopReason, detail = ''): void {
    if (reason === 'lost') {
      this.#reason = 'lost';
      this.#process?.kill();
    }
    this.#reason ??= reason;
    this.#detail ||= detail;
    this.#abort.abort();
    this.#release();
  }

  /** For a runner that must go now: no grace. */
  kill(): void {
    this.#process?.kill();
  }

  freeze(): void {
    if (this.#isFrozen || this.#abort.signal.aborted) return;
    this.#isFrozen = true;
    for (const clock of this.#clocks) clock.halt();
    this.#process?.freeze();
    this.#onFreeze(true);
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.#process?.thaw();
    for (const clock of this.#clocks) clock.resume();
    this.#onFreeze(false);
    this.#release();
  }

  /** Between steps there is no process to freeze, so the next one waits here. */
  async whenThawed(): Promise<void> {
    if (!this.#isFrozen || this.#abort.signal.aborted) return;
    await new Promise<void>((resolve) => this.#thawed.push(resolve));
  }

  /** A time-out that does not run while the processes are frozen; it ends when disposed. */
  countdown(ms: number, onEnd: () => void): Disposable {
    const clock = new Countdown(ms, onEnd);
    this.#clocks.add(clock);
    if (!this.#isFrozen) clock.resume();
    return {
      [Symbol.dispose]: () => {
        this.#clocks.delete(clock);
        clock[Symbol.dispose]();
      },
    };
  }

  attach(process: Stoppable): Disposable {
    this.#process = process;
    if (this.#isFrozen) process.freeze();
    return { [Symbol.dispose]: () => (this.#process = null) };
  }

  #release(): void {
    for (const resolve of this.#thawed.splice(0)) resolve();
  }
}

import type { StepProcess } from '../../process/step-process.ts';
import type { Transcript } from '../../transcript/transcript.ts';
import type { ExecutorContext } from '../executor.ts';
import type { Halt } from './halt.ts';
import { Wire } from './wire.ts';

type Place = Pick<ExecutorContext, 'job' | 'output'>;

/** What it may send for each byte that it may print: updates repeat themselves, and are merged before they are written. */
const wireFactor = 16;
const roomBytes = 32 * 1024;

/** Takes what an agent says into its transcript, no faster than it reaches the disk and no more than it may print. */
export class Intake {
  readonly #context: Place;
  readonly #transcript: Transcript;
  readonly #halt: Halt;
  #wireBytes = 0;
  #sinceRoom = 0;
  #waiting = 0;
  /** Updates of other sessions are not this run's. */
  sessionId: string | null = null;

  constructor(context: Place, transcript: Transcript, halt: Halt) {
    this.#context = context;
    this.#transcript = transcript;
    this.#halt = halt;
  }

  /** The spool is full, so nothing is heard of the agent for a while. */
  get isWaiting(): boolean {
    return this.#waiting > 0;
  }

  open(process: StepProcess, onSign: () => void): Wire {
    const { stdin, stdout } = process.streams;
    if (stdin === null) throw new Error('The agent was started without a pipe for its input.');
    const { output, job } = this.#context;
    const mostBytes = job.agent.config.max_output_mb * 1024 * 1024 * wireFactor;
    return new Wire({
      stdin,
      stdout,
      onUpdate: (params, bytes) => this.#update(params, bytes),
      onResult: (result) => this.#transcript.usage.takeResult(result),
      onStray: (line) => output.tell(this.#transcript.clean(line)),
      onSign: (bytes) => {
        onSign();
        this.#wireBytes += bytes;
        if (this.#wireBytes > mostBytes) this.#halt.set({ kind: 'output_limit' });
      },
    });
  }

  /** Before what it asks is written down too; until then it has no answer, and few may wait for one. */
  admit(): Promise<void> {
    if (this.#context.output.isOverLimit) this.#halt.set({ kind: 'output_limit' });
    return this.#room();
  }

  #update(params: unknown, bytes: number): Promise<void> | undefined {
    if (this.#halt.signal.aborted || typeof params !== 'object' || params === null) return undefined;
    if (!('sessionId' in params && 'update' in params)) return undefined;
    if (this.sessionId !== null && params.sessionId !== this.sessionId) return undefined;
    this.#transcript.take(params.update, bytes);
    if (this.#context.output.isOverLimit) this.#halt.set({ kind: 'output_limit' });
    // Asking for room costs a turn of the loop, so it is asked for once for many small updates.
    this.#sinceRoom += bytes;
    return this.#sinceRoom < roomBytes ? undefined : this.#room();
  }

  async #room(): Promise<void> {
    this.#sinceRoom = 0;
    this.#waiting++;
    try {
      await this.#context.output.room();
    } finally {
      this.#waiting--;
    }
  }
}

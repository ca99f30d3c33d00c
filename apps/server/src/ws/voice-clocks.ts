import type { VoiceQueue } from './voice-queue.ts';

type Action = () => Promise<void> | void;

/** The two clocks of one microphone. What they call comes in its turn, and only where they still run by then. */
export class VoiceClocks {
  readonly #queue: VoiceQueue;
  #idle: NodeJS.Timeout | undefined;
  #tooLong: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(queue: VoiceQueue) {
    this.#queue = queue;
  }

  /** Something came: how long it may be until the next. */
  awaitMore(ms: number, over: Action): void {
    clearTimeout(this.#idle);
    if (this.#isStopped) return;
    const idle = setTimeout(() => this.#queue.add(() => (this.#idle === idle ? over() : undefined)), ms);
    this.#idle = idle;
  }

  /** A turn begins: how long it may be. */
  beginTurn(ms: number, over: Action): void {
    this.endTurn();
    if (this.#isStopped) return;
    const turn = setTimeout(() => this.#queue.add(() => (this.#tooLong === turn ? over() : undefined)), ms);
    this.#tooLong = turn;
  }

  endTurn(): void {
    clearTimeout(this.#tooLong);
    this.#tooLong = undefined;
  }

  /** For good. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#idle);
    this.#idle = undefined;
    this.endTurn();
  }
}

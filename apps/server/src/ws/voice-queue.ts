import { maxVoiceQueuedBytes } from '@overmind/contracts/frames/voice';

type Action = () => Promise<void> | void;

/** What arrives at one microphone, dealt with in its order; only so much sound may wait. */
export class VoiceQueue {
  readonly #fail: (error: unknown, turnId?: string) => void;
  #doing: Promise<void> = Promise.resolve();
  #bytes = 0;

  /** `fail` is told what went wrong, with the turn that was named for it. */
  constructor(fail: (error: unknown, turnId?: string) => void) {
    this.#fail = fail;
  }

  /** Resolves when all that came so far is dealt with, and what that led to. */
  async settled(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== this.#doing; ) {
      seen = this.#doing;
      await seen;
    }
  }

  add(action: Action, turnId?: string): void {
    this.#doing = this.#doing.then(action).catch((error: unknown) => this.#fail(error, turnId));
  }

  /** False when too much waits already. */
  addSound(bytes: Buffer, take: (bytes: Buffer) => Promise<void> | void): boolean {
    if (this.#bytes + bytes.length > maxVoiceQueuedBytes) return false;
    this.#bytes += bytes.length;
    this.add(() => {
      this.#bytes -= bytes.length;
      return take(bytes);
    });
    return true;
  }
}

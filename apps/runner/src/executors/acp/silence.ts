import { monotonicMs } from '../../clock.ts';

export interface SilenceOptions {
  boundMs: number;
  /** While true the agent has a reason not to speak. */
  isExcused: () => boolean;
  onSilent: () => void;
}

/** Watches for an agent that has stopped saying anything at all. */
export class Silence implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #heardAt = monotonicMs();

  constructor({ boundMs, isExcused, onSilent }: SilenceOptions) {
    const look = (): void => {
      if (isExcused()) this.heard();
      else if (monotonicMs() - this.#heardAt > boundMs) onSilent();
    };
    this.#timer = setInterval(look, Math.max(10, boundMs / 20)).unref();
  }

  heard(): void {
    this.#heardAt = monotonicMs();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

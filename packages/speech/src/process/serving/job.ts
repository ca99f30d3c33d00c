import type { FromEngines, ToEngines } from '../protocol.ts';

/** A job in the process with the engines. */
export interface ServedJob {
  take(message: ToEngines): void;
  cancel(): void;
  /** The language that was heard or spoken. */
  over: Promise<string>;
}

export type Say = (message: FromEngines) => void;

/** Lets one side wait for what the other gives, one at a time. */
export class Handover<T> {
  readonly #given: T[] = [];
  #waiting: ((value: T) => void) | null = null;

  give(value: T): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting(value);
    else this.#given.push(value);
  }

  take(): Promise<T> {
    const value = this.#given.shift();
    if (value !== undefined) return Promise.resolve(value);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}

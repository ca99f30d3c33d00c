import type { AgentEnd } from './agent-end.ts';

/** Why an agent is ended although it would go on. The first reason stays. */
export class Halt {
  readonly #abort = new AbortController();
  readonly reached: Promise<AgentEnd>;
  #resolve: (end: AgentEnd) => void = () => {};
  #end: AgentEnd | null = null;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get end(): AgentEnd | null {
    return this.#end;
  }

  /** Aborted when the agent is to be ended, and when it has ended by itself. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  set(end: AgentEnd): void {
    if (this.#abort.signal.aborted) return;
    this.#end = end;
    this.over();
    this.#resolve(end);
  }

  /** Nothing is to be waited for any more. */
  over(): void {
    this.#abort.abort();
  }
}

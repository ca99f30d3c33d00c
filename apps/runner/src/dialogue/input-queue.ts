import type { Answer, RunStatement } from '../connection/outbox.ts';

/** Words of a person for a live coding agent. */
export interface Input {
  id: string;
  text: string;
  author: string;
}

/** Most that may wait; a person is told to be patient with the next one. */
const mostWaiting = 50;

/** What people said to a run's agent and it has not been given yet. Each is answered once, whatever becomes of it. */
export class InputQueue {
  readonly #say: (statement: RunStatement) => Promise<Answer>;
  readonly #known = new Set<string>();
  readonly #waiting: Input[] = [];
  #refusal: string | null = null;

  constructor(say: (statement: RunStatement) => Promise<Answer>) {
    this.#say = say;
  }

  /** The server says it again until it is answered; the second time is the same input. */
  add(input: Input): void {
    if (this.#known.has(input.id)) return;
    this.#known.add(input.id);
    if (this.#refusal !== null) this.#answer(input, this.#refusal);
    else if (this.#waiting.length >= mostWaiting)
      this.#answer(
        input,
        `${mostWaiting} messages wait for this agent already; it takes one after each turn.`,
      );
    else this.#waiting.push(input);
  }

  /** The oldest one, from now on the agent's. */
  take(): Input | null {
    const input = this.#waiting.shift() ?? null;
    if (input !== null) this.#answer(input, null);
    return input;
  }

  /** No agent will take any more; the first reason given stays. */
  close(refusal: string): void {
    this.#refusal ??= refusal;
    for (const input of this.#waiting.splice(0)) this.#answer(input, this.#refusal);
  }

  #answer({ id }: Input, refusal: string | null): void {
    void this.#say({ type: 'input.taken', input_id: id, refusal });
  }
}

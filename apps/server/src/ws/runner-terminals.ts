import type { RunnerFrame, ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import { findTerminalFaults } from '@overmind/core/terminals/rights';

/** What a runner says of a terminal. */
export type TerminalFrame = Extract<RunnerFrame, { terminal_id: string }>;
type ToRunner = Extract<ServerToRunnerFrame, { terminal_id: string }>;

/** The terminals that a runner was asked to open; it speaks for no other. */
export class RunnerTerminals {
  readonly #core: Core;
  readonly #send: (frame: ToRunner) => void;
  readonly #opened = new Set<string>();

  constructor(core: Core, send: (frame: ToRunner) => void) {
    this.#core = core;
    this.#send = send;
  }

  /** Passes a frame on to the runner. */
  tell(frame: ToRunner): void {
    if (frame.type === 'terminal.open') this.#opened.add(frame.terminal_id);
    this.#send(frame);
  }

  /** To whichever node the person at the terminal is joined to. */
  relay(frame: TerminalFrame): void {
    if (!this.#opened.has(frame.terminal_id)) return;
    if (frame.type === 'terminal.closed') this.#opened.delete(frame.terminal_id);
    this.#core.bus.publish(topics.terminal(frame.terminal_id), JSON.stringify(frame));
  }

  /** Ends those that must be open no longer: the node of the person may be gone, or its word was lost. */
  async review(): Promise<void> {
    if (this.#opened.size === 0) return;
    for (const id of (await findTerminalFaults(this.#core, [...this.#opened])).keys()) {
      this.#opened.delete(id);
      this.#send({ type: 'terminal.close', terminal_id: id });
    }
  }
}

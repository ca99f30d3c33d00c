import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { Core } from '@overmind/core/core';
import { findQuestion, listOpenQuestions } from '@overmind/core/runners/ask';
import type { RunnerCommand } from '@overmind/core/runners/command';
import { type Decision, listDecisionsFor } from '@overmind/db/queries/execution/permissions';
import { listInputsFor } from '@overmind/db/queries/execution/run-inputs';

/**
 * What waits in the database for a runner: answers to its agents, words of people, questions. Each is sent once over a
 * connection, which is reliable while it lasts; another connection begins with all of it.
 */
export class RunnerDeliveries {
  readonly #core: Core;
  readonly #runnerId: string;
  readonly #send: (frame: ServerToRunnerFrame) => void;
  readonly #sent = new Set<string>();

  constructor(core: Core, runnerId: string, send: (frame: ServerToRunnerFrame) => void) {
    this.#core = core;
    this.#runnerId = runnerId;
    this.#send = send;
  }

  async sendAll(): Promise<void> {
    await this.sendDecisions();
    await this.sendInputs();
    for (const { askId, question } of await listOpenQuestions(this.#core, this.#runnerId))
      this.#once(askId, { type: 'ask', ask_id: askId, question });
  }

  /** What a command tells of. */
  async sendFor(command: Extract<RunnerCommand, { kind: 'permission' | 'input' | 'ask' }>): Promise<void> {
    if (command.kind === 'permission') return this.sendDecisions();
    return command.kind === 'input' ? this.sendInputs() : this.sendQuestion(command.ask_id);
  }

  async sendDecisions(): Promise<void> {
    this.#answer(await listDecisionsFor(this.#core.db, this.#runnerId));
  }

  /** The runner asked for it, perhaps again: it is told what was decided, whatever it was told before. */
  async sendDecision(requestId: string): Promise<void> {
    this.#sent.delete(requestId);
    this.#answer(await listDecisionsFor(this.#core.db, this.#runnerId, { requestId }));
  }

  #answer(decisions: readonly Decision[]): void {
    for (const { run_id, request_id, option_id, decided_by } of decisions)
      this.#once(request_id, { type: 'permission.answer', run_id, request_id, option_id, decided_by });
  }

  async sendInputs(): Promise<void> {
    for (const { run_id, input_id, text, author } of await listInputsFor(this.#core.db, this.#runnerId))
      this.#once(input_id, { type: 'input', run_id, input_id, text, author });
  }

  async sendQuestion(askId: string): Promise<void> {
    const question = await findQuestion(this.#core, this.#runnerId, askId);
    if (question) this.#once(askId, { type: 'ask', ask_id: askId, question });
  }

  #once(id: string, frame: ServerToRunnerFrame): void {
    if (this.#sent.has(id)) return;
    this.#sent.add(id);
    this.#send(frame);
  }
}

import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { settledWithin } from '../clock.ts';
import { type Log, messageOf } from '../log.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import { answerQuestion } from './answer-question.ts';
import type { Link } from './link.ts';

export interface AskDeskOptions {
  setting: RunSetting;
  link: Pick<Link, 'send'>;
  log: Log;
}

const stopMs = 5_000;
/** As many as may be lost with one connection; older ones are worked out anew. */
const keptAnswers = 20;

/** Answers the server's questions, each once however often it is asked; some take as long as a project's checks. */
export class AskDesk {
  readonly #options: AskDeskOptions;
  readonly #running = new Map<string, Promise<void>>();
  /** The last ones, since the server may have been gone when they were given. */
  readonly #given = new Map<string, RunnerAnswer>();
  readonly #stopped = new AbortController();

  constructor(options: AskDeskOptions) {
    this.#options = options;
  }

  /** Those that are worked on, for the heartbeat. */
  get ids(): string[] {
    return [...this.#running.keys()];
  }

  receive(askId: string, question: RunnerQuestion): void {
    if (this.#stopped.signal.aborted || this.#running.has(askId)) return;
    const given = this.#given.get(askId);
    if (given !== undefined) return this.#send(askId, given);
    const answered = this.#answer(askId, question).finally(() => this.#running.delete(askId));
    this.#running.set(askId, answered);
  }

  /** Ends what is being worked on without an answer: the server asks the next runner, or this one again. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await settledWithin(Promise.all(this.#running.values()), stopMs);
  }

  async #answer(askId: string, question: RunnerQuestion): Promise<void> {
    const { setting, log } = this.#options;
    const { signal } = this.#stopped;
    const answer: RunnerAnswer = await answerQuestion(question, setting, signal).catch((error: unknown) => {
      log('error', 'A question could not be answered.', { question: question.kind, error: messageOf(error) });
      return { kind: 'refused' as const, detail: 'The runner could not look there.' };
    });
    if (signal.aborted) return;
    this.#keep(askId, answer);
    this.#send(askId, answer);
  }

  #keep(askId: string, answer: RunnerAnswer): void {
    this.#given.set(askId, answer);
    const [oldest] = this.#given.keys();
    if (this.#given.size > keptAnswers && oldest !== undefined) this.#given.delete(oldest);
  }

  #send(askId: string, answer: RunnerAnswer): void {
    this.#options.link.send({ type: 'answer', ask_id: askId, answer });
  }
}

import { pause } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Lease } from './log-sender.ts';
import type { Answer, Outbox, RunStatement } from './outbox.ts';
import { meaningOf } from './refusals.ts';

export interface RunVoiceOptions {
  outbox: Outbox;
  lease: Lease;
  limits: Limits;
  /** Nobody wants to hear it any more. */
  signal: AbortSignal;
  /** The server has given the run to someone else. */
  onLost: () => void;
}

/** Says things about a run under its lease. */
export class RunVoice {
  readonly #options: RunVoiceOptions;

  constructor(options: RunVoiceOptions) {
    this.#options = options;
  }

  /** How the run stands. Only the last one matters, so a refused one is not said again. */
  async tell(state: Extract<RunStatement, { type: 'state' }>): Promise<void> {
    const { outbox, lease, onLost } = this.#options;
    const answer = await outbox.say({ ...state, ...lease });
    if (answer.kind === 'refused' && meaningOf(answer.code) === 'lost') onLost();
  }

  /** Says it until the server takes it or refuses it for good. */
  async say(statement: RunStatement): Promise<Answer> {
    const { outbox, lease, limits, signal, onLost } = this.#options;
    for (;;) {
      const answer = await outbox.say({ ...statement, ...lease });
      if (answer.kind === 'acked') return answer;
      if (answer.code === 'stale_lease') onLost();
      if (meaningOf(answer.code) !== 'retry' || signal.aborted) return answer;
      await pause(limits.retryMaxMs, signal);
    }
  }
}

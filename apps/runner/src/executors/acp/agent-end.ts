import type { RunReason } from '@overmind/contracts/entities/run';

/** How a coding agent's work ended. That it ended well says nothing about the work. */
export type AgentEnd =
  | { kind: 'turn_ended'; stopReason: string }
  /** `isStruck`: it was killed, and by nobody here. */
  | { kind: 'died'; exitCode: number; printed: string | null; isStruck: boolean }
  | { kind: 'failed'; detail: string }
  | { kind: 'silent'; minutes: number }
  | { kind: 'limit_exceeded'; detail: string }
  | { kind: 'output_limit' | 'stopped' };

/** The agent broke the protocol, or cannot do its work; the message goes on from its name. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
}

export interface Verdict {
  status: 'completed' | 'failed';
  reason: RunReason;
  summary: string;
}

const stopWords: Record<string, string> = {
  max_tokens: 'stopped, because its model came to the limit of its tokens; make the task smaller',
  max_turn_requests: 'stopped, because it had asked its model as often as it may in a turn',
  refusal: 'refused to do this',
  cancelled: 'stopped as if it had been cancelled',
};

/** `words` are the last ones of the agent, `errors` the last lines of its standard error. */
export function verdictOf(end: AgentEnd, title: string, words: string, errors: string): Verdict {
  const failed = (said: string): Verdict => ({
    status: 'failed',
    reason: 'agent_failed',
    summary: `${title} ${said}${errors === '' ? '' : `. Its last lines: ${errors}`}`,
  });
  switch (end.kind) {
    case 'turn_ended': {
      if (end.stopReason === 'end_turn')
        return { status: 'completed', reason: 'ok', summary: words === '' ? `${title} said nothing` : words };
      const said = stopWords[end.stopReason] ?? `stopped with "${end.stopReason}"`;
      return { status: 'failed', reason: 'agent_failed', summary: `${title} ${said}` };
    }
    case 'died':
      return failed(
        `${end.exitCode === 137 ? 'was killed' : `ended with ${end.exitCode}`} in the middle of its work` +
          (end.printed === null ? '' : `. It printed: ${end.printed.slice(0, 300)}`),
      );
    case 'failed':
      return failed(end.detail);
    case 'silent':
      return {
        status: 'failed',
        reason: 'agent_silent',
        summary: `${title} gave no sign of life for ${end.minutes} minutes and was stopped`,
      };
    case 'limit_exceeded':
      return { status: 'failed', reason: 'limit_exceeded', summary: `${title} was stopped. ${end.detail}` };
    case 'output_limit':
      return {
        status: 'failed',
        reason: 'output_limit',
        summary: `${title} said more than the run may print and was stopped`,
      };
    case 'stopped':
      return { status: 'failed', reason: 'canceled', summary: `${title} was stopped` };
  }
}

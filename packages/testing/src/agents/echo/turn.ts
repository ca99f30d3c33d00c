import type { AgentContext, SessionUpdate, StopReason } from '@agentclientprotocol/sdk';
import { methods } from '@agentclientprotocol/sdk';

/** One prompt being worked on: where its steps speak to the client. */
export interface Turn {
  readonly client: AgentContext;
  readonly sessionId: string;
  readonly cwd: string;
  readonly earlierPrompts: number;
  /** Aborted by `session/cancel`. */
  readonly cancelled: AbortSignal;
}

export function update({ client, sessionId }: Turn, what: SessionUpdate): Promise<void> {
  return client.notify(methods.client.session.update, { sessionId, update: what });
}

export function say(turn: Turn, text: string): Promise<void> {
  return update(turn, { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } });
}

/** How a step ends the turn before its last step. */
export class TurnEnd extends Error {
  constructor(readonly reason: StopReason) {
    super(`The turn ends: ${reason}`);
  }
}

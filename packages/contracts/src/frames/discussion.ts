import { z } from 'zod';
import { AgentName } from '../entities/agent.ts';
import { Fault, TurnPurpose } from '../entities/discussion-turn.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';

/*
 * What happens in a turn while it is spoken, to everyone who watches the project. Not stored: what was said comes as
 * the event `conversation.message.created`, whether these came or not.
 */
const turn = {
  ts: Timestamp,
  project_id: Uuid,
  conversation_id: Uuid,
  turn: z.number().int().min(1),
  attempt: z.number().int().min(1).max(2).meta({ description: '2 where it was asked again' }),
  speaker: AgentName,
};

/** A speaker was asked; also sent again while nothing has come. */
export const AgentTypingFrame = z.object({
  type: z.literal('agent.typing'),
  ...turn,
  purpose: TurnPurpose,
});
export type AgentTypingFrame = z.infer<typeof AgentTypingFrame>;

/** Words of a turn, as people are to read them. What stands at and after `offset` is replaced by `text`. */
export const AgentResponseDeltaFrame = z.object({
  type: z.literal('agent.response.delta'),
  ...turn,
  offset: z.number().int().min(0).meta({
    description: 'in UTF-16 code units; 0 from time to time, so that who came later has all of it',
  }),
  text: z.string(),
});
export type AgentResponseDeltaFrame = z.infer<typeof AgentResponseDeltaFrame>;

export const AgentResponseCompleteFrame = z.object({
  type: z.literal('agent.response.complete'),
  ...turn,
  outcome: z.enum(['spoken', 'refused', 'skipped', 'dropped']).meta({
    description: 'refused: it is asked once more; dropped: nobody needs it any more',
  }),
  fault: Fault.nullable(),
  message_id: Uuid.nullable(),
});
export type AgentResponseCompleteFrame = z.infer<typeof AgentResponseCompleteFrame>;

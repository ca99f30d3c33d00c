import { z } from 'zod';
import {
  AgentMessage,
  DecisionRecord,
  DiscussionOption,
  DiscussionPhase,
  DiscussionSettings,
  maxGoal,
  ProposalRef,
  Speaker,
} from './discussion.ts';
import { Fault, TurnPurpose } from './discussion-turn.ts';

export { Fault, TurnPurpose };

export const UserQuestion = z.object({ by: z.array(z.string()), question: z.string() });
export type UserQuestion = z.infer<typeof UserQuestion>;

/** By what it shows that a discussion does not get on. */
export const StuckSign = z.enum(['nothing_new', 'same_disagreement', 'two_speakers']);
export type StuckSign = z.infer<typeof StuckSign>;
const Remedy = z.enum(['refocus', 'ask_user', 'call_vote']);

const Count = z.number().int().min(0);
const spent = { tokens: Count, cost_micros: Count };
const TurnNumber = z.number().int().min(1);

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), at_ms: Count, ...shape });

/**
 * Everything that can happen in a discussion, in the form in which it is stored. One is appended at a time; the
 * state is what they fold to.
 */
export const DiscussionEvent = z.discriminatedUnion('type', [
  event('opened', {
    goal: z.string().trim().min(1).max(maxGoal),
    speakers: z
      .array(Speaker)
      .min(1)
      .max(20)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, {
        error: 'Name each speaker once.',
      }),
    facilitator: z.string(),
    settings: DiscussionSettings,
  }),
  event('phase_entered', { phase: DiscussionPhase, why: z.string() }),
  event('turns_opened', {
    turns: z
      .array(
        z.object({
          turn: TurnNumber,
          speaker: z.string(),
          purpose: TurnPurpose,
          about: z.string().nullable(),
        }),
      )
      .min(1),
  }),
  event('turn_spoken', { turn: TurnNumber, message: AgentMessage, ...spent }),
  event('turn_refused', { turn: TurnNumber, fault: Fault, detail: z.string(), ...spent }),
  event('turn_skipped', { turn: TurnNumber, fault: Fault, detail: z.string(), ...spent }),
  event('user_asked', { questions: z.array(UserQuestion).min(1) }),
  event('user_spoke', { content: z.string(), is_answer: z.boolean() }),
  event('user_waived', {}),
  event('paused', {}),
  event('resumed', {}),
  event('stopped', { reason: z.string() }),
  event('broken', { reason: z.string() }),
  event('vote_requested', {}),
  event('stuck_noted', { sign: StuckSign, remedy: Remedy, question: z.string().nullable() }),
  event('vote_called', { round: z.number().int().min(1), proposals: z.array(ProposalRef).min(1) }),
  event('vote_counted', { round: z.number().int().min(1), winner: ProposalRef.nullable() }),
  event('ended', {
    status: z.enum(['completed', 'no_consensus', 'failed']),
    reason: z.string(),
    record: DecisionRecord.nullable(),
    options: z.array(DiscussionOption),
  }),
]);
export type DiscussionEvent = z.infer<typeof DiscussionEvent>;
export type EventOf<Type extends DiscussionEvent['type']> = Extract<DiscussionEvent, { type: Type }>;

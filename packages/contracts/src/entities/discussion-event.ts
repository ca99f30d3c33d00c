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
import { Text } from './primitives.ts';
import { maxUtterance } from './request.ts';

export { Fault, TurnPurpose };

const Words = Text(20_000);

export const UserQuestion = z.object({ by: z.array(Text(100)).max(20), question: Words });
export type UserQuestion = z.infer<typeof UserQuestion>;

/** By what it shows that a discussion does not get on. */
export const StuckSign = z.enum(['nothing_new', 'same_disagreement', 'two_speakers']);
export type StuckSign = z.infer<typeof StuckSign>;
const Remedy = z.enum(['refocus', 'ask_user', 'call_vote']);

/** What one reply takes at most as it is counted, in tokens and in micro-units: sums of them stay exact. */
export const mostSpentOnce = 1_000_000_000;
const Spent = z.number().int().min(0).max(mostSpentOnce);
const spent = { tokens: Spent, cost_micros: Spent };
const TurnNumber = z.number().int().min(1).max(500);
const Round = z.number().int().min(1).max(10);
/** The last moment that there is a date for. */
const AtMs = z.number().int().min(0).max(8_640_000_000_000_000);

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), at_ms: AtMs, ...shape });

/**
 * Everything that can happen in a discussion, in the form in which it is stored. One is appended at a time; the
 * state is what they fold to. Its bounds are those of what can happen, so what comes from elsewhere is no larger.
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
    facilitator: Text(100),
    settings: DiscussionSettings,
  }),
  event('phase_entered', { phase: DiscussionPhase, why: Words }),
  event('turns_opened', {
    turns: z
      .array(
        z.object({
          turn: TurnNumber,
          speaker: Text(100),
          purpose: TurnPurpose,
          about: ProposalRef.nullable(),
        }),
      )
      .min(1)
      .max(20),
  }),
  event('turn_spoken', { turn: TurnNumber, message: AgentMessage, ...spent }),
  event('turn_refused', { turn: TurnNumber, fault: Fault, detail: Words, ...spent }),
  event('turn_skipped', { turn: TurnNumber, fault: Fault, detail: Words, ...spent }),
  event('user_asked', { questions: z.array(UserQuestion).min(1).max(60) }),
  event('user_spoke', { content: Text(maxUtterance), is_answer: z.boolean() }),
  event('user_waived', {}),
  // Half of the time for an answer is over; all of it is.
  event('user_reminded', {}),
  event('user_silent', {}),
  event('paused', {}),
  event('resumed', {}),
  event('stopped', { reason: Words }),
  event('broken', { reason: Words }),
  event('vote_requested', {}),
  event('stuck_noted', { sign: StuckSign, remedy: Remedy, question: Words.nullable() }),
  event('vote_called', { round: Round, proposals: z.array(ProposalRef).min(1).max(20) }),
  event('vote_counted', { round: Round, winner: ProposalRef.nullable() }),
  event('ended', {
    status: z.enum(['completed', 'no_consensus', 'failed']),
    reason: Words,
    record: DecisionRecord.nullable(),
    // As many as there are turns to propose in.
    options: z.array(DiscussionOption).max(500),
  }),
]);
export type DiscussionEvent = z.infer<typeof DiscussionEvent>;
export type EventOf<Type extends DiscussionEvent['type']> = Extract<DiscussionEvent, { type: Type }>;

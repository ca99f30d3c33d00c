import { z } from 'zod';
import { AgentName } from './agent.ts';
import { Micros } from './budget.ts';
import { Conversation, Message } from './conversation.ts';
import {
  AgentMessage,
  Concern,
  DecisionRecord,
  DiscussionOption,
  DiscussionPhase,
  DiscussionSettings,
  DiscussionStatus,
  maxGoal,
  Proposal,
  ProposalRef,
  Speaker,
  Vote,
} from './discussion.ts';
import { Fault, TurnPurpose, UserQuestion } from './discussion-event.ts';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { Rating } from './prompt.ts';
import { MarkedText } from './search.ts';
import { SpecRef } from './spec.ts';

export const NewDiscussion = z.strictObject({
  goal: z.string().trim().min(1, 'Say what is to be decided.').max(maxGoal),
  title: Line(200).optional().meta({ description: 'the first words of the goal when absent' }),
  agents: z
    .array(AgentName)
    .min(1)
    .max(20)
    .refine((keys) => new Set(keys).size === keys.length, { error: 'Name each speaker once.' })
    .optional()
    .meta({ description: 'keys of personas, in the order of speaking; all that are enabled when absent' }),
  facilitator: AgentName.optional().meta({ description: 'one of the agents; the first when absent' }),
  settings: DiscussionSettings.prefault({}),
});
export type NewDiscussion = z.infer<typeof NewDiscussion>;

const Count = z.number().int().min(0);

/** What of its limits a discussion has used. */
export const DiscussionUse = z.object({
  turns: Count,
  rounds: Count,
  active_ms: Count.meta({ description: 'while it went on; up to the last thing that happened' }),
  tokens: Count,
  cost_micros: Micros,
  user_questions: Count,
});
export type DiscussionUse = z.infer<typeof DiscussionUse>;

/** A conversation of its own kind, with what lists show of it. */
export const Discussion = Conversation.extend({
  kind: z.literal('discussion'),
  goal: z.string(),
  phase: DiscussionPhase,
  status: DiscussionStatus,
  waits_for: z.enum(['user', 'resume']).nullable().meta({ description: 'what a paused one waits for' }),
  answer_due_at: Timestamp.nullable().meta({
    description: 'while it waits for an answer: when it goes on without one',
  }),
  reason: z.string().nullable().meta({ description: 'why it ended, in words for people; null before' }),
  speakers: z.array(Speaker),
  facilitator: AgentName,
  settings: DiscussionSettings,
  used: DiscussionUse,
  decision: z.string().nullable().meta({ description: 'title of what was decided' }),
  request_id: Uuid.nullable().meta({ description: 'the request that tasks were made by' }),
  spec: SpecRef.nullable().meta({ description: 'the spec that was made of its decision' }),
  ended_at: Timestamp.nullable(),
});
export type Discussion = z.infer<typeof Discussion>;

/** In a list; `goal` holds its first 300 characters. */
export const DiscussionItem = Discussion.extend({
  found: z
    .object({ message_id: Uuid.nullable(), snippet: MarkedText })
    .nullable()
    .meta({ description: 'where it says what was searched for; message_id is null for its goal' }),
});
export type DiscussionItem = z.infer<typeof DiscussionItem>;

/** One speaker's place to say one thing, and what became of it. */
export const DiscussionTurn = z.object({
  turn: z.number().int().min(1),
  speaker: AgentName,
  purpose: TurnPurpose,
  about: z.string().nullable().meta({ description: 'a proposal, e.g. P2' }),
  phase: DiscussionPhase,
  round: Count.meta({ description: 'the vote that it belongs to; 0 before the first' }),
  attempt: z.number().int().min(1).max(2),
  outcome: z.enum(['open', 'spoken', 'skipped']),
  fault: Fault.nullable().meta({ description: 'what was wrong with a reply that was not taken' }),
  detail: z.string().nullable(),
});
export type DiscussionTurn = z.infer<typeof DiscussionTurn>;

export const DiscussionQuestion = z.object({
  ref: z.string().meta({ description: 'e.g. Q1' }),
  by: AgentName,
  to: AgentName.nullable(),
  content: z.string(),
  answered_by: AgentName.nullable(),
});
export type DiscussionQuestion = z.infer<typeof DiscussionQuestion>;

export const VotingRound = z.object({
  number: z.number().int().min(1),
  proposals: z.array(ProposalRef),
  is_counted: z.boolean(),
  winner: ProposalRef.nullable(),
});
export type VotingRound = z.infer<typeof VotingRound>;

export const DiscussionNote = z.object({
  by: AgentName,
  turn: z.number().int(),
  kind: z.enum(['skipped', 'repeated_vote', 'stray_vote', 'not_asked', 'unanswered']),
  detail: z.string(),
});
export type DiscussionNote = z.infer<typeof DiscussionNote>;

const moreChars = {
  more_chars: Count.optional().meta({
    description: 'characters that are left out at its end; absent for none',
  }),
};
/** As it is shown beside others: a long text by its beginning. */
export const ShownProposal = Proposal.extend(moreChars);
export type ShownProposal = z.infer<typeof ShownProposal>;
export const ShownOption = DiscussionOption.extend(moreChars);
export type ShownOption = z.infer<typeof ShownOption>;
export const ShownRecord = DecisionRecord.extend(moreChars);
export type ShownRecord = z.infer<typeof ShownRecord>;

/**
 * Everything that a discussion stands at, its messages aside. However long it went on, this is bounded: a long text
 * shows its beginning and says `… (n more characters)`; what was said stands whole in its message, proposals and the
 * decision have addresses of their own.
 */
export const DiscussionDetail = Discussion.extend({
  seq: z
    .number()
    .int()
    .meta({ description: 'number of its latest step; a change says which one it leads to' }),
  turns: z.array(DiscussionTurn),
  proposals: z.array(ShownProposal),
  concerns: z.array(Concern),
  questions: z.array(DiscussionQuestion),
  votes: z.array(Vote),
  rounds: z.array(VotingRound),
  notes: z.array(DiscussionNote),
  asked: z
    .array(UserQuestion)
    .meta({ description: 'what it waits for a person to answer; empty for nothing' }),
  summary: z.string().nullable(),
  record: ShownRecord.nullable(),
  options: z.array(ShownOption).meta({ description: 'to choose from, where nothing was decided' }),
  rating: Rating.nullish().meta({
    description: 'how it was rated; null while it goes on, and where no experiment has a use for that',
  }),
  left_out: z.object({ concerns: Count, notes: Count, options: Count }).partial().optional().meta({
    description: 'how many are not listed: closed concerns and earlier notes first; absent for none',
  }),
  actions_left_out: z.array(z.string()).optional().meta({
    description:
      'actions that its request made no tasks of, as they asked for something else; absent for none',
  }),
});
export type DiscussionDetail = z.infer<typeof DiscussionDetail>;

/**
 * Patch of `discussion.updated`: the step `seq` and what it changed. Turns are replaced by `turn`, proposals, concerns
 * and questions by `ref`, rounds by `number`; votes and notes are added; every other field is replaced. Who has a later
 * `seq` ignores it; who misses one before it loads the detail again.
 */
export const DiscussionChange = DiscussionDetail.partial().extend({ id: Uuid, seq: z.number().int() });
export type DiscussionChange = z.infer<typeof DiscussionChange>;

/** One message of a discussion. */
export const DiscussionMessage = Message.extend({
  said: z.object({
    seq: z.number().int().meta({ description: 'the step that it is; messages stand in this order' }),
    phase: DiscussionPhase,
    round: Count,
    turn: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'null for a person, and for the questions put to one' }),
    purpose: TurnPurpose.nullable(),
    ref: z.string().nullable().meta({ description: 'what it is called from now on, e.g. P2 or Q1' }),
    body: AgentMessage.nullable().meta({ description: 'what an agent said, in its parts' }),
    asked: z.array(UserQuestion).nullable().meta({ description: 'the questions put to a person together' }),
  }),
});
export type DiscussionMessage = z.infer<typeof DiscussionMessage>;

export const NewDiscussionMessage = z.strictObject({
  content: Text(maxGoal).refine((text) => text.trim() !== '', { error: 'Say or type something.' }),
  is_answer: z.boolean().default(true).meta({
    description: 'answers what a person was asked, where that is so; else it is answered next',
  }),
});

/** What is to become of a decision. */
export const DecisionInput = z.strictObject({
  to: z.enum(['tasks', 'spec']).default('tasks'),
  actions: z.array(Line(300)).min(1).max(50).optional().meta({
    description: 'one task each; the next actions of the record, or what was decided, when absent',
  }),
  proposal: ProposalRef.optional().meta({
    description: 'which option to go on with, where nothing was decided',
  }),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

/** The tasks come with the next cycle, by the request; the spec is there at once. What was made before is told too. */
export const DecisionOutcome = z.object({
  discussion: Discussion,
  request_id: Uuid.nullable().meta({ description: 'null while no tasks were asked for' }),
  spec: SpecRef.nullable().meta({ description: 'null while no spec was made' }),
  text: z.string().meta({ description: 'the tasks asked for; empty for none' }),
  left_out: z
    .array(z.string())
    .meta({ description: 'actions that would have asked for something else than work' }),
});
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

export const SimilarDiscussion = z.object({
  discussion: DiscussionItem,
  likeness: z.number().min(0).max(1),
});
export type SimilarDiscussion = z.infer<typeof SimilarDiscussion>;

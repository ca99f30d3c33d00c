import { z } from 'zod';
import { AgentName } from './agent.ts';
import { mostAnswerHours } from './answer-hours.ts';
import { Persona } from './persona.ts';
import { Line, Timestamp } from './primitives.ts';

/** Most characters of a goal. */
export const maxGoal = 20_000;

/** In their order. */
export const discussionPhases = ['initialization', 'exploration', 'discussion', 'consensus'] as const;
export const DiscussionPhase = z.enum(discussionPhases);
export type DiscussionPhase = z.infer<typeof DiscussionPhase>;
/** Paused: a person paused it, or it waits for an answer from a person. The last four are final. */
export const discussionStatuses = [
  'active',
  'paused',
  'completed',
  'no_consensus',
  'stopped',
  'failed',
] as const;
export const DiscussionStatus = z.enum(discussionStatuses);
export type DiscussionStatus = z.infer<typeof DiscussionStatus>;

/**
 * What a proposal needs, besides the quorum. `unanimous`: nobody rejects it. `two_thirds`: two thirds of the sides
 * taken, each weighing as its persona times its confidence. `majority`: more heads for than against. `facilitator`:
 * the facilitator approves of it.
 */
export const DecisionRule = z.enum(['unanimous', 'two_thirds', 'majority', 'facilitator']);
export type DecisionRule = z.infer<typeof DecisionRule>;

export const DiscussionLimits = z.strictObject({
  turns: z.number().int().min(1).max(500).default(60),
  rounds: z.number().int().min(1).max(10).default(3).meta({ description: 'votes on the proposals at most' }),
  minutes: z.number().int().min(1).max(1_440).default(60).meta({
    description: 'while it goes on; waiting for a person does not count',
  }),
  tokens: z.number().int().min(1).max(100_000_000).default(500_000),
  cost_micros: z.number().int().min(0).max(1_000_000_000).default(5_000_000).meta({
    description: 'millionths of the currency; calls that cost nothing are never limited by it',
  }),
  user_questions: z.number().int().min(0).max(20).default(3).meta({
    description: 'how often a person may be asked; later questions are noted only',
  }),
});
export type DiscussionLimits = z.infer<typeof DiscussionLimits>;

export const DiscussionSettings = z.strictObject({
  rule: DecisionRule.default('two_thirds'),
  quorum: z.number().min(0.01).max(1).default(0.6).meta({
    description: 'share of the speakers that must take a side; to abstain is not to take one',
  }),
  limits: DiscussionLimits.prefault({}),
  summary_every: z.number().int().min(4).max(100).default(12).meta({ description: 'in messages' }),
  stuck_after: z.number().int().min(3).max(50).default(6).meta({ description: 'in turns' }),
  answer_hours: z.number().int().min(1).max(mostAnswerHours).nullable().default(null).meta({
    description:
      'how long an answer of a person is waited for before it goes on without one; as the project says when null',
  }),
  message_chars: z.number().int().min(200).max(20_000).default(4_000),
  context_chars: z.number().int().min(2_000).max(1_000_000).default(24_000).meta({
    description: 'of what was said that one turn is shown',
  }),
});
export type DiscussionSettings = z.infer<typeof DiscussionSettings>;

/** What of a persona decides the course of a discussion; taken at its beginning, so that later edits change nothing. */
export const Speaker = Persona.pick({ key: true, name: true, topics: true, weight: true });
export type Speaker = z.infer<typeof Speaker>;

/** What models write: a database takes neither NUL nor lone surrogates. */
const Said = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replaceAll('\0', '').toWellFormed().trim())
    .min(1)
    .max(max);
const longestContent = 20_000;
const Content = Said(longestContent);
const Points = z.array(Said(1_000)).max(20).default([]);
const refOf = (letter: string) =>
  z
    .string()
    .max(8)
    .overwrite((text) => text.trim().toUpperCase())
    .regex(new RegExp(`^${letter}[1-9]\\d{0,4}$`));
export const ProposalRef = refOf('P').meta({ description: 'short name in its discussion, e.g. P2' });
const ConcernRef = refOf('C');
const QuestionRef = refOf('Q');

export const VoteChoice = z.enum(['approve', 'approve_with_changes', 'reject', 'abstain']);
export type VoteChoice = z.infer<typeof VoteChoice>;

const Ballot = z.object({
  proposal: ProposalRef,
  choice: VoteChoice,
  confidence: z.number().min(0).max(1),
  reason: Said(2_000),
  changes: Said(2_000).nullable().default(null).meta({ description: 'what would have to change' }),
});

/** What an agent may say, one of these a turn. */
export const AgentMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('proposal'),
    title: Said(200),
    content: Content,
    amends: ProposalRef.nullable().default(null).meta({ description: 'the proposal that this one replaces' }),
    meets: z
      .array(ConcernRef)
      .max(50)
      .default([])
      .meta({ description: 'concerns that it answers, where it amends' }),
  }),
  z.object({ type: z.literal('question'), content: Content, to: AgentName.nullable().default(null) }),
  z.object({
    type: z.literal('response'),
    content: Content,
    to: AgentName.nullable().default(null),
    reply_to: QuestionRef.nullable().default(null),
    concerns: z
      .array(z.object({ proposal: ProposalRef.nullable().default(null), content: Said(2_000) }))
      .max(10)
      .default([]),
    closes: z.array(ConcernRef).max(50).default([]),
  }),
  z.object({ type: z.literal('vote'), ballots: z.array(Ballot).min(1).max(20) }),
  z.object({
    type: z.literal('consensus'),
    content: Content,
    reasons: Points,
    risks: Points,
    next_actions: Points,
  }),
  z.object({ type: z.literal('question_to_user'), questions: z.array(Said(1_000)).min(1).max(5) }),
]);
export type AgentMessage = z.infer<typeof AgentMessage>;
export type AgentMessageType = AgentMessage['type'];

export const Proposal = z.object({
  ref: z.string(),
  by: AgentName,
  title: z.string(),
  content: z.string(),
  amends: z.string().nullable(),
  status: z.enum(['open', 'superseded', 'accepted']),
});
export type Proposal = z.infer<typeof Proposal>;
export const Concern = z.object({
  ref: z.string(),
  by: AgentName,
  proposal: z.string().nullable(),
  content: z.string(),
  closed_by: AgentName.nullable(),
});
export type Concern = z.infer<typeof Concern>;
export const Vote = Ballot.extend({ by: AgentName, round: z.number().int().min(1) });
export type Vote = z.infer<typeof Vote>;

const Support = z.object({ approve: z.number().int(), reject: z.number().int(), abstain: z.number().int() });

/** What was decided, by which vote, and what spoke against it. */
export const DecisionRecord = z.object({
  goal: z.string(),
  proposal: z.string(),
  proposed_by: AgentName,
  title: Line(200),
  decision: z.string(),
  rule: DecisionRule,
  round: z.number().int(),
  votes: Support,
  summary: z.string().nullable().meta({ description: "the facilitator's words on it" }),
  reasons: z.array(z.string()),
  conditions: z.array(z.string()).meta({ description: 'changes that were asked for with an approval' }),
  dissent: z.array(z.object({ by: AgentName, choice: VoteChoice, reason: z.string() })),
  risks: z.array(z.string()),
  next_actions: z.array(z.string()),
  decided_at: Timestamp,
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

/** A proposal that was on the table when a discussion ended without a decision. */
export const DiscussionOption = z.object({
  proposal: z.string(),
  by: AgentName,
  title: z.string(),
  content: z.string(),
  votes: Support.nullable().meta({ description: 'of the last round that it stood in; null for none' }),
  objections: z.array(z.string()),
});
export type DiscussionOption = z.infer<typeof DiscussionOption>;

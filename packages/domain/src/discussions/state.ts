import type {
  AgentMessage,
  Concern,
  DecisionRecord,
  DiscussionOption,
  DiscussionPhase,
  DiscussionSettings,
  DiscussionStatus,
  Proposal,
  Speaker,
  Vote,
} from '@overmind/contracts/entities/discussion';
import type { Fault, TurnPurpose, UserQuestion } from '@overmind/contracts/entities/discussion-event';
import type { Sketch } from './protocol/similarity.ts';

/** One speaker's place to say one thing. Its number is never used again. */
export interface Turn {
  turn: number;
  speaker: string;
  purpose: TurnPurpose;
  /** The proposal that it is about, if one. */
  about: string | null;
  phase: DiscussionPhase;
  /** The vote that it belongs to; 0 before the first. */
  round: number;
  /** How many messages there were when it was opened. */
  saw: number;
  attempt: 1 | 2;
  /** What was wrong with the first attempt. */
  refused: { fault: Fault; detail: string } | null;
  outcome: 'open' | 'spoken' | 'skipped';
}

export interface SaidMessage {
  /** From 1, in the order in which it was said. */
  number: number;
  /** The key of a speaker, or null for the user. */
  by: string | null;
  turn: number | null;
  purpose: TurnPurpose | null;
  message: AgentMessage | { type: 'user'; content: string };
  sketch: Sketch;
  /** Nothing like it was said before. */
  isNew: boolean;
  /** It changed a proposal, a concern or a question. */
  movesOn: boolean;
}

export interface OpenQuestion {
  ref: string;
  by: string;
  to: string | null;
  content: string;
  answered_by: string | null;
}

/** What people should be able to find out later, though nobody was stopped for it. */
export interface Note {
  by: string;
  turn: number;
  kind: 'skipped' | 'repeated_vote' | 'stray_vote' | 'not_asked' | 'unanswered';
  detail: string;
}

export interface VoteRound {
  number: number;
  proposals: readonly string[];
  isCounted: boolean;
  winner: string | null;
}

export interface Ending {
  status: Extract<DiscussionStatus, 'completed' | 'no_consensus' | 'stopped' | 'failed'>;
  reason: string;
  record: DecisionRecord | null;
  options: readonly DiscussionOption[];
}

/** Where a discussion stands: nothing but what its events say. Never changed in place. */
export interface DiscussionState {
  readonly goal: string;
  readonly speakers: readonly Speaker[];
  readonly facilitator: string;
  readonly settings: DiscussionSettings;
  readonly phase: DiscussionPhase;
  readonly isPaused: boolean;
  readonly ending: Ending | null;
  readonly turns: readonly Turn[];
  readonly messages: readonly SaidMessage[];
  readonly proposals: readonly Proposal[];
  readonly concerns: readonly Concern[];
  readonly questions: readonly OpenQuestion[];
  readonly votes: readonly Vote[];
  readonly notes: readonly Note[];
  readonly round: VoteRound | null;
  readonly summary: { content: string; upTo: number } | null;
  readonly needsSummary: boolean;
  readonly wantsVote: boolean;
  readonly stuck: { times: number; sinceTurn: number };
  readonly user: {
    /** Questions for the next time that the user is asked. */
    readonly toAsk: readonly UserQuestion[];
    /** What the user was asked and has not answered; null for nothing. */
    readonly waitingFor: readonly UserQuestion[] | null;
    readonly timesAsked: number;
    /** Since when an answer is waited for. Whoever speaks, or resumes it, begins that time anew. */
    readonly waitingSinceMs: number | null;
    readonly remindedAtMs: number | null;
    /** Numbers of the user's messages that nobody has answered. */
    readonly unanswered: readonly number[];
  };
  readonly spent: { tokens: number; costMicros: number; activeMs: number };
  readonly lastAtMs: number;
  readonly skipsInRow: number;
}

export const isWaiting = ({ isPaused, user }: DiscussionState): boolean =>
  isPaused || user.waitingFor !== null;

/** What it is shown as. */
export const statusOf = (state: DiscussionState): DiscussionStatus =>
  state.ending?.status ?? (isWaiting(state) ? 'paused' : 'active');

/** Turns that are asked and not yet answered. */
export const openTurns = (state: DiscussionState): Turn[] =>
  state.turns.filter(({ outcome }) => outcome === 'open');

export const openProposals = (state: DiscussionState) =>
  state.proposals.filter(({ status }) => status === 'open');

export const openConcerns = (state: DiscussionState) =>
  state.concerns.filter(({ closed_by }) => closed_by === null);

export const openQuestions = (state: DiscussionState) =>
  state.questions.filter(({ answered_by }) => answered_by === null);

/** The turns of the phase, and of the vote, that it is in now. */
export const turnsNow = (state: DiscussionState, purpose: TurnPurpose): Turn[] =>
  state.turns.filter(
    (turn) =>
      turn.purpose === purpose && turn.phase === state.phase && turn.round === (state.round?.number ?? 0),
  );

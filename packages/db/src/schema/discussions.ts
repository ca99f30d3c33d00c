import type {
  DecisionRecord,
  DiscussionPhase,
  DiscussionSettings,
  DiscussionStatus,
  Proposal,
  VoteChoice,
} from '@overmind/contracts/entities/discussion';
import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { Persona } from '@overmind/contracts/entities/persona';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional } from './columns.ts';

export interface PersonasTable {
  project_id: string;
  key: string;
  config: Json<Persona>;
  is_enabled: Generated<boolean>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}

export interface PersonaVersionsTable {
  project_id: string;
  key: string;
  number: number;
  config: Json<Persona>;
  is_enabled: boolean;
  note: Generated<string>;
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
}

export interface DiscussionsTable {
  id: string;
  project_id: string;
  goal: string;
  phase: DiscussionPhase;
  status: DiscussionStatus;
  waits_for: Optional<'user' | 'resume'>;
  reason: Optional<string>;
  settings: Json<DiscussionSettings>;
  facilitator: string;
  personas: Json<Persona[]>;
  seq: Generated<number>;
  turns: Generated<number>;
  rounds: Generated<number>;
  active_ms: Generated<number>;
  tokens: Generated<number>;
  cost_micros: Generated<number>;
  user_questions: Generated<number>;
  final_summary: Optional<string>;
  record: ColumnType<DecisionRecord | null, string | null | undefined, string | null>;
  request_id: Optional<string>;
  look_at: DefaultTime;
  origin_conversation_id: Optional<string>;
  origin_message_id: Optional<string>;
  decision_message_id: Optional<string>;
  answer_due_at: NullTime;
  waits_until: NullTime;
  created_at: DefaultTime;
  ended_at: NullTime;
  here_since: DefaultTime;
  goal_letters: GeneratedAlways<string>;
}

export interface DiscussionEventsTable {
  discussion_id: string;
  seq: number;
  event: Json<DiscussionEvent>;
}

export interface DiscussionSpeakersTable {
  discussion_id: string;
  project_id: string;
  key: string;
  turns: Generated<number>;
  skipped: Generated<number>;
}

export interface DiscussionMessagesTable {
  message_id: string;
  discussion_id: string;
  seq: number;
  said: Json<Omit<DiscussionMessage['said'], 'seq'>>;
}

export interface ProposalsTable {
  discussion_id: string;
  ref: string;
  proposed_by: string;
  title: string;
  content: string;
  amends: Optional<string>;
  status: Proposal['status'];
}

export interface VotesTable {
  discussion_id: string;
  round: number;
  proposal: string;
  voter: string;
  choice: VoteChoice;
  confidence: number;
  reason: string;
  changes: Optional<string>;
}

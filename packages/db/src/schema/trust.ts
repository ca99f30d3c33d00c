import type { Merge, ReviewComment } from '@overmind/contracts/entities/merge';
import type { Permission, PermissionOption, RunInput } from '@overmind/contracts/entities/permission';
import type { Evidence } from '@overmind/contracts/entities/run';
import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional, Time } from './columns.ts';

export interface RunTranscriptTable {
  run_id: string;
  seq: number;
  last_seq: number;
  steps: string;
  created_at: DefaultTime;
}

export interface RunPermissionsTable {
  id: string;
  project_id: string;
  task_id: string;
  run_id: string;
  tool_call_id: Optional<string>;
  title: string;
  detail: string;
  options: Json<PermissionOption[]>;
  status: Generated<Permission['status']>;
  option_id: Optional<string>;
  decided_by_user_id: Optional<string>;
  decided_at: NullTime;
  expires_at: Time;
  created_at: DefaultTime;
}

export interface RunInputsTable {
  id: string;
  project_id: string;
  run_id: string;
  text: string;
  author_user_id: Optional<string>;
  status: Generated<RunInput['status']>;
  detail: Optional<string>;
  created_at: DefaultTime;
}

export interface ReviewCommentsTable {
  id: string;
  project_id: string;
  task_id: string;
  run_id: string;
  head_commit: Optional<string>;
  path: string;
  side: ReviewComment['side'];
  line: number;
  line_text: string;
  body: string;
  author_user_id: Optional<string>;
  sent_at: NullTime;
  resolved_at: NullTime;
  resolved_by_user_id: Optional<string>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}

export interface ReviewViewsTable {
  run_id: string;
  user_id: string;
  path: string;
}

export interface MergesTable {
  id: string;
  project_id: string;
  task_id: string;
  run_id: string;
  repo_path: string;
  base_branch: string;
  head_commit: string;
  strategy: Merge['strategy'];
  target: Merge['target'];
  status: Generated<Merge['status']>;
  detail: Optional<string>;
  conflicts: Json<string[]>;
  evidence: Json<Evidence[]>;
  base_commit: Optional<string>;
  merged_commit: Optional<string>;
  pull_request: ColumnType<Merge['pull_request'], string | null | undefined, string | null>;
  follow_up_task_id: Optional<string>;
  requested_by_user_id: Optional<string>;
  batch: Generated<number>;
  overtaken: Generated<number>;
  ask_id: Optional<string>;
  has_moved: Generated<boolean>;
  obstructed: Generated<number>;
  not_before: NullTime;
  created_at: DefaultTime;
  started_at: NullTime;
  finished_at: NullTime;
}

export interface AgentTokensTable {
  run_id: string;
  lease_token: number;
  token_hash: Buffer;
  expires_at: Time;
  created_at: DefaultTime;
}

export interface TerminalsTable {
  id: string;
  project_id: string;
  run_id: string;
  user_id: Optional<string>;
  artifact_id: Optional<string>;
  /** What the person was let in by. */
  session_id: Optional<string>;
  token_id: Optional<string>;
  opened_at: DefaultTime;
  /** When the node that the person is joined to said last that they are. */
  seen_at: DefaultTime;
  closed_at: NullTime;
  detail: Optional<string>;
}

import type {
  Artifact,
  Evidence,
  Run,
  RunFlag,
  RunMetrics,
  RunReason,
  RunStatus,
  SandboxLevel,
  StepResult,
} from '@overmind/contracts/entities/run';
import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional, Time } from './columns.ts';

export interface RunnersTable {
  id: string;
  name: string;
  labels: Generated<string[]>;
  own_labels: Generated<string[]>;
  version: Optional<string>;
  platform: Optional<string>;
  capacity: Generated<number>;
  allowed_roots: Generated<string[]>;
  is_draining: Generated<boolean>;
  is_turned_away: Generated<boolean>;
  sandbox: Optional<SandboxLevel>;
  agents: Json<DetectedAgent[]>;
  last_heartbeat_at: NullTime;
  disconnected_at: NullTime;
  revoked_at: NullTime;
  created_at: DefaultTime;
}

export interface AgentRunsTable {
  id: string;
  project_id: string;
  agent_id: string;
  task_id: string;
  runner_id: Optional<string>;
  attempt: number;
  status: Generated<RunStatus>;
  reason: Optional<RunReason>;
  status_detail: Optional<string>;
  lease_token: Optional<number>;
  lease_expires_at: NullTime;
  payload: Json<Record<string, unknown>>;
  repo_path: string;
  labels: Generated<string[]>;
  branch: Optional<string>;
  base_commit: Optional<string>;
  head_commit: Optional<string>;
  steps: Json<StepResult[]>;
  evidence: Json<Evidence[]>;
  exit_code: Optional<number>;
  summary: Optional<string>;
  metrics: Json<RunMetrics>;
  executor: Generated<Run['executor']>;
  sandbox: Optional<SandboxLevel>;
  flags: Json<RunFlag[]>;
  session_id: Optional<string>;
  is_waiting: Generated<boolean>;
  transcript_seq: Generated<number>;
  log_seq: Generated<number>;
  cancel_requested_at: NullTime;
  created_at: DefaultTime;
  started_at: NullTime;
  finished_at: NullTime;
}

export interface AgentRunLogsTable {
  run_id: string;
  seq: number;
  last_seq: number;
  lines: string;
  created_at: DefaultTime;
}

export interface ArtifactsTable {
  id: string;
  project_id: string;
  task_id: string;
  run_id: string;
  kind: Artifact['kind'];
  name: string;
  storage_path: string;
  size_bytes: number;
  sha256: string;
  mime_type: string;
  metadata: Json<Record<string, unknown>>;
  created_at: DefaultTime;
  /** When it came here: one that was imported is older. */
  here_since: DefaultTime;
}

export interface RunnerAsksTable {
  id: string;
  runner_id: string;
  question: Json<RunnerQuestion>;
  answer: ColumnType<RunnerAnswer | null, string | null | undefined, string>;
  expires_at: Time;
}

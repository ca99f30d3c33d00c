import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { MessageLinks } from '@overmind/contracts/entities/conversation';
import type { CycleCounts, CycleMode, CycleState, CycleTrigger } from '@overmind/contracts/entities/cycle';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import type { Intent, Request } from '@overmind/contracts/entities/request';
import type {
  Artifact,
  Evidence,
  RunMetrics,
  RunReason,
  RunStatus,
  StepResult,
} from '@overmind/contracts/entities/run';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import type { Role } from '@overmind/contracts/entities/user';
import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/runner';
import type {
  ColumnType,
  Generated,
  GeneratedAlways,
  JSONColumnType,
  Selectable,
  UpdateObject,
} from 'kysely';
import type { z } from 'zod';

type Time = ColumnType<Date, Date | string, Date | string>;
type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** A jsonb column: read as a value, written as JSON text. */
type Json<T> = JSONColumnType<T & object, string | undefined, string>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

interface UsersTable {
  id: string;
  email: string;
  password_hash: string;
  display_name: string;
  is_admin: Generated<boolean>;
  is_active: Generated<boolean>;
  created_at: DefaultTime;
}
interface SetupTokensTable {
  token_hash: Buffer;
  expires_at: Time;
}
interface SessionsTable {
  id: string;
  user_id: string;
  token_hash: Buffer;
  expires_at: Time;
  created_at: DefaultTime;
  last_seen_at: DefaultTime;
  user_agent: Optional<string>;
}
interface LoginFailuresTable {
  account: string;
  address: string;
  created_at: DefaultTime;
}
interface ApiTokensTable {
  id: string;
  user_id: Optional<string>;
  runner_id: Optional<string>;
  kind: 'personal' | 'runner';
  name: string;
  scopes: string[];
  project_id: Optional<string>;
  token_hash: Buffer;
  created_at: DefaultTime;
  last_used_at: NullTime;
  expires_at: NullTime;
  revoked_at: NullTime;
}
interface AuditLogTable {
  id: string;
  actor: string;
  address: Optional<string>;
  action: string;
  entity_id: Optional<string>;
  project_id: Optional<string>;
  detail: Json<Record<string, unknown>>;
  created_at: DefaultTime;
}
interface IdempotencyKeysTable {
  principal: string;
  key: string;
  fingerprint: Buffer;
  result: ColumnType<unknown, string | null, string | null>;
  created_at: DefaultTime;
}
interface InstallationTable {
  id: Generated<boolean>;
  epoch: string;
  apis_alive_at: DefaultTime;
}

interface ProjectsTable {
  id: string;
  key: string;
  name: string;
  description: Generated<string>;
  default_repo_path: Optional<string>;
  settings: Json<Partial<ProjectSettings>>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  archived_at: NullTime;
}
interface ProjectCountersTable {
  project_id: string;
  event_seq: Generated<number>;
}
interface ProjectTaskCountersTable {
  project_id: string;
  task_number: Generated<number>;
}
interface ProjectMembersTable {
  project_id: string;
  user_id: string;
  role: Role;
  created_at: DefaultTime;
}
interface AgentsTable {
  id: string;
  project_id: string;
  name: string;
  role: string;
  type: 'cloud' | 'local';
  is_enabled: Generated<boolean>;
  config: Json<AgentConfig>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  removed_at: NullTime;
}
interface StateVersionsTable {
  id: string;
  project_id: string;
  version: number;
  state_format: 'yaml' | 'json';
  content: string;
  content_hash: string;
  created_by_user_id: Optional<string>;
  cycle_id: Optional<string>;
  reason: string;
  created_at: DefaultTime;
}
interface RequestsTable {
  id: string;
  project_id: string;
  source: Request['source'];
  conversation_id: Optional<string>;
  message_id: Optional<string>;
  text: string;
  intent: Optional<Intent>;
  hints: Json<Record<string, unknown>>;
  status: Request['status'];
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
}
interface TasksTable {
  id: string;
  project_id: string;
  number: number;
  key: string;
  request_id: Optional<string>;
  parent_task_id: Optional<string>;
  spec_id: Optional<string>;
  title: string;
  description: Generated<string>;
  acceptance_criteria: Json<string[]>;
  type: Task['type'];
  phase: Optional<string>;
  priority: number;
  status: Generated<Task['status']>;
  status_reason: Optional<string>;
  assigned_agent_id: Optional<string>;
  latest_run_id: Optional<string>;
  requested_by: Task['requested_by'];
  created_by_user_id: Optional<string>;
  not_before: NullTime;
  attempts: Generated<number>;
  losses: Generated<number>;
  due_at: NullTime;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}
interface TaskDependenciesTable {
  task_id: string;
  depends_on_task_id: string;
}
interface TaskEventsTable {
  id: string;
  task_id: string;
  event_type: TaskEvent['event_type'];
  payload: Json<Record<string, unknown>>;
  actor: string;
  created_at: DefaultTime;
}
interface CyclesTable {
  id: string;
  project_id: string;
  mode: CycleMode;
  state: CycleState;
  trigger: CycleTrigger;
  counts: Json<Partial<CycleCounts>>;
  error: Optional<string>;
  created_at: DefaultTime;
  started_at: NullTime;
  finished_at: NullTime;
}
interface RunnersTable {
  id: string;
  name: string;
  labels: Generated<string[]>;
  version: Optional<string>;
  platform: Optional<string>;
  capacity: Generated<number>;
  allowed_roots: Generated<string[]>;
  is_draining: Generated<boolean>;
  last_heartbeat_at: NullTime;
  disconnected_at: NullTime;
  revoked_at: NullTime;
  created_at: DefaultTime;
}
interface AgentRunsTable {
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
  branch: Optional<string>;
  base_commit: Optional<string>;
  head_commit: Optional<string>;
  steps: Json<StepResult[]>;
  evidence: Json<Evidence[]>;
  exit_code: Optional<number>;
  summary: Optional<string>;
  metrics: Json<RunMetrics>;
  log_seq: Generated<number>;
  cancel_requested_at: NullTime;
  created_at: DefaultTime;
  started_at: NullTime;
  finished_at: NullTime;
}
interface AgentRunLogsTable {
  run_id: string;
  seq: number;
  last_seq: number;
  lines: string;
  created_at: DefaultTime;
}
interface ArtifactsTable {
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
}
interface RunnerAsksTable {
  id: string;
  runner_id: string;
  question: Json<RunnerQuestion>;
  answer: ColumnType<RunnerAnswer | null, string | null | undefined, string>;
  expires_at: Time;
}
interface ConversationsTable {
  id: string;
  project_id: string;
  kind: 'chat' | 'discussion';
  title: string;
  mode: 'text' | 'voice';
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  archived_at: NullTime;
}
interface MessagesTable {
  id: string;
  conversation_id: string;
  role: 'user' | 'relayer' | 'orchestrator' | 'agent';
  sender_id: Optional<string>;
  message_type: string;
  content: string;
  content_format: 'plain' | 'markdown' | 'json';
  parent_message_id: Optional<string>;
  requires_user_response: Generated<boolean>;
  related_task_id: Optional<string>;
  links: Json<z.infer<typeof MessageLinks>>;
  created_at: DefaultTime;
}
interface RealtimeEventsTable {
  id: string;
  project_id: string;
  seq: number;
  event_type: string;
  entity_id: string;
  payload: Json<Record<string, unknown>>;
  actor: string;
  created_at: GeneratedAlways<Date>;
}

export interface Schema {
  installation: InstallationTable;
  users: UsersTable;
  setup_tokens: SetupTokensTable;
  sessions: SessionsTable;
  login_failures: LoginFailuresTable;
  api_tokens: ApiTokensTable;
  audit_log: AuditLogTable;
  idempotency_keys: IdempotencyKeysTable;
  projects: ProjectsTable;
  project_counters: ProjectCountersTable;
  project_task_counters: ProjectTaskCountersTable;
  project_members: ProjectMembersTable;
  project_state_versions: StateVersionsTable;
  agents: AgentsTable;
  requests: RequestsTable;
  tasks: TasksTable;
  task_dependencies: TaskDependenciesTable;
  task_events: TaskEventsTable;
  orchestrator_cycles: CyclesTable;
  runners: RunnersTable;
  agent_runs: AgentRunsTable;
  agent_run_logs: AgentRunLogsTable;
  artifacts: ArtifactsTable;
  runner_asks: RunnerAsksTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  realtime_events: RealtimeEventsTable;
}

export type RowOf<T extends keyof Schema> = Selectable<Schema[T]>;
/** Columns to set, as values or SQL. */
export type ChangeOf<T extends keyof Schema> = UpdateObject<Schema, T>;

import type { Selectable, UpdateObject } from 'kysely';
import type {
  AgentRunLogsTable,
  AgentRunsTable,
  ArtifactsTable,
  RunnerAsksTable,
  RunnersTable,
} from './schema/execution.ts';
import type {
  ApiTokensTable,
  AuditLogTable,
  IdempotencyKeysTable,
  LoginFailuresTable,
  SessionsTable,
  SetupTokensTable,
  UsersTable,
} from './schema/identity.ts';
import type {
  AgentsTable,
  ProjectCountersTable,
  ProjectMembersTable,
  ProjectsTable,
  ProjectTaskCountersTable,
  StateCopiesTable,
  StateVersionsTable,
} from './schema/projects.ts';
import type { InstallationTable, RealtimeEventsTable } from './schema/system.ts';
import type { ControlActsTable, ConversationsTable, MessagesTable, RequestsTable } from './schema/talk.ts';
import type {
  CyclesTable,
  TaskCountChangesTable,
  TaskCountsTable,
  TaskDependenciesTable,
  TaskEventsTable,
  TaskLooksTable,
  TasksTable,
} from './schema/work.ts';

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
  project_state_copies: StateCopiesTable;
  control_acts: ControlActsTable;
  agents: AgentsTable;
  requests: RequestsTable;
  tasks: TasksTable;
  task_dependencies: TaskDependenciesTable;
  task_looks: TaskLooksTable;
  task_counts: TaskCountsTable;
  task_count_changes: TaskCountChangesTable;
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

import type { Selectable, UpdateObject } from 'kysely';
import type {
  DiscussionEventsTable,
  DiscussionMessagesTable,
  DiscussionSpeakersTable,
  DiscussionsTable,
  PersonasTable,
  PersonaVersionsTable,
  ProposalsTable,
  VotesTable,
} from './schema/discussions.ts';
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
  BudgetCountersTable,
  BudgetHoldsTable,
  ModelAnswersTable,
  ModelCallsTable,
  ModelOverridesTable,
  ModelProvidersTable,
  ModelPullsTable,
  ModelSettingsTable,
  ModelTurnsTable,
  ModelUsageTable,
  ModelWindowsTable,
  PromptArmsTable,
  PromptAssignmentsTable,
  PromptExperimentsTable,
  PromptInputsTable,
  PromptOutcomesTable,
  PromptTemplatesTable,
  PromptVersionsTable,
  ProviderKeysTable,
  ProviderStatesTable,
} from './schema/models.ts';
import type {
  AgentsTable,
  ProjectCountersTable,
  ProjectMembersTable,
  ProjectsTable,
  ProjectTaskCountersTable,
  StateCopiesTable,
  StateVersionsTable,
} from './schema/projects.ts';
import type { RunPassagesTable, SearchEntriesTable, UnreadTranscriptsTable } from './schema/search.ts';
import type { SpecPhasesTable, SpecPhaseVersionsTable, SpecsTable } from './schema/specs.ts';
import type { InstallationTable, RealtimeEventsTable } from './schema/system.ts';
import type { ControlActsTable, ConversationsTable, MessagesTable, RequestsTable } from './schema/talk.ts';
import type {
  AgentTokensTable,
  MergesTable,
  ReviewCommentsTable,
  ReviewViewsTable,
  RunInputsTable,
  RunPermissionsTable,
  RunTranscriptTable,
  TerminalsTable,
} from './schema/trust.ts';
import type {
  CorrectionsTable,
  FileRemovalsTable,
  RecordingSegmentsTable,
  RecordingsTable,
  RecordingTasksTable,
  RepositoryWordsTable,
  SpokenTextsTable,
  VoiceCapturesTable,
  VoicePartsTable,
} from './schema/voice.ts';
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
  agent_run_transcript: RunTranscriptTable;
  run_permissions: RunPermissionsTable;
  run_inputs: RunInputsTable;
  review_comments: ReviewCommentsTable;
  review_views: ReviewViewsTable;
  merges: MergesTable;
  terminals: TerminalsTable;
  agent_tokens: AgentTokensTable;
  artifacts: ArtifactsTable;
  runner_asks: RunnerAsksTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  realtime_events: RealtimeEventsTable;
  recordings: RecordingsTable;
  recording_segments: RecordingSegmentsTable;
  recording_tasks: RecordingTasksTable;
  voice_captures: VoiceCapturesTable;
  voice_parts: VoicePartsTable;
  corrections: CorrectionsTable;
  repository_words: RepositoryWordsTable;
  spoken_texts: SpokenTextsTable;
  file_removals: FileRemovalsTable;
  search_entries: SearchEntriesTable;
  run_passages: RunPassagesTable;
  unread_transcripts: UnreadTranscriptsTable;
  model_providers: ModelProvidersTable;
  provider_keys: ProviderKeysTable;
  model_settings: ModelSettingsTable;
  prompt_templates: PromptTemplatesTable;
  prompt_versions: PromptVersionsTable;
  prompt_experiments: PromptExperimentsTable;
  prompt_inputs: PromptInputsTable;
  prompt_arms: PromptArmsTable;
  prompt_assignments: PromptAssignmentsTable;
  prompt_outcomes: PromptOutcomesTable;
  model_calls: ModelCallsTable;
  model_usage: ModelUsageTable;
  budget_counters: BudgetCountersTable;
  budget_holds: BudgetHoldsTable;
  model_turns: ModelTurnsTable;
  model_windows: ModelWindowsTable;
  provider_states: ProviderStatesTable;
  model_overrides: ModelOverridesTable;
  model_answers: ModelAnswersTable;
  model_pulls: ModelPullsTable;
  personas: PersonasTable;
  persona_versions: PersonaVersionsTable;
  discussions: DiscussionsTable;
  discussion_events: DiscussionEventsTable;
  discussion_speakers: DiscussionSpeakersTable;
  discussion_messages: DiscussionMessagesTable;
  proposals: ProposalsTable;
  votes: VotesTable;
  specs: SpecsTable;
  spec_phases: SpecPhasesTable;
  spec_phase_versions: SpecPhaseVersionsTable;
}

export type RowOf<T extends keyof Schema> = Selectable<Schema[T]>;
/** Columns to set, as values or SQL. */
export type ChangeOf<T extends keyof Schema> = UpdateObject<Schema, T>;

/** How rows of a table belong to a project. */
type Scope =
  | 'itself'
  | 'project_id'
  | {
      parent: 'tasks' | 'conversations' | 'agent_runs' | 'recordings' | 'discussions' | 'specs';
      column: string;
    };

export interface ArchiveTable {
  columns: readonly string[];
  scope: Scope;
  /** What the rows are ordered by; unique. */
  key: readonly string[];
  /** Rows fetched at once: few where one may hold megabytes. */
  batch: number;
}

const runColumns = [
  ...['id', 'project_id', 'agent_id', 'task_id', 'attempt', 'status', 'reason', 'status_detail', 'payload'],
  ...['repo_path', 'branch', 'base_commit', 'head_commit', 'steps', 'evidence', 'exit_code', 'summary'],
  ...[
    'metrics',
    'flags',
    'sandbox',
    'executor',
    'log_seq',
    'transcript_seq',
    'labels',
    'cancel_requested_at',
    'created_at',
    'started_at',
    'finished_at',
  ],
] as const;
const taskColumns = [
  ...['id', 'project_id', 'number', 'key', 'request_id', 'parent_task_id', 'origin', 'spec_id', 'title'],
  ...['description', 'acceptance_criteria', 'type', 'phase', 'priority', 'status', 'status_reason'],
  ...['assigned_agent_id', 'latest_run_id', 'requested_by', 'created_by_user_id', 'not_before', 'attempts'],
  ...[
    'losses',
    'after',
    'files',
    'dedupe_key',
    'due_at',
    'version',
    'status_since',
    'created_at',
    'updated_at',
  ],
] as const;
const stateColumns = [
  ...['id', 'project_id', 'version', 'state_format', 'content', 'content_hash', 'created_by_user_id'],
  ...['cycle_id', 'reason', 'kind', 'author', 'settings', 'created_at'],
] as const;
const messageColumns = [
  ...['id', 'conversation_id', 'role', 'sender_id', 'message_type', 'content', 'content_format'],
  ...['parent_message_id', 'requires_user_response', 'related_task_id', 'links', 'created_at'],
  ...['recording_id', 'recording_start_ms', 'recording_end_ms'],
] as const;
const recordingColumns = [
  ...['id', 'project_id', 'conversation_id', 'title', 'source', 'mime_type', 'size_bytes', 'sha256'],
  ...['duration_ms', 'peaks', 'notice', 'status', 'error', 'engine', 'language', 'wanted_language'],
  ...['transcript_text', 'transcript_json', 'transcribed_ms', 'created_by_user_id', 'created_at'],
  'updated_at',
] as const;
const correctionColumns = [
  ...['id', 'project_id', 'heard', 'meant', 'created_by_user_id', 'created_at'],
] as const;
const requestColumns = [
  ...['id', 'project_id', 'source', 'conversation_id', 'message_id', 'text', 'intent', 'hints', 'status'],
  ...['error', 'created_by_user_id', 'created_at'],
] as const;
const cycleColumns = [
  ...['id', 'project_id', 'mode', 'state', 'trigger', 'counts', 'error', 'created_at', 'started_at'],
  'finished_at',
] as const;
const artifactColumns = [
  ...['id', 'project_id', 'task_id', 'run_id', 'kind', 'name', 'size_bytes', 'sha256', 'mime_type'],
  ...['metadata', 'created_at'],
] as const;
const projectColumns = [
  ...['id', 'key', 'name', 'description', 'default_repo_path', 'settings', 'version', 'created_at'],
  ...['updated_at', 'archived_at'],
] as const;
const agentColumns = [
  ...['id', 'project_id', 'name', 'role', 'type', 'is_enabled', 'config', 'version', 'created_at'],
  ...['updated_at', 'removed_at'],
] as const;
const permissionColumns = [
  ...['id', 'project_id', 'task_id', 'run_id', 'tool_call_id', 'title', 'detail', 'options', 'status'],
  ...['option_id', 'decided_by_user_id', 'decided_at', 'expires_at', 'created_at'],
] as const;
const inputColumns = [
  ...['id', 'project_id', 'run_id', 'text', 'author_user_id', 'status', 'detail', 'created_at'],
] as const;
const conversationColumns = [
  ...['id', 'project_id', 'kind', 'title', 'mode', 'created_by_user_id', 'created_at', 'updated_at'],
  'archived_at',
] as const;

const commentColumns = [
  ...['id', 'project_id', 'task_id', 'run_id', 'head_commit', 'path', 'side', 'line', 'line_text', 'body'],
  ...['author_user_id', 'sent_at', 'resolved_at', 'resolved_by_user_id', 'created_at', 'updated_at'],
] as const;
const mergeColumns = [
  ...['id', 'project_id', 'task_id', 'run_id', 'repo_path', 'base_branch', 'head_commit', 'strategy'],
  ...['target', 'status', 'detail', 'conflicts', 'evidence', 'base_commit', 'merged_commit'],
  ...['pull_request', 'follow_up_task_id', 'requested_by_user_id', 'created_at', 'started_at'],
  'finished_at',
] as const;

const personaColumns = [
  ...['project_id', 'key', 'config', 'is_enabled', 'version', 'created_at', 'updated_at'],
] as const;
const personaVersionColumns = [
  ...['project_id', 'key', 'number', 'config', 'is_enabled', 'note', 'created_by_user_id', 'created_at'],
] as const;
const specColumns = [
  ...['id', 'project_id', 'number', 'title', 'goal', 'phase', 'status', 'discussion_id'],
  ...['created_by_user_id', 'version', 'created_at', 'updated_at', 'archived_at'],
] as const;
const inSpecs = { parent: 'specs', column: 'spec_id' } as const;
const inDiscussions = { parent: 'discussions', column: 'discussion_id' } as const;

const owned = { scope: 'project_id', key: ['id'], batch: 200 } as const;

/**
 * What an archive holds of a project, in the order in which rows may come back in. Leases, runners, members,
 * events and what is derived from other rows stay out.
 */
export const archiveTables = {
  projects: { columns: projectColumns, scope: 'itself', key: ['id'], batch: 1 },
  project_task_counters: {
    ...{ columns: ['project_id', 'task_number'], scope: 'project_id', key: ['project_id'], batch: 1 },
  },
  agents: { ...owned, columns: agentColumns },
  conversations: { ...owned, columns: conversationColumns },
  orchestrator_cycles: { ...owned, columns: cycleColumns },
  project_state_versions: { ...owned, columns: stateColumns, batch: 20 },
  requests: { ...owned, columns: requestColumns },
  tasks: { ...owned, columns: taskColumns },
  task_dependencies: {
    columns: ['task_id', 'depends_on_task_id'],
    scope: { parent: 'tasks', column: 'task_id' },
    key: ['task_id', 'depends_on_task_id'],
    batch: 1_000,
  },
  task_events: {
    columns: ['id', 'task_id', 'event_type', 'payload', 'actor', 'created_at'],
    scope: { parent: 'tasks', column: 'task_id' },
    key: ['id'],
    batch: 200,
  },
  agent_runs: { ...owned, columns: runColumns, batch: 20 },
  agent_run_logs: {
    columns: ['run_id', 'seq', 'last_seq', 'lines', 'created_at'],
    scope: { parent: 'agent_runs', column: 'run_id' },
    key: ['run_id', 'seq'],
    batch: 10,
  },
  agent_run_transcript: {
    columns: ['run_id', 'seq', 'last_seq', 'steps', 'created_at'],
    scope: { parent: 'agent_runs', column: 'run_id' },
    key: ['run_id', 'seq'],
    batch: 10,
  },
  run_permissions: { ...owned, columns: permissionColumns },
  run_inputs: { ...owned, columns: inputColumns },
  artifacts: { ...owned, columns: artifactColumns },
  review_comments: { ...owned, columns: commentColumns },
  merges: { ...owned, columns: mergeColumns, batch: 20 },
  recordings: { ...owned, columns: recordingColumns, batch: 5 },
  recording_tasks: {
    columns: ['recording_id', 'task_id'],
    scope: { parent: 'recordings', column: 'recording_id' },
    key: ['recording_id', 'task_id'],
    batch: 1_000,
  },
  corrections: { ...owned, columns: correctionColumns },
  personas: { columns: personaColumns, scope: 'project_id', key: ['key'], batch: 100 },
  persona_versions: {
    ...{ columns: personaVersionColumns, scope: 'project_id', key: ['key', 'number'], batch: 100 },
  },
  discussions: {
    ...{ ...owned, batch: 20 },
    columns: [
      ...['id', 'project_id', 'personas', 'request_id', 'origin_message_id', 'decision_message_id'],
      'created_at',
    ],
  },
  discussion_events: {
    columns: ['discussion_id', 'seq', 'event'],
    ...{ scope: inDiscussions, key: ['discussion_id', 'seq'], batch: 50 },
  },
  specs: { ...owned, columns: specColumns },
  spec_phases: {
    columns: ['spec_id', 'phase', 'status', 'note', 'version', 'decided_by_user_id', 'decided_at'],
    ...{ scope: inSpecs, key: ['spec_id', 'phase'], batch: 200 },
  },
  spec_phase_versions: {
    columns: ['spec_id', 'phase', 'version', 'output_markdown', 'edited_by_user_id', 'edited_at'],
    ...{ scope: inSpecs, key: ['spec_id', 'phase', 'version'], batch: 20 },
  },
  messages: {
    columns: messageColumns,
    scope: { parent: 'conversations', column: 'conversation_id' },
    key: ['id'],
    batch: 100,
  },
  discussion_messages: {
    columns: ['message_id', 'discussion_id', 'seq', 'said'],
    ...{ scope: inDiscussions, key: ['message_id'], batch: 50 },
  },
} as const satisfies Record<string, ArchiveTable>;

export type ArchiveTableName = keyof typeof archiveTables;
export type ArchiveColumn<T extends ArchiveTableName> = (typeof archiveTables)[T]['columns'][number];
export const archiveTableNames = Object.keys(archiveTables) as ArchiveTableName[];

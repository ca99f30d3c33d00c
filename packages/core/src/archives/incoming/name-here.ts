import type { ArchiveTableName } from '@overmind/db/queries/archive/tables';
import type { ArchiveIds, NamedTable } from './ids.ts';

type Row = Record<string, unknown>;

const ofProject = { project_id: 'projects' } as const;

/** Which columns name a row of which table. */
const references: Record<ArchiveTableName, Record<string, NamedTable>> = {
  projects: {},
  project_task_counters: ofProject,
  agents: ofProject,
  conversations: ofProject,
  orchestrator_cycles: ofProject,
  project_state_versions: { ...ofProject, cycle_id: 'orchestrator_cycles' },
  requests: { ...ofProject, conversation_id: 'conversations' },
  tasks: {
    ...ofProject,
    request_id: 'requests',
    parent_task_id: 'tasks',
    assigned_agent_id: 'agents',
    latest_run_id: 'agent_runs',
  },
  task_dependencies: { task_id: 'tasks', depends_on_task_id: 'tasks' },
  task_events: { task_id: 'tasks' },
  agent_runs: { ...ofProject, agent_id: 'agents', task_id: 'tasks' },
  agent_run_logs: { run_id: 'agent_runs' },
  agent_run_transcript: { run_id: 'agent_runs' },
  run_permissions: { ...ofProject, task_id: 'tasks', run_id: 'agent_runs' },
  run_inputs: { ...ofProject, run_id: 'agent_runs' },
  artifacts: { ...ofProject, task_id: 'tasks', run_id: 'agent_runs' },
  review_comments: { ...ofProject, task_id: 'tasks', run_id: 'agent_runs' },
  merges: { ...ofProject, task_id: 'tasks', run_id: 'agent_runs', follow_up_task_id: 'tasks' },
  recordings: { ...ofProject, conversation_id: 'conversations' },
  recording_tasks: { recording_id: 'recordings', task_id: 'tasks' },
  corrections: ofProject,
  personas: ofProject,
  persona_versions: ofProject,
  discussions: { ...ofProject, id: 'conversations', request_id: 'requests' },
  discussion_events: { discussion_id: 'discussions' },
  discussion_messages: { discussion_id: 'discussions', message_id: 'messages' },
  specs: { ...ofProject, discussion_id: 'discussions' },
  spec_phases: { spec_id: 'specs' },
  spec_phase_versions: { spec_id: 'specs' },
  messages: {
    ...{ conversation_id: 'conversations', parent_message_id: 'messages', related_task_id: 'tasks' },
    recording_id: 'recordings',
  },
};

/** Columns with values that may hold ids anywhere. */
const withIdsInside = ['payload', 'hints', 'links', 'metadata', 'origin'];
const withUsers = [
  ...['created_by_user_id', 'author_user_id', 'requested_by_user_id', 'decided_by_user_id'],
  ...['resolved_by_user_id', 'edited_by_user_id'],
];

function userHere(id: unknown, knownUsers: ReadonlySet<string>): string | null {
  return typeof id === 'string' && knownUsers.has(id) ? id : null;
}

/** The row under the ids that it and what it names have here. Throws when it names what the archive does not hold. */
export function nameHere(
  table: ArchiveTableName,
  row: Row,
  ids: ArchiveIds,
  knownUsers: ReadonlySet<string>,
): Row {
  const here: Row = { ...row };
  if (typeof row['id'] === 'string') here['id'] = ids.own(row['id']);
  for (const [column, named] of Object.entries(references[table])) {
    const value = row[column];
    if (typeof value === 'string') here[column] = ids.reference(named, value, `A ${column} in ${table}`);
  }
  for (const column of withIdsInside) if (column in row) here[column] = ids.inside(row[column]);
  // The message of a request, or of a discussion that was asked for or decided on, may be gone.
  for (const column of ['message_id', 'origin_message_id', 'decision_message_id']) {
    const id = row[column];
    if (typeof id === 'string') here[column] = ids.has('messages', id) ? ids.own(id) : null;
  }
  for (const column of withUsers) if (column in row) here[column] = userHere(row[column], knownUsers);
  return here;
}

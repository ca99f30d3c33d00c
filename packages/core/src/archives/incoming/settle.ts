import { liveRunStatuses } from '@overmind/contracts/entities/run';
import type { ArchiveTableName } from '@overmind/db/queries/archive/tables';
import type { ArchiveRow } from '../rows/all.ts';

/** What an import decides for all rows, and what it notes on the way. */
export interface Settling {
  /** The prefix of task keys here. */
  key: string;
  name: string;
  /** When the archive was made: what was live then ended then. */
  endedAt: string;
  knownUsers: ReadonlySet<string>;
  hasDependencies: (taskId: string) => boolean;
  /** Of an artifact or a recording. */
  filePath: (id: string) => string;
  noted: { runs: number; cycles: number; requests: number; chats: number; tasksQueuedAgain: string[] };
}

type Row = Record<string, unknown>;
type Settlers = { [T in ArchiveTableName]?: (row: ArchiveRow<T>, by: Settling) => Row };

export const endedByExport = 'The project was exported while this was going on; it did not come along.';
const finalCycles: readonly string[] = ['cycle.completed', 'cycle.failed'];
const isLive = (status: string): boolean => liveRunStatuses.some((live) => live === status);

/** Commands of another installation are code that would run here: a person looks at them first. */
const settleAgent = (row: ArchiveRow<'agents'>): Row => {
  const { repo_path: _path, ...config } = row.config;
  return { ...row, is_enabled: false, config };
};

function settleRun(row: ArchiveRow<'agent_runs'>, { endedAt, noted }: Settling): Row {
  if (!isLive(row.status)) return row;
  noted.runs += 1;
  const steps = row.steps.map((step) =>
    step.status === 'pending' || step.status === 'running' ? { ...step, status: 'skipped' } : step,
  );
  const end = { status: 'canceled', reason: 'lost', status_detail: endedByExport, finished_at: endedAt };
  return { ...row, ...end, steps };
}

function settleTask(row: ArchiveRow<'tasks'>, by: Settling): Row {
  const settled = {
    ...row,
    key: `${by.key}-${row.number}`,
    // A cycle looks at those that wait, and finds out again whether they still do.
    is_ready: !by.hasDependencies(row.id),
    spec_id: null,
  };
  if (row.status !== 'in_progress') return settled;
  by.noted.tasksQueuedAgain.push(row.id);
  return { ...settled, status: 'queued', status_reason: endedByExport, status_since: by.endedAt };
}

/** What nobody had dealt with would now be carried out in the name of nobody. */
function settleRequest(row: ArchiveRow<'requests'>, { noted }: Settling): Row {
  if (row.status !== 'received') return row;
  noted.requests += 1;
  return { ...row, status: 'rejected', error: endedByExport };
}

function settleCycle(row: ArchiveRow<'orchestrator_cycles'>, { endedAt, noted }: Settling): Row {
  if (finalCycles.includes(row.state)) return row;
  noted.cycles += 1;
  return { ...row, state: 'cycle.failed', error: endedByExport, finished_at: endedAt };
}

/** Nothing that came from elsewhere is merged here by itself. */
function settleMerge(row: ArchiveRow<'merges'>, { endedAt }: Settling): Row {
  if (row.status !== 'queued' && row.status !== 'checking') return row;
  return { ...row, status: 'canceled', detail: endedByExport, merged_commit: null, finished_at: endedAt };
}

/** Nobody asks for it any more. */
function settlePermission(row: ArchiveRow<'run_permissions'>, { endedAt }: Settling): Row {
  return row.status === 'pending' ? { ...row, status: 'withdrawn', decided_at: endedAt } : row;
}

function settleInput(row: ArchiveRow<'run_inputs'>): Row {
  return row.status === 'queued' ? { ...row, status: 'refused', detail: endedByExport } : row;
}

/** What each row becomes here, before its ids do. */
export const settlers: Settlers = {
  projects: (row, { key, name }) => ({
    ...{ ...row, key, name, default_repo_path: null },
    settings: { ...row.settings, orchestration: 'paused', state_mirror: null },
  }),
  agents: settleAgent,
  agent_runs: settleRun,
  run_permissions: settlePermission,
  run_inputs: settleInput,
  tasks: settleTask,
  requests: settleRequest,
  merges: settleMerge,
  orchestrator_cycles: settleCycle,
  conversations: (row, { noted }) => {
    if (row.kind === 'chat') noted.chats += 1;
    return row;
  },
  messages: (row, { knownUsers }) => {
    const isStranger = row.role === 'user' && row.sender_id !== null && !knownUsers.has(row.sender_id);
    return {
      ...row,
      ...(isStranger ? { sender_id: null } : {}),
      // No discussion here knows this chat for the one that it was asked for in, so none would ever close it.
      ...(row.links.relays === undefined ? {} : { requires_user_response: false }),
    };
  },
  // What was not heard yet is heard here.
  recordings: (row, { filePath }) => ({
    ...{ ...row, storage_path: filePath(row.id) },
    ...(row.status === 'transcribing' ? { status: 'stored', transcribed_ms: 0 } : {}),
  }),
  // What follows from its events is made here.
  discussions: (row) => ({
    ...{ ...row, goal: '', phase: 'initialization', status: 'active', settings: {}, facilitator: '' },
  }),
  artifacts: (row, { filePath }) => ({ ...row, storage_path: filePath(row.id) }),
};

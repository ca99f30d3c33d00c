import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { toPage } from '@overmind/db/cursor';
import { iso } from '@overmind/db/database';
import {
  listPermissionsByIds,
  type PermissionRow,
  toPermission,
} from '@overmind/db/queries/execution/permissions';
import { type RunRow, toRun } from '@overmind/db/queries/execution/runs';
import { listMergesByIds, type MergeRow, toMerge } from '@overmind/db/queries/review/merges';
import { toMessage } from '@overmind/db/queries/talk/conversations';
import {
  type InboxRow,
  listDiscussionTitles,
  listMessagesByIds,
  listRunsByIds,
  listWaiting,
} from '@overmind/db/queries/work/inbox';
import { listTasksByIds, type TaskRow, toTask } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requireUser } from '../identity/sessions.ts';

interface Known {
  tasks: Map<string, TaskRow>;
  runs: Map<string, RunRow>;
  messages: Map<string, RowOf<'messages'>>;
  discussions: Map<string, NonNullable<InboxItem['discussion']>>;
  permissions: Map<string, PermissionRow>;
  merges: Map<string, MergeRow>;
}

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

const idsOf = (rows: readonly InboxRow[], kind: InboxItem['kind']): string[] =>
  rows.filter((row) => row.kind === kind).map((row) => row.id);

async function look(core: Core, rows: readonly InboxRow[]): Promise<Known> {
  const messages = byId(await listMessagesByIds(core.db, idsOf(rows, 'question')));
  const asking = [...messages.values()].map((message) => message.conversation_id);
  const discussions = byId(await listDiscussionTitles(core.db, asking));
  const permissions = byId(await listPermissionsByIds(core.db, idsOf(rows, 'permission')));
  const merges = byId(await listMergesByIds(core.db, idsOf(rows, 'merge')));
  const related = [
    ...[...merges.values()].map((merge) => merge.task_id),
    ...[...messages.values()].map((message) => message.related_task_id),
    ...[...permissions.values()].map((permission) => permission.task_id),
  ];
  const taskIds = [...rows.map((row) => row.id), ...related].filter((id) => id !== null);
  const tasks = byId(await listTasksByIds(core.db, taskIds));
  const runIds = [...tasks.values()].map((task) => task.latest_run_id).filter((id) => id !== null);
  const runs = byId(await listRunsByIds(core.db, runIds));
  return { messages, discussions, permissions, merges, tasks, runs };
}

function toItem(row: InboxRow, known: Known): InboxItem {
  const { tasks, runs, messages, permissions, merges } = known;
  const message = messages.get(row.id);
  const permission = permissions.get(row.id);
  const merge = merges.get(row.id);
  const other = permission ?? merge;
  const task = tasks.get(message ? (message.related_task_id ?? '') : (other?.task_id ?? row.id));
  const run = runs.get(task?.latest_run_id ?? '');
  return {
    ...{ id: row.id, kind: row.kind },
    project: { id: row.project_id, key: row.project_key, name: row.project_name },
    task: task ? toTask(task) : null,
    run: run ? toRun(run) : null,
    message: message ? toMessage(message) : null,
    discussion: known.discussions.get(message?.conversation_id ?? '') ?? null,
    permission: permission ? toPermission(permission) : null,
    merge: merge ? toMerge(merge) : null,
    can_decide: row.role !== 'viewer',
    since: iso(row.since),
  };
}

/** What waits for the caller in all their projects that are not archived, the longest waiting first. */
export async function listInbox(
  core: Core,
  call: Call,
  query: PageQuery & { kind?: InboxItem['kind'][] | undefined; project?: string | undefined },
): Promise<Page<InboxItem>> {
  const { userId, onlyProjectId } = requireUser(call);
  const rows = await listWaiting(core.db, userId, { ...query, onlyProject: onlyProjectId });
  const known = await look(core, rows.slice(0, query.limit));
  return toPage(
    rows,
    query.limit,
    (row) => [row.since_micros, row.id],
    (row) => toItem(row, known),
  );
}

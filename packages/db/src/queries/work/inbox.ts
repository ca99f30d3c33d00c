import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { PageQuery } from '@overmind/contracts/entities/primitives';
import type { Role } from '@overmind/contracts/entities/user';
import { type RawBuilder, sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros } from '../../cursor.ts';
import type { Db } from '../../database.ts';
import type { RowOf } from '../../schema.ts';
import type { RunRow } from '../execution/runs.ts';

type Kind = InboxItem['kind'];

export interface InboxRow {
  kind: Kind;
  /** Of the task, the message, the permission request or the merge. */
  id: string;
  since: Date;
  since_micros: number;
  project_id: string;
  project_key: string;
  project_name: string;
  role: Role;
}

export interface InboxQuery extends PageQuery {
  kind?: Kind[] | undefined;
  project?: string | undefined;
  /** A token may be bound to one project. */
  onlyProject?: string | null | undefined;
}

const statusOfKind = { review: 'needs_review', failed: 'failed', blocked: 'blocked' } as const;
const taskKinds = ['review', 'failed', 'blocked'] as const;

/** What stands in each project, the longest waiting first, from after the cursor on. */
const waitingTasks = (query: InboxQuery, isAfter: IsAfter) => {
  const kinds = taskKinds.filter((kind) => query.kind?.includes(kind) ?? true);
  const statuses = kinds.map((kind) => statusOfKind[kind]);
  return sql`
    select case t.status when 'needs_review' then 'review' else t.status end as kind, t.id, t.status_since as since,
      m.*
    from mine m cross join lateral (
      select id, status, status_since from tasks
      where project_id = m.project_id and status in ('needs_review', 'failed', 'blocked')
        and status = any(${statuses}::text[]) and ${isAfter('status_since', 'id')}
      order by status_since, id limit ${query.limit + 1}
    ) t`;
};

/**
 * Of each conversation the newest question, unless a person wrote after it. A discussion says itself what it waits for, so
 * what a chat relays of it is none besides.
 */
const openQuestions = (query: InboxQuery, isAfter: IsAfter) => sql`
  select 'question', q.id, q.created_at, m.*
  from mine m
  join conversations c on c.project_id = m.project_id and c.archived_at is null
  cross join lateral (
    select id, created_at from messages
    where conversation_id = c.id and requires_user_response and not jsonb_exists(links, 'permission_id')
      and links ->> 'relays' is distinct from 'question'
    order by id desc limit 1
  ) q
  where ${query.kind?.includes('question') ?? true} and ${isAfter('q.created_at', 'q.id')}
    and (c.kind = 'discussion' or not exists (
      select from messages a where a.conversation_id = c.id and a.id > q.id and a.role = 'user'))`;

/** Approved work that did not reach its base branch, while it is the last of its task and nobody sees to it. */
const unsettledMerges = (query: InboxQuery, isAfter: IsAfter) => sql`
  select 'merge', x.id, x.finished_at, m.*
  from mine m cross join lateral (
    select id, finished_at from merges
    where project_id = m.project_id and status in ('conflict', 'check_failed', 'failed')
      and follow_up_task_id is null and ${isAfter('finished_at', 'id')}
      and not exists (select from merges later where later.task_id = merges.task_id
        and (later.created_at, later.id) > (merges.created_at, merges.id))
    order by finished_at, id limit ${query.limit + 1}
  ) x
  where ${query.kind?.includes('merge') ?? true}`;

/** What coding agents ask leave for. */
const openPermissions = (query: InboxQuery, isAfter: IsAfter) => sql`
  select 'permission', r.id, r.created_at, m.*
  from mine m cross join lateral (
    select id, created_at from run_permissions
    where project_id = m.project_id and status = 'pending' and ${isAfter('created_at', 'id')}
    order by created_at, id limit ${query.limit + 1}
  ) r
  where ${query.kind?.includes('permission') ?? true}`;

type IsAfter = (time: string, rowId: string) => RawBuilder<unknown>;

function isLater(cursor: string | undefined): IsAfter {
  if (cursor === undefined) return () => sql`true`;
  const [micros, id] = decodeCursor(cursor, 'micros', 'id');
  return (time: string, rowId: string) =>
    sql`(${sql.ref(time)}, ${sql.ref(rowId)}) > (${timeOfMicros(micros)}, ${id}::uuid)`;
}

/** Up to `limit + 1` things that wait for a person in the projects they belong to, the longest waiting first. */
export async function listWaiting(db: Db, userId: string, query: InboxQuery): Promise<InboxRow[]> {
  const isAfter = isLater(query.cursor);
  const projects = [query.project, query.onlyProject].filter((id) => id != null);
  const { rows } = await sql<InboxRow>`
    with mine as (
      select p.id as project_id, p.key as project_key, p.name as project_name, pm.role
      from project_members pm join projects p on p.id = pm.project_id and p.archived_at is null
      where pm.user_id = ${userId} and (${projects.length} = 0 or p.id = all(${projects}::uuid[]))
    )
    select w.*, ${microsOf('since')} as since_micros from (
      ${waitingTasks(query, isAfter)} union all ${openQuestions(query, isAfter)}
      union all ${openPermissions(query, isAfter)} union all ${unsettledMerges(query, isAfter)}
    ) w order by since, id limit ${query.limit + 1}`.execute(db);
  return rows;
}

export async function listRunsByIds(db: Db, ids: readonly string[]): Promise<RunRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('agent_runs')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** Which of these conversations are discussions, with what each is called. */
export async function listDiscussionTitles(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; title: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('conversations')
    .select(['id', 'title'])
    .where('id', 'in', [...ids])
    .where('kind', '=', 'discussion')
    .execute();
}

export async function listMessagesByIds(db: Db, ids: readonly string[]): Promise<RowOf<'messages'>[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('messages')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

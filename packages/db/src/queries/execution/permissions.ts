import type { Permission } from '@overmind/contracts/entities/permission';
import { type InsertObject, sql } from 'kysely';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf, Schema } from '../../schema.ts';

export type PermissionRow = RowOf<'run_permissions'>;

export const toPermission = (row: PermissionRow): Permission => ({
  id: row.id,
  project_id: row.project_id,
  task_id: row.task_id,
  run_id: row.run_id,
  tool_call_id: row.tool_call_id,
  title: row.title,
  detail: row.detail,
  options: row.options,
  status: row.status,
  option_id: row.option_id,
  decided_by_user_id: row.decided_by_user_id,
  decided_at: isoOrNull(row.decided_at),
  expires_at: iso(row.expires_at),
  created_at: iso(row.created_at),
});

/** Null when there is one of that id. */
export async function insertPermission(
  tx: Tx,
  permission: InsertObject<Schema, 'run_permissions'>,
): Promise<PermissionRow | null> {
  const row = await tx
    .insertInto('run_permissions')
    .values(permission)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function findPermissionRow(db: Db, id: string): Promise<PermissionRow | null> {
  return (await db.selectFrom('run_permissions').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function lockPermission(tx: Tx, id: string): Promise<PermissionRow | null> {
  const row = await tx
    .selectFrom('run_permissions')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function updatePermissionRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'run_permissions'>,
): Promise<PermissionRow> {
  return tx
    .updateTable('run_permissions')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const maxListed = 1_000;

/** What a run asked for, oldest first. */
export async function listPermissionsOfRun(db: Db, runId: string): Promise<PermissionRow[]> {
  return db
    .selectFrom('run_permissions')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(maxListed)
    .execute();
}

/** What a run waits for, oldest first. */
export async function listPendingOfRun(db: Db, runId: string): Promise<PermissionRow[]> {
  return db
    .selectFrom('run_permissions')
    .selectAll()
    .where('run_id', '=', runId)
    .where('status', '=', 'pending')
    .orderBy('created_at')
    .orderBy('id')
    .limit(maxListed)
    .execute();
}

/** What waited in a project when a request was written or spoken, oldest first, also where it was decided since. */
export async function listWaitingAt(
  db: Db,
  projectId: string,
  requestId: string,
  limit: number,
): Promise<PermissionRow[]> {
  const written = sql`(select least(q.created_at, r.created_at) from requests q
    left join messages m on m.id = q.message_id left join recordings r on r.id = m.recording_id
    where q.id = ${requestId})`;
  const asked = sql`select * from run_permissions where project_id = ${projectId} and created_at <= ${written}`;
  const { rows } = await sql<PermissionRow>`
    select * from (${asked} and status = 'pending'
      union all ${asked} and decided_at > ${written}) p
    order by created_at, id limit ${limit}`.execute(db);
  return rows;
}

/** One that was asked for in a task and whose id ends so. */
export async function findPermissionByEnding(
  db: Db,
  projectId: string,
  { taskKey, ending }: { taskKey: string; ending: string },
): Promise<PermissionRow | null> {
  const { rows } = await sql<PermissionRow>`
    select p.* from tasks t join run_permissions p on p.task_id = t.id
    where t.project_id = ${projectId} and t.key = ${taskKey} and right(p.id::text, ${ending.length}) = ${ending}
    order by p.created_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export interface Decision {
  run_id: string;
  request_id: string;
  option_id: string | null;
  status: 'allowed' | 'denied';
  decided_by: string;
}

/** What people decided of the live runs that a runner holds, or of one run or request: what it has to be told. */
export async function listDecisionsFor(
  db: Db,
  runnerId: string,
  { runId, requestId }: { runId?: string; requestId?: string } = {},
): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select p.run_id, p.id as request_id, p.option_id, p.status,
      coalesce(u.display_name, 'someone') as decided_by
    from agent_runs r join run_permissions p on p.run_id = r.id and p.status in ('allowed', 'denied')
    left join users u on u.id = p.decided_by_user_id
    where r.runner_id = ${runnerId} and r.status in ('started', 'streaming')
      and ${requestId === undefined ? sql`true` : sql`p.id = ${requestId}`}
      and ${runId === undefined ? sql`true` : sql`r.id = ${runId}`}
    order by p.decided_at limit ${maxListed}`.execute(db);
  return rows;
}

/** Those that wait although their run is over, of all projects. */
export async function listForsakenPermissions(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from run_permissions p join agent_runs r on r.id = p.run_id
    where p.status = 'pending' and r.finished_at is not null limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

export async function listPermissionsByIds(db: Db, ids: readonly string[]): Promise<PermissionRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('run_permissions')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

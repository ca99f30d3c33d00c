import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Request } from '@overmind/contracts/entities/request';
import { type Insertable, sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf, Schema } from '../../schema.ts';

const toRequest = (row: RowOf<'requests'>): Request => ({
  id: row.id,
  project_id: row.project_id,
  source: row.source,
  conversation_id: row.conversation_id,
  message_id: row.message_id,
  text: row.text,
  intent: row.intent,
  hints: row.hints,
  status: row.status,
  created_at: iso(row.created_at),
});

export async function insertRequest(
  tx: Tx,
  request: Omit<Insertable<Schema['requests']>, 'id'>,
): Promise<Request> {
  const row = await tx
    .insertInto('requests')
    .values({ id: newId(), ...request })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRequest(row);
}

export async function lockRequest(tx: Tx, id: string): Promise<RowOf<'requests'> | null> {
  return (
    (await tx.selectFrom('requests').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) ??
    null
  );
}

export async function updateRequestRow(tx: Tx, id: string, change: ChangeOf<'requests'>): Promise<void> {
  await tx.updateTable('requests').set(change).where('id', '=', id).execute();
}

/** Understood work that no cycle has taken in yet, oldest first, locked. */
export async function lockPlannableRequests(
  tx: Tx,
  projectId: string,
  limit: number,
): Promise<RowOf<'requests'>[]> {
  return tx
    .selectFrom('requests')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('status', '=', 'received')
    .where('intent', '=', 'create_tasks')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute();
}

export async function listRequestPage(
  db: Db,
  conversationId: string,
  page: PageQuery,
): Promise<Page<Request>> {
  let query = db
    .selectFrom('requests')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toRequest);
}

/** Who a request came from; undefined for no such request. */
export async function findRequester(db: Db, id: string): Promise<{ userId: string | null } | undefined> {
  const row = await db
    .selectFrom('requests')
    .select('created_by_user_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { userId: row.created_by_user_id };
}

/** Requests nobody has read for longer than `ms`: their wake-up was lost. */
export async function listUnreadRequests(db: Db, ms: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('id')
    .where('status', '=', 'received')
    .where('intent', 'is', null)
    .where('created_at', '<', sql<Date>`now() - ${ms} * interval '1 millisecond'`)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

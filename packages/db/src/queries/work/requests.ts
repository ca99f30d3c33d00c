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
    // When it was said, not when its transaction began: requests are answered in this order.
    .values({ id: newId(), created_at: sql`clock_timestamp()`, ...request })
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

/** A chat that hears, too, which tasks come of a request. */
export async function tellAlso(tx: Tx, id: string, conversationId: string): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ hints: sql`hints || jsonb_build_object('tell', ${conversationId}::text)` })
    .where('id', '=', id)
    .execute();
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

export async function findRequestRow(db: Db, id: string): Promise<RowOf<'requests'> | null> {
  return (await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Whether this transaction may answer in the conversation now; false while another does. */
export async function tryLockConversation(tx: Tx, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`conversation:${conversationId}`}, 0)) as locked`.execute(
    tx,
  );
  return rows[0]?.locked === true;
}

export type UnreadRequest = Pick<
  RowOf<'requests'>,
  'id' | 'project_id' | 'source' | 'conversation_id' | 'text' | 'created_by_user_id'
>;

/** The request of a conversation that was said first of those that nobody has read. */
export async function findOldestUnread(db: Db, conversationId: string): Promise<UnreadRequest | null> {
  const row = await db
    .selectFrom('requests')
    .select(['id', 'project_id', 'source', 'conversation_id', 'text', 'created_by_user_id'])
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'received')
    .where('intent', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether this worker may ask a model about a request that nobody has read, for `ms`; false while another does. */
export async function claimReading(db: Db, id: string, ms: number): Promise<boolean> {
  const claimed = await db
    .updateTable('requests')
    .set({ reading_until: sql`now() + ${ms} * interval '1 millisecond'` })
    .where('id', '=', id)
    .where('status', '=', 'received')
    .where('intent', 'is', null)
    .where((row) => row.or([row('reading_until', 'is', null), row('reading_until', '<', sql<Date>`now()`)]))
    .executeTakeFirst();
  return claimed.numUpdatedRows > 0n;
}

/** Whether work of a conversation, or that is told there, was understood and no cycle has made tasks of it yet. */
export async function hasWorkToIngest(
  db: Db,
  { projectId, conversationId }: { projectId: string; conversationId: string },
): Promise<boolean> {
  const understood = db
    .selectFrom('requests')
    .select('id')
    .where('project_id', '=', projectId)
    .where('status', '=', 'received')
    .where('intent', 'is not', null)
    .limit(1);
  const own = await understood.where('conversation_id', '=', conversationId).executeTakeFirst();
  if (own !== undefined) return true;
  const told = await understood.where(sql`hints ->> 'tell'`, '=', conversationId).executeTakeFirst();
  return told !== undefined;
}

/** What was said in a conversation before a request, or last; with the keys of the tasks made from it. */
export async function findPreviousRequest(
  db: Db,
  conversationId: string,
  before: Pick<RowOf<'requests'>, 'id'> | null,
): Promise<{ hints: Record<string, unknown>; created: string[] } | null> {
  const isBefore =
    before === null
      ? sql<boolean>`true`
      : sql<boolean>`(created_at, id) < (
          select r.created_at, r.id from requests r where r.id = ${before.id}::uuid)`;
  const row = await db
    .selectFrom('requests')
    .select(['hints'])
    .select(
      sql<
        string[]
      >`array(select key from tasks t where t.request_id = requests.id order by number limit 50)`.as(
        'created',
      ),
    )
    .where('conversation_id', '=', conversationId)
    .where(isBefore)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Nobody is left to answer: what was not read yet is laid aside. */
export async function rejectUnreadRequests(tx: Tx, conversationId: string, error: string): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ status: 'rejected', error })
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'received')
    .where('intent', 'is', null)
    .execute();
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

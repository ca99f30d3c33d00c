import { sql } from 'kysely';
import { type Db, newId, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export type ControlActRow = RowOf<'control_acts'>;

export async function insertControlAct(
  tx: Tx,
  request: Pick<RowOf<'requests'>, 'id' | 'project_id' | 'conversation_id' | 'created_by_user_id'>,
  act: string,
  before: Record<string, unknown>,
): Promise<void> {
  await tx
    .insertInto('control_acts')
    .values({
      id: newId(),
      project_id: request.project_id,
      conversation_id: request.conversation_id,
      request_id: request.id,
      user_id: request.created_by_user_id,
      act,
      before: toJson(before),
    })
    .execute();
}

/** Acts of a request are taken back where a person asked for them. */
export async function moveActs(tx: Tx, requestId: string, conversationId: string): Promise<void> {
  await tx
    .updateTable('control_acts')
    .set({ conversation_id: conversationId })
    .where('request_id', '=', requestId)
    .execute();
}

/** The request whose acts a person would take back now. */
const lastActed = (db: Db, conversationId: string, userId: string) =>
  db
    .selectFrom('control_acts')
    .select('request_id')
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1);

/** What a person last had done in a conversation and did not take back: all acts of that one message, latest first. */
export async function lockLastActs(tx: Tx, conversationId: string, userId: string): Promise<ControlActRow[]> {
  const last = lastActed(tx, conversationId, userId);
  return tx
    .selectFrom('control_acts')
    .selectAll()
    .where('request_id', '=', last)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .forNoKeyUpdate()
    .execute();
}

/** Keys of the tasks that taking back what a person last had done in a conversation would cancel: none of them has begun. */
export async function listCanceledByUndo(db: Db, conversationId: string, userId: string): Promise<string[]> {
  const last = lastActed(db, conversationId, userId);
  const made = db
    .selectFrom('control_acts')
    .select('request_id')
    .where('request_id', '=', last)
    .where('act', '=', 'create_tasks')
    .where('undone_at', 'is', null)
    .limit(1);
  const rows = await db
    .selectFrom('tasks')
    .select('key')
    .where('request_id', '=', made)
    .where('status', 'in', ['queued', 'blocked'])
    .orderBy('number')
    .limit(500)
    .execute();
  return rows.map(({ key }) => key);
}

export async function markActsUndone(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('control_acts')
    .set({ undone_at: sql`now()` })
    .where('id', 'in', [...ids])
    .execute();
}

export async function listTaskIdsOfRequest(db: Db, requestId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('id')
    .where('request_id', '=', requestId)
    .orderBy('number')
    .limit(500)
    .execute();
  return rows.map((row) => row.id);
}

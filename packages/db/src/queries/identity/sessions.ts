import { sql } from 'kysely';
import { type Db, newId } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export interface NewSession {
  userId: string;
  tokenHash: Buffer;
  expiresAt: Date;
  userAgent: string | null;
}

export async function insertSession(db: Db, session: NewSession): Promise<RowOf<'sessions'>> {
  return db
    .insertInto('sessions')
    .values({
      id: newId(),
      user_id: session.userId,
      token_hash: session.tokenHash,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A live session of an active user; `idleMs` is how long one may lie unused. */
export async function findLiveSession(db: Db, tokenHash: Buffer, idleMs: number) {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.user_id', 's.expires_at', 's.last_seen_at', 'u.is_admin'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .where('s.last_seen_at', '>', sql<Date>`now() - ${idleMs} * interval '1 millisecond'`)
    .where('u.is_active', '=', true)
    .executeTakeFirst();
  return row ?? null;
}

export async function touchSession(db: Db, id: string): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: sql`now()` }).where('id', '=', id).execute();
}

export async function listLiveSessions(db: Db, userId: string, idleMs: number): Promise<RowOf<'sessions'>[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_seen_at', '>', sql<Date>`now() - ${idleMs} * interval '1 millisecond'`)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
}

export async function deleteSession(db: Db, userId: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Ends a user's sessions, but for one if given; answers the ids that ended. */
export async function deleteSessionsOf(db: Db, userId: string, exceptId: string | null): Promise<string[]> {
  let query = db.deleteFrom('sessions').where('user_id', '=', userId).returning('id');
  if (exceptId !== null) query = query.where('id', '!=', exceptId);
  return (await query.execute()).map((row) => row.id);
}

export async function replaceSetupToken(db: Db, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await db.deleteFrom('setup_tokens').execute();
  await db.insertInto('setup_tokens').values({ token_hash: tokenHash, expires_at: expiresAt }).execute();
}

export async function takeSetupToken(db: Db, tokenHash: Buffer): Promise<boolean> {
  const row = await db
    .deleteFrom('setup_tokens')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('expires_at')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteOldSessions(db: Db): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', sql<Date>`now()`).execute();
}

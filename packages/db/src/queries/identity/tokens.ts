import type { ApiToken, Scope } from '@overmind/contracts/entities/user';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, newId } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

const toApiToken = (row: RowOf<'api_tokens'>): ApiToken => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  scopes: row.scopes as Scope[],
  project_id: row.project_id,
  created_at: iso(row.created_at),
  last_used_at: isoOrNull(row.last_used_at),
  expires_at: isoOrNull(row.expires_at),
});

export interface TokenToInsert {
  owner: { userId: string } | { runnerId: string };
  name: string;
  scopes: Scope[];
  projectId: string | null;
  tokenHash: Buffer;
  expiresAt: Date | null;
}

export async function insertToken(db: Db, token: TokenToInsert): Promise<ApiToken> {
  const owner =
    'userId' in token.owner
      ? { kind: 'personal' as const, user_id: token.owner.userId }
      : { kind: 'runner' as const, runner_id: token.owner.runnerId };
  const row = await db
    .insertInto('api_tokens')
    .values({
      id: newId(),
      ...owner,
      name: token.name,
      scopes: token.scopes,
      project_id: token.projectId,
      token_hash: token.tokenHash,
      expires_at: token.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toApiToken(row);
}

export async function findLiveToken(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('api_tokens as t')
    .leftJoin('users as u', 'u.id', 't.user_id')
    .leftJoin('runners as r', 'r.id', 't.runner_id')
    .select([
      't.id',
      't.kind',
      't.user_id',
      't.runner_id',
      't.scopes',
      't.project_id',
      't.last_used_at',
      'u.is_admin',
    ])
    .where('t.token_hash', '=', tokenHash)
    .where('t.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', sql<Date>`now()`)]))
    .where((eb) =>
      eb.or([
        eb('u.is_active', '=', true),
        eb.and([eb('r.id', 'is not', null), eb('r.revoked_at', 'is', null)]),
      ]),
    )
    .executeTakeFirst();
  return row ?? null;
}

export async function touchToken(db: Db, id: string): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: sql`now()` }).where('id', '=', id).execute();
}

export async function listTokensOf(db: Db, userId: string): Promise<ApiToken[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(toApiToken);
}

export async function revokeTokenOf(db: Db, userId: string, id: string): Promise<boolean> {
  const row = await db
    .updateTable('api_tokens')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function revokeTokensOfRunner(db: Db, runnerId: string): Promise<void> {
  await db
    .updateTable('api_tokens')
    .set({ revoked_at: sql`now()` })
    .where('runner_id', '=', runnerId)
    .execute();
}

import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';

/** False while another transaction holds the key: its call is still running. */
export async function lockKey(tx: Tx, principal: string, key: string): Promise<boolean> {
  const name = `idempotency:${principal}:${key}`;
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

export async function findKey(db: Db, principal: string, key: string) {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'result'])
    .where('principal', '=', principal)
    .where('key', '=', key)
    .where('created_at', '>', sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveKey(
  tx: Tx,
  entry: { principal: string; key: string; fingerprint: Buffer; result: unknown },
) {
  const result = entry.result === undefined ? null : toJson(entry.result);
  await tx
    .insertInto('idempotency_keys')
    .values({ principal: entry.principal, key: entry.key, fingerprint: entry.fingerprint, result })
    .onConflict((conflict) =>
      conflict
        .columns(['principal', 'key'])
        .doUpdateSet({ fingerprint: entry.fingerprint, result, created_at: sql`now()` }),
    )
    .execute();
}

export async function deleteOldKeys(db: Db): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', sql<Date>`now() - interval '24 hours'`)
    .execute();
}

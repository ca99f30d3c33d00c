import { sql } from 'kysely';
import { type Database, type Db, newId } from '../../database.ts';

export interface Guesser {
  account: string;
  address: string;
}

export interface GuessLimit {
  /** So many may fail within the window. */
  max: number;
  windowMs: number;
  /** One that is judged for longer counts as failed: whoever judged it is gone. */
  judgingMs: number;
}

/** `later`: whether one more may fail is known once those that are being judged now have been. */
export type Guess = { verdict: 'taken'; id: string } | { verdict: 'later' | 'refused' };

/** Lets a guess be judged where fewer than `max` failed even if all that are being judged now fail too. */
export async function takeGuess(db: Database, guesser: Guesser, limit: GuessLimit): Promise<Guess> {
  const { account, address } = guesser;
  return db.transaction().execute(async (tx) => {
    const key = `sign-in:${address}:${account}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
    const { rows } = await sql<{ failed: number; all: number }>`
      select count(*) as all, count(*) filter (where guess_id is null
        or created_at < now() - ${limit.judgingMs} * interval '1 millisecond') as failed
      from login_failures where account = ${account} and address = ${address}
        and created_at > now() - ${limit.windowMs} * interval '1 millisecond'`.execute(tx);
    const { all, failed } = rows[0] ?? { all: 0, failed: 0 };
    if (failed >= limit.max) return { verdict: 'refused' };
    if (all >= limit.max) return { verdict: 'later' };
    const id = newId();
    await tx.insertInto('login_failures').values({ account, address, guess_id: id }).execute();
    return { verdict: 'taken', id };
  });
}

export async function failGuess(db: Db, id: string): Promise<void> {
  await db.updateTable('login_failures').set({ guess_id: null }).where('guess_id', '=', id).execute();
}

/** A right guess takes back what failed before it. Others that are being judged stay counted until they are. */
export async function takeBackFailures(db: Db, { account, address }: Guesser, id: string): Promise<void> {
  await db
    .deleteFrom('login_failures')
    .where('account', '=', account)
    .where('address', '=', address)
    .where((eb) => eb.or([eb('guess_id', 'is', null), eb('guess_id', '=', id)]))
    .execute();
}

export async function deleteOldFailures(db: Db): Promise<void> {
  await db
    .deleteFrom('login_failures')
    .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}

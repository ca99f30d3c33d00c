import type { Database, Tx } from '@overmind/db/database';
import { sql } from 'kysely';

const keyOf = (name: string) => sql`hashtextextended(${name}, 0)`;

/**
 * Does work that one worker at a time may do, under an advisory lock that ends with the worker's connection.
 * False when another worker holds it; who holds it looks for what waits once more after letting go.
 */
export async function workAlone(db: Database, name: string, work: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const key = keyOf(name);
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}) as locked`.execute(
      connection,
    );
    if (rows[0]?.locked !== true) return false;
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
    return true;
  });
}

/** Lets nobody begin that work until the transaction ends; false when somebody is at it. */
export async function holdBackWork(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{
    locked: boolean;
  }>`select pg_try_advisory_xact_lock(${keyOf(name)}) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

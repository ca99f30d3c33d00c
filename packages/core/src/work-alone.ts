import type { Database } from '@overmind/db/database';
import { sql } from 'kysely';

/**
 * Does work that one worker at a time may do, under an advisory lock that ends with the worker's connection.
 * False when another worker holds it; who holds it looks for what waits once more after letting go.
 */
export async function workAlone(db: Database, name: string, work: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${name}, 0)`;
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

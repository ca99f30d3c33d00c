import type { TestCore } from './start-test-core.ts';

const readSoFar = `
  select ((select sum(seq_tup_read) from pg_stat_user_tables where schemaname = 'public')
    + (select sum(idx_tup_read) from pg_stat_user_indexes where schemaname = 'public'))::float8 as rows`;

/** What a connection has counted is known to others only once it is told to say so. */
async function count({ database: { pool } }: TestCore): Promise<number> {
  const clients = await Promise.all(Array.from({ length: pool.totalCount || 1 }, () => pool.connect()));
  try {
    for (const client of clients) await client.query('select pg_stat_force_next_flush()');
    return (await clients[0]?.query(readSoFar))?.rows[0].rows;
  } finally {
    for (const client of clients) client.release();
  }
}

/**
 * How many rows and index entries the database read for some work, whatever its statements: what it costs on any
 * machine. Nothing else may work on the same core meanwhile.
 */
export async function rowsReadBy(on: TestCore, work: () => Promise<unknown>): Promise<number> {
  const before = await count(on);
  await work();
  return (await count(on)) - before;
}

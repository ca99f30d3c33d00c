import { type Kysely, sql } from 'kysely';

/** A request that a model is being asked about is left alone by other workers until then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table requests add column reading_until timestamptz`.execute(db);
}

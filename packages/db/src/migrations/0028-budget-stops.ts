import { type Kysely, sql } from 'kysely';

/** The hard limit of which it was told that it stopped a call, so that it is told once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table budget_counters add column stopped_micros bigint`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** Runners of another protocol than the server's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runners add column is_turned_away boolean not null default false`.execute(db);
}

import { type Kysely, sql } from 'kysely';
import { searchSenders } from './sql/search-senders.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(searchSenders).execute(db);
}

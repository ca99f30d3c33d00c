import { type Kysely, sql } from 'kysely';
import { promptPlaces } from './sql/prompt-places.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(promptPlaces).execute(db);
}

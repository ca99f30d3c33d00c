import { type Kysely, sql } from 'kysely';
import { sessionWords } from './sql/session-words.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(sessionWords).execute(db);
}

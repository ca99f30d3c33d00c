import { type Kysely, sql } from 'kysely';
import { keptSince } from './sql/kept-since.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(keptSince).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { foundSpecs } from './sql/found-specs.ts';
import { narrowLists } from './sql/narrow-lists.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(narrowLists).execute(db);
  await sql.raw(foundSpecs).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { specs } from './sql/specs.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(specs).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { spending } from './sql/spending.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(spending).execute(db);
}

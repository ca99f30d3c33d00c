import { type Kysely, sql } from 'kysely';
import { attention } from './sql/attention.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(attention).execute(db);
}

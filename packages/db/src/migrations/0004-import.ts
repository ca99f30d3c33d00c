import { type Kysely, sql } from 'kysely';
import { importing } from './sql/importing.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(importing).execute(db);
}

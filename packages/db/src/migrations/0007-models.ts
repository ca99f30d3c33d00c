import { type Kysely, sql } from 'kysely';
import { models } from './sql/models.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(models).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { discussions } from './sql/discussions.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(discussions).execute(db);
}

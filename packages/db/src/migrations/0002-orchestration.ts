import { type Kysely, sql } from 'kysely';
import { orchestration } from './sql/orchestration.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(orchestration).execute(db);
}

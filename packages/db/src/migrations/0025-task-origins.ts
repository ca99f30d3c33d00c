import { type Kysely, sql } from 'kysely';
import { taskOrigins } from './sql/task-origins.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(taskOrigins).execute(db);
  // Kept before keys were hidden in answers: what is wanted again is asked for again.
  await sql`delete from model_answers`.execute(db);
}

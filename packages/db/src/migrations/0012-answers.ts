import { type Kysely, sql } from 'kysely';
import { answers } from './sql/answers.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(answers).execute(db);
}

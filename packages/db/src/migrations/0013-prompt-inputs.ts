import { type Kysely, sql } from 'kysely';
import { promptInputs } from './sql/prompt-inputs.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(promptInputs).execute(db);
}

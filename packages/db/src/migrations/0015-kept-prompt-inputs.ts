import { type Kysely, sql } from 'kysely';
import { keptPromptInputs } from './sql/kept-prompt-inputs.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(keptPromptInputs).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { callPersonas } from './sql/call-personas.ts';
import { decisionWords } from './sql/decision-words.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(callPersonas).execute(db);
  await sql.raw(decisionWords).execute(db);
}

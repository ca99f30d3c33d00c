import { type Kysely, sql } from 'kysely';
import { modelTurns } from './sql/model-turns.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(modelTurns).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { foundWork } from './sql/found-work.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(foundWork).execute(db);
}

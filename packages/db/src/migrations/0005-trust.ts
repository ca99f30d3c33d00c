import { type Kysely, sql } from 'kysely';
import { trust } from './sql/trust.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(trust).execute(db);
}

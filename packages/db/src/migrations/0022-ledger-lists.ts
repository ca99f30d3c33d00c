import { type Kysely, sql } from 'kysely';
import { ledgerLists } from './sql/ledger-lists.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(ledgerLists).execute(db);
}

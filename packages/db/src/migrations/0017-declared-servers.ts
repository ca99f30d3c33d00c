import { type Kysely, sql } from 'kysely';
import { declaredServers } from './sql/declared-servers.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(declaredServers).execute(db);
}

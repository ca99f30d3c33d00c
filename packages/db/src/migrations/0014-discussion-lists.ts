import { type Kysely, sql } from 'kysely';
import { discussionLists } from './sql/discussion-lists.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(discussionLists).execute(db);
}

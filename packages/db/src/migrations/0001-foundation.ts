import { type Kysely, sql } from 'kysely';
import { execution } from './sql/execution.ts';
import { identity } from './sql/identity.ts';
import { lifecycle } from './sql/lifecycle.ts';
import { talk } from './sql/talk.ts';
import { work } from './sql/work.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [identity, work, execution, talk, lifecycle]) await sql.raw(part).execute(db);
}

import { type Kysely, sql } from 'kysely';
import { search } from './sql/search.ts';
import { signIn } from './sql/sign-in.ts';
import { voice } from './sql/voice.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(voice).execute(db);
  await sql.raw(search).execute(db);
  await sql.raw(signIn).execute(db);
}

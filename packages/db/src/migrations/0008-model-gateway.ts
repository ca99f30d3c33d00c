import { type Kysely, sql } from 'kysely';
import { modelGateway } from './sql/model-gateway.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(modelGateway).execute(db);
}

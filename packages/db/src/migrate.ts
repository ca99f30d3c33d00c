import { Migrator, sql } from 'kysely';
import { type Database, newId, openDatabase } from './database.ts';
import { migrations } from './migrations/all.ts';

/** The database was written by a newer program; nothing was changed. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

const table = 'schema_migrations';

async function assertNotNewer(db: Database): Promise<void> {
  const exists = await sql<{ found: string | null }>`select to_regclass(${table})::text as found`.execute(db);
  if (!exists.rows[0]?.found) return;
  const ran = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(db);
  const unknown = ran.rows.filter((row) => !(row.name in migrations)).map((row) => row.name);
  if (unknown.length === 0) return;
  throw new NewerDatabaseError(
    `This database was made by a newer version of OvermindOps (it has "${unknown.join('", "')}"). ` +
      'Start that version, or use another DATA_DIR or DATABASE_URL. Nothing was changed.',
  );
}

/**
 * Brings the schema up to date, forward only; safe to call from many processes at once: Kysely's
 * migrator takes an advisory lock. Throws `NewerDatabaseError` and changes nothing on a newer database.
 */
export async function migrate(connectionString: string): Promise<void> {
  await using open = openDatabase({ connectionString, max: 1 });
  await assertNotNewer(open.db);
  const migrator = new Migrator({
    db: open.db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new Error(`Migration ${failed ?? ''} failed; the database stands as it was before it.`, {
      cause: error,
    });
  }
  await sql`insert into installation (epoch) values (${newId()}::uuid) on conflict do nothing`.execute(
    open.db,
  );
}

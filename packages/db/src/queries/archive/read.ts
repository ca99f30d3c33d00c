import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../database.ts';
import { type ArchiveTable, type ArchiveTableName, archiveTables } from './tables.ts';

/** A state version's author keeps the name and loses the address. */
const withoutAddress = sql`regexp_replace(t.author, '<(?![^>]*@overmind\\.invalid>)[^>]*>', '<unknown@overmind.invalid>')`;

const readColumn = (column: string): RawBuilder<unknown> =>
  column === 'author' ? sql`${withoutAddress} as author` : sql`t.${sql.ref(column)}`;

function belonging(name: string, { scope }: ArchiveTable, projectId: string): RawBuilder<unknown> {
  const table = sql.table(name);
  if (scope === 'itself') return sql`from ${table} t where t.id = ${projectId}`;
  if (scope === 'project_id') return sql`from ${table} t where t.project_id = ${projectId}`;
  return sql`from ${sql.table(scope.parent)} p join ${table} t on t.${sql.ref(scope.column)} = p.id
    where p.project_id = ${projectId}`;
}

/**
 * The project's rows of one table, each as JSON text, in batches ordered by their key. Reads through a cursor,
 * so that neither side holds more than a batch. One at a time in a transaction.
 */
export async function* readArchiveRows(
  tx: Tx,
  name: ArchiveTableName,
  projectId: string,
): AsyncGenerator<string[]> {
  const table: ArchiveTable = archiveTables[name];
  const columns = sql.join(table.columns.map(readColumn));
  const order = sql.join(table.key.map((column) => sql`t.${sql.ref(column)}`));
  await sql`declare archive_rows no scroll cursor for
    select to_jsonb(x)::text as row
    from (select ${columns} ${belonging(name, table, projectId)} order by ${order}) x`.execute(tx);
  const fetch = sql<{ row: string }>`fetch forward ${sql.lit(table.batch)} from archive_rows`;
  for (;;) {
    const { rows } = await fetch.execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await sql`close archive_rows`.execute(tx);
}

/** Times are written in UTC for the rest of the transaction. */
export async function useUtc(tx: Tx): Promise<void> {
  await sql`set local time zone 'UTC'`.execute(tx);
}

/** The sound of the project's recordings, in the order of their ids, from after one. */
export async function listArchiveRecordings(
  tx: Tx,
  projectId: string,
  afterId: string | null,
  limit: number,
) {
  let query = tx
    .selectFrom('recordings')
    .select(['id', 'title as name', 'storage_path', 'size_bytes', 'sha256'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .limit(limit);
  if (afterId !== null) query = query.where('id', '>', afterId);
  return query.execute();
}

/** The files that the project's runs left behind, in the order of their ids, from after one. */
export async function listArchiveFiles(tx: Tx, projectId: string, afterId: string | null, limit: number) {
  let query = tx
    .selectFrom('artifacts')
    .select(['id', 'name', 'run_id', 'storage_path', 'size_bytes', 'sha256'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .limit(limit);
  if (afterId !== null) query = query.where('id', '>', afterId);
  return query.execute();
}

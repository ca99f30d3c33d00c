import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { type ArchiveTableName, archiveTables } from './tables.ts';

/** Columns that an archive does not hold and an import fills. */
const added: Partial<Record<ArchiveTableName, readonly string[]>> = {
  artifacts: ['storage_path'],
  discussions: ['goal', 'phase', 'status', 'settings', 'facilitator'],
  recordings: ['storage_path'],
  tasks: ['is_ready'],
};

/**
 * Lets rows come in as they once were, for this transaction: the triggers that watch over how rows come to be
 * step aside. Whoever calls this checks what they keep, with `findBrokenRule` and before it.
 */
export async function beginImport(tx: Tx): Promise<void> {
  await sql`select set_config('overmind.import', 'on', true)`.execute(tx);
  await sql`set constraints all deferred`.execute(tx);
}

/** Inserts rows as they are given; `null` stands for no value. */
export async function insertArchiveRows(
  tx: Tx,
  name: ArchiveTableName,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const columns = sql.join(
    [...archiveTables[name].columns, ...(added[name] ?? [])].map((each) => sql.ref(each)),
  );
  await sql`insert into ${sql.table(name)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  );
}

/** What is derived from the rows of an imported project, from scratch. */
export async function deriveFromRows(tx: Tx, projectId: string): Promise<void> {
  await tx.insertInto('project_counters').values({ project_id: projectId }).execute();
  await sql`insert into task_counts (project_id, status, count)
    select project_id, status, count(*) from tasks where project_id = ${projectId}
    group by project_id, status`.execute(tx);
  await sql`insert into task_looks (project_id, task_id)
    select project_id, id from tasks where project_id = ${projectId} and not is_ready`.execute(tx);
}

/** Those of the ids that are users here. */
export async function listKnownUsers(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from users where id = any(${ids}::uuid[])`.execute(db);
  return rows.map(({ id }) => id);
}

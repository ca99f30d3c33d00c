import type { Artifact } from '@overmind/contracts/entities/run';
import { type Insertable, sql } from 'kysely';
import { type Db, iso, type Tx } from '../../database.ts';
import type { RowOf, Schema } from '../../schema.ts';

const toArtifact = (row: RowOf<'artifacts'>): Artifact => ({
  id: row.id,
  project_id: row.project_id,
  task_id: row.task_id,
  run_id: row.run_id,
  kind: row.kind,
  name: row.name,
  size_bytes: row.size_bytes,
  sha256: row.sha256,
  mime_type: row.mime_type,
  metadata: row.metadata,
  created_at: iso(row.created_at),
});

/** Null when the run already has one of that kind and name. */
export async function insertArtifact(
  tx: Tx,
  artifact: Insertable<Schema['artifacts']>,
): Promise<Artifact | null> {
  const row = await tx
    .insertInto('artifacts')
    .values(artifact)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toArtifact(row) : null;
}

export async function findArtifact(
  db: Db,
  id: string,
): Promise<{ artifact: Artifact; storagePath: string } | null> {
  const row = await db.selectFrom('artifacts').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { artifact: toArtifact(row), storagePath: row.storage_path } : null;
}

export async function findArtifactOfRun(db: Db, runId: string, kind: Artifact['kind'], name?: string) {
  let query = db
    .selectFrom('artifacts')
    .selectAll()
    .where('run_id', '=', runId)
    .where('kind', '=', kind)
    .limit(1);
  if (name !== undefined) query = query.where('name', '=', name);
  const row = await query.executeTakeFirst();
  return row ? { artifact: toArtifact(row), storagePath: row.storage_path } : null;
}

export async function listArtifactsOfRun(db: Db, runId: string): Promise<Artifact[]> {
  const rows = await db
    .selectFrom('artifacts')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toArtifact);
}

export interface OldArtifact {
  id: string;
  task_id: string;
  run_id: string;
  project_id: string;
  kind: Artifact['kind'];
  name: string;
  storage_path: string;
  here_since: Date;
}

/**
 * Files that their project keeps no longer, in the order in which they came here, each with its task locked against a
 * change of status. What belongs to work that was approved, or waits to be, stays, and what belongs to a live run.
 */
export async function lockOldArtifacts(
  tx: Tx,
  { after, defaultDays, limit }: { after: OldArtifact | null; defaultDays: number; limit: number },
): Promise<OldArtifact[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(a.here_since, a.id) > (${after.here_since}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<OldArtifact>`
    select a.id, a.task_id, a.run_id, a.project_id, a.kind, a.name, a.storage_path, a.here_since
    from artifacts a
    join tasks t on t.id = a.task_id and t.status not in ('done', 'needs_review')
    join agent_runs r on r.id = a.run_id and r.finished_at is not null
    join projects p on p.id = a.project_id
    where a.here_since < now() - interval '1 day' and ${isAfter}
      and a.here_since < now()
        - coalesce((p.settings ->> 'artifact_keep_days')::int, ${defaultDays}) * interval '1 day'
    order by a.here_since, a.id limit ${limit} for share of t`.execute(tx);
  return rows;
}

export async function deleteArtifacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('artifacts')
    .where('id', 'in', [...ids])
    .execute();
}

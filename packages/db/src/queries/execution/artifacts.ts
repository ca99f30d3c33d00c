import type { Artifact } from '@overmind/contracts/entities/run';
import type { Insertable } from 'kysely';
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

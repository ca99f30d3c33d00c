import { sql } from 'kysely';
import type { Db } from '../../database.ts';

/** The column's largest number. */
export const maxSeq = 2 ** 31 - 1;

/** Things that a run's holder numbered one after the other, from `firstSeq` on. */
export interface RunChunk<Item> {
  runId: string;
  /** Who holds the run; another runner's items are refused. */
  runnerId: string;
  leaseToken: string;
  firstSeq: number;
  items: Item[];
}

export interface StoredRange {
  runId: string;
  projectId: string;
  lastSeq: number;
}

/** A table of chunks, each a row of items as a JSON array, and the column of the run that counts them. */
export interface ChunkTable {
  name: 'agent_run_logs' | 'agent_run_transcript';
  content: 'lines' | 'steps';
  head: 'log_seq' | 'transcript_seq';
}

/**
 * Stores chunks in one statement, each only when it follows on what its run has and its lease holds.
 * At most one chunk a run. Answers the stored ones; `findChunkHead` tells why another was not.
 */
export async function insertChunks(
  db: Db,
  { name, content, head }: ChunkTable,
  chunks: readonly RunChunk<unknown>[],
): Promise<StoredRange[]> {
  const { rows } = await sql<{ run_id: string; project_id: string; last_seq: number }>`
    with input as (
      select * from unnest(
        ${chunks.map((chunk) => chunk.runId)}::uuid[],
        ${chunks.map((chunk) => chunk.runnerId)}::uuid[],
        ${chunks.map((chunk) => chunk.leaseToken)}::text[],
        ${chunks.map((chunk) => chunk.firstSeq)}::int[],
        ${chunks.map((chunk) => chunk.firstSeq + chunk.items.length - 1)}::int[],
        ${chunks.map((chunk) => JSON.stringify(chunk.items))}::text[]
      ) as c (run_id, runner_id, token, first_seq, last_seq, content)
    ), head as (
      update agent_runs r set ${sql.ref(head)} = i.last_seq from input i
      where r.id = i.run_id and r.runner_id = i.runner_id and r.lease_token::text = i.token
        and r.${sql.ref(head)} = i.first_seq - 1 and r.status in ('started', 'streaming')
      returning r.id, r.project_id
    )
    insert into ${sql.table(name)} (run_id, seq, last_seq, ${sql.ref(content)})
    select i.run_id, i.first_seq, i.last_seq, i.content from input i join head h on h.id = i.run_id
    returning run_id, (select project_id from head where id = run_id) as project_id, last_seq`.execute(db);
  return rows.map((row) => ({ runId: row.run_id, projectId: row.project_id, lastSeq: row.last_seq }));
}

/** How far a run's items are stored, and whether the lease may add to them. */
export async function findChunkHead(
  db: Db,
  { head }: ChunkTable,
  chunk: Pick<RunChunk<unknown>, 'runId' | 'runnerId' | 'leaseToken'>,
): Promise<{ seq: number; isHeld: boolean } | null> {
  const row = await db
    .selectFrom('agent_runs')
    .select([
      `${head} as seq`,
      sql<boolean>`runner_id = ${chunk.runnerId} and lease_token::text = ${chunk.leaseToken}
        and status in ('started', 'streaming')`.as('is_held'),
    ])
    .where('id', '=', chunk.runId)
    .executeTakeFirst();
  return row ? { seq: row.seq, isHeld: row.is_held } : null;
}

/** The chunks that hold items after a number, in order; the first may begin before it. */
export async function listChunks<Item>(
  db: Db,
  { name, content }: ChunkTable,
  runId: string,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<{ seq: number; items: Item[] }[]> {
  if (afterSeq + limit > maxSeq) return [];
  // The chunk that holds the next item begins at or before it: found by the key alone.
  const { rows } = await sql<{ seq: number; content: string }>`
    select seq, ${sql.ref(content)} as content from ${sql.table(name)}
    where run_id = ${runId} and seq <= ${afterSeq + limit} and seq >= coalesce(
      (select max(c.seq) from ${sql.table(name)} c where c.run_id = ${runId} and c.seq <= ${afterSeq + 1}), 1)
    order by seq limit ${limit}`.execute(db);
  return rows.map((row) => ({ seq: row.seq, items: JSON.parse(row.content) as Item[] }));
}

import type { LogLine, LogStream } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

/** The column's largest number. */
export const maxSeq = 2 ** 31 - 1;

/** A line as it is stored: stream, epoch milliseconds, message. */
export type PackedLine = readonly [stream: LogStream, time: number, message: string];

export interface LogChunk {
  runId: string;
  /** Who holds the run; another runner's lines are refused. */
  runnerId: string;
  leaseToken: string;
  firstSeq: number;
  lines: PackedLine[];
}

export interface StoredRange {
  runId: string;
  projectId: string;
  lastSeq: number;
}

/**
 * Stores chunks in one statement, each only when it follows on what its run has and its lease holds.
 * At most one chunk a run. Answers the stored ones; `findLogHead` tells why another was not.
 */
export async function insertLogChunks(db: Db, chunks: readonly LogChunk[]): Promise<StoredRange[]> {
  const { rows } = await sql<{ run_id: string; project_id: string; last_seq: number }>`
    with input as (
      select * from unnest(
        ${chunks.map((chunk) => chunk.runId)}::uuid[],
        ${chunks.map((chunk) => chunk.runnerId)}::uuid[],
        ${chunks.map((chunk) => chunk.leaseToken)}::text[],
        ${chunks.map((chunk) => chunk.firstSeq)}::int[],
        ${chunks.map((chunk) => chunk.firstSeq + chunk.lines.length - 1)}::int[],
        ${chunks.map((chunk) => JSON.stringify(chunk.lines))}::text[]
      ) as c (run_id, runner_id, token, first_seq, last_seq, lines)
    ), head as (
      update agent_runs r set log_seq = i.last_seq from input i
      where r.id = i.run_id and r.runner_id = i.runner_id and r.lease_token::text = i.token and r.log_seq = i.first_seq - 1
        and r.status in ('started', 'streaming')
      returning r.id, r.project_id
    )
    insert into agent_run_logs (run_id, seq, last_seq, lines)
    select i.run_id, i.first_seq, i.last_seq, i.lines from input i join head h on h.id = i.run_id
    returning run_id, (select project_id from head where id = run_id) as project_id, last_seq`.execute(db);
  return rows.map((row) => ({ runId: row.run_id, projectId: row.project_id, lastSeq: row.last_seq }));
}

/** How far a run's log is stored, and whether the lease may add to it. */
export async function findLogHead(db: Db, chunk: Pick<LogChunk, 'runId' | 'runnerId' | 'leaseToken'>) {
  const row = await db
    .selectFrom('agent_runs')
    .select([
      'log_seq',
      sql<boolean>`runner_id = ${chunk.runnerId} and lease_token::text = ${chunk.leaseToken}
        and status in ('started', 'streaming')`.as('is_held'),
    ])
    .where('id', '=', chunk.runId)
    .executeTakeFirst();
  return row ? { logSeq: row.log_seq, isHeld: row.is_held } : null;
}

interface ChunkRow {
  seq: number;
  last_seq: number;
  lines: string;
}

function unpack(chunk: ChunkRow): LogLine[] {
  const lines = JSON.parse(chunk.lines) as PackedLine[];
  return lines.map(([stream, time, message], index) => ({
    seq: chunk.seq + index,
    stream,
    message,
    created_at: new Date(time).toISOString(),
  }));
}

/** Lines after a number, in order, at most `limit`; reads only the chunks that hold them. */
export async function listLogLines(
  db: Db,
  runId: string,
  afterSeq: number,
  limit: number,
): Promise<LogLine[]> {
  if (afterSeq + limit > maxSeq) return [];
  const chunks = await db
    .selectFrom('agent_run_logs')
    .select(['seq', 'last_seq', 'lines'])
    .where('run_id', '=', runId)
    // The chunk that holds the next line begins at or before it: found by the key alone.
    .where('seq', '>=', (eb) =>
      eb.fn.coalesce(
        eb
          .selectFrom('agent_run_logs as c')
          .select((inner) => inner.fn.max('c.seq').as('first'))
          .where('c.run_id', '=', runId)
          .where('c.seq', '<=', afterSeq + 1),
        sql<number>`1`,
      ),
    )
    .where('seq', '<=', afterSeq + limit)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return chunks
    .flatMap(unpack)
    .filter((line) => line.seq > afterSeq)
    .slice(0, limit);
}

import type { LogLine, LogStream } from '@overmind/contracts/entities/run';
import type { Db } from '../../database.ts';
import {
  type ChunkTable,
  findChunkHead,
  insertChunks,
  listChunks,
  type RunChunk,
  type StoredRange,
} from './run-chunks.ts';

/** A line as it is stored: stream, epoch milliseconds, message. */
export type PackedLine = readonly [stream: LogStream, time: number, message: string];

const table: ChunkTable = { name: 'agent_run_logs', content: 'lines', head: 'log_seq' };

/** See `insertChunks`. */
export const insertLogChunks = (db: Db, chunks: readonly RunChunk<PackedLine>[]): Promise<StoredRange[]> =>
  insertChunks(db, table, chunks);

/** How far a run's log is stored, and whether the lease may add to it. */
export const findLogHead = (db: Db, chunk: Pick<RunChunk<unknown>, 'runId' | 'runnerId' | 'leaseToken'>) =>
  findChunkHead(db, table, chunk);

/** Lines after a number, in order, at most `limit`; reads only the chunks that hold them. */
export async function listLogLines(
  db: Db,
  runId: string,
  afterSeq: number,
  limit: number,
): Promise<LogLine[]> {
  const chunks = await listChunks<PackedLine>(db, table, runId, { afterSeq, limit });
  return chunks
    .flatMap(({ seq, items }) => items.map((line, index) => toLogLine(seq + index, line)))
    .filter((line) => line.seq > afterSeq)
    .slice(0, limit);
}

export const toLogLine = (seq: number, [stream, time, message]: PackedLine): LogLine => ({
  ...{ seq, stream, message },
  created_at: new Date(time).toISOString(),
});

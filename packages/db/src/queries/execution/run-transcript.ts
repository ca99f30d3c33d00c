import type { TranscriptChange, TranscriptStep } from '@overmind/contracts/entities/transcript';
import type { Db } from '../../database.ts';
import {
  type ChunkTable,
  findChunkHead,
  insertChunks,
  listChunks,
  type RunChunk,
  type StoredRange,
} from './run-chunks.ts';

const table: ChunkTable = { name: 'agent_run_transcript', content: 'steps', head: 'transcript_seq' };

/** See `insertChunks`. */
export const insertTranscriptChunks = (
  db: Db,
  chunks: readonly RunChunk<TranscriptStep>[],
): Promise<StoredRange[]> => insertChunks(db, table, chunks);

/** How far a run's transcript is stored, and whether the lease may add to it. */
export const findTranscriptHead = (
  db: Db,
  chunk: Pick<RunChunk<unknown>, 'runId' | 'runnerId' | 'leaseToken'>,
) => findChunkHead(db, table, chunk);

/** Changes after a number, in order, at most `limit`. */
export async function listTranscriptChanges(
  db: Db,
  runId: string,
  afterSeq: number,
  limit: number,
): Promise<TranscriptChange[]> {
  const chunks = await listChunks<TranscriptStep>(db, table, runId, { afterSeq, limit });
  return chunks
    .flatMap(({ seq, items }) => items.map((step, index) => ({ seq: seq + index, step })))
    .filter((change) => change.seq > afterSeq)
    .slice(0, limit);
}

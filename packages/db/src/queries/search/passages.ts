import type { RunStatus } from '@overmind/contracts/entities/run';
import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import { sql } from 'kysely';
import { type Db, newId, type Tx } from '../../database.ts';

/** Ended runs whose sessions are not found by search yet, those that ended last first. */
export async function listUnreadTranscripts(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select run_id from unread_transcripts where due_at <= clock_timestamp()
    order by due_at desc limit ${limit}`.execute(db);
  return rows.map((row) => row.run_id);
}

/** Lets others come first for some time. */
export async function postponeUnreadTranscript(db: Db, runId: string, ms: number): Promise<void> {
  await sql`update unread_transcripts set due_at = clock_timestamp() + ${ms} * interval '1 millisecond'
    where run_id = ${runId}`.execute(db);
}

export interface TranscriptPart {
  lastSeq: number;
  steps: TranscriptStep[];
}

const partChunks = 200;
const partBytes = 256 * 1024;

/** What comes after a number, so much that it is read at once without anybody having to wait; null at the end. */
export async function findTranscriptPart(
  db: Db,
  runId: string,
  afterSeq: number,
): Promise<TranscriptPart | null> {
  const { rows } = await sql<{ last_seq: number; steps: string }>`
    select last_seq, steps from (
      select *, sum(octet_length(steps)) over (order by seq) - octet_length(steps) as bytes_before from (
        select * from agent_run_transcript where run_id = ${runId} and seq > ${afterSeq}
        order by seq limit ${partChunks}) chunks) chunks
    where bytes_before < ${partBytes} order by seq`.execute(db);
  const last = rows.at(-1);
  if (last === undefined) return null;
  return {
    lastSeq: last.last_seq,
    steps: rows.flatMap(({ steps }) => JSON.parse(steps) as TranscriptStep[]),
  };
}

export interface NewPassage {
  /** When the first of its entries began. */
  at: string;
  text: string;
  /** In order, and which character of the text each begins with, from 1 on. */
  entries: readonly { id: string; start: number }[];
}

/** Makes a session found by search, once. Of a run that is gone nothing is kept. */
export async function putPassages(tx: Tx, runId: string, passages: readonly NewPassage[]): Promise<void> {
  // Locked before anything of it: who deletes the project begins with it too.
  const { rows } = await sql<{ project_id: string; status: RunStatus }>`
    select r.project_id, r.status from agent_runs r join projects p on p.id = r.project_id
    where r.id = ${runId} for key share of p`.execute(tx);
  const [run] = rows;
  const { numDeletedRows } = await tx
    .deleteFrom('unread_transcripts')
    .where('run_id', '=', runId)
    .executeTakeFirst();
  if (run === undefined || numDeletedRows === 0n || passages.length === 0) return;
  const values = passages.map(({ at, text, entries }) => ({
    ...{ id: newId(), run_id: runId, ...run, happened_at: at, text },
    entry_ids: entries.map(({ id }) => id),
    entry_starts: entries.map(({ start }) => start),
  }));
  await tx.insertInto('run_passages').values(values).execute();
}

import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Artifact, LogLine, LogStream, Run, RunStatus } from '@overmind/contracts/entities/run';
import { notFound } from '@overmind/contracts/errors';
import {
  findArtifact,
  findArtifactOfRun,
  listArtifactsOfRun,
} from '@overmind/db/queries/execution/artifacts';
import { listRunPage } from '@overmind/db/queries/execution/run-lists';
import { listLogLines } from '@overmind/db/queries/execution/run-logs';
import { findRunRow, toRun } from '@overmind/db/queries/execution/runs';
import type { Core } from '../core.ts';
import { readStoredText } from '../storage/stored-file.ts';

export async function getRun(core: Core, id: string): Promise<Run> {
  const row = await findRunRow(core.db, id);
  if (!row) throw notFound('run');
  return toRun(row);
}

export const listRuns = (
  core: Core,
  projectId: string,
  query: PageQuery & { status?: RunStatus[] | undefined; task?: string | undefined },
): Promise<Page<Run>> => listRunPage(core.db, projectId, query);

export interface LogQuery {
  after_seq: number;
  tail?: number | undefined;
  limit: number;
  stream?: LogStream | undefined;
  q?: string | undefined;
}

/** How many lines one filtered read looks through before it answers with what it has. */
const maxScanned = 50_000;
const scanStep = 5_000;

/** Lines after a number. A filter may answer fewer than `limit` while more remain: go on from `next_after_seq`. */
export async function readLog(
  core: Core,
  runId: string,
  query: LogQuery,
): Promise<{ items: LogLine[]; next_after_seq: number }> {
  const run = await getRun(core, runId);
  let afterSeq = query.tail === undefined ? query.after_seq : Math.max(0, run.log_seq - query.tail);
  const limit = query.tail ?? query.limit;
  const needle = query.q?.toLowerCase();
  const isWanted = (line: LogLine) =>
    (query.stream === undefined || line.stream === query.stream) &&
    (needle === undefined || line.message.toLowerCase().includes(needle));
  const isFiltered = query.stream !== undefined || needle !== undefined;
  const items: LogLine[] = [];
  for (let scanned = 0; scanned < maxScanned && items.length < limit; ) {
    const lines = await listLogLines(core.db, runId, afterSeq, isFiltered ? scanStep : limit - items.length);
    const last = lines.at(-1);
    if (!last) break;
    scanned += lines.length;
    const wanted = lines.filter(isWanted).slice(0, limit - items.length);
    items.push(...wanted);
    afterSeq = items.length === limit ? (items.at(-1)?.seq ?? last.seq) : last.seq;
  }
  return { items, next_after_seq: afterSeq };
}

/** The stored log as text, in pieces; where the runner kept the exact bytes, serve that artifact instead. */
export async function* streamLog(core: Core, runId: string): AsyncGenerator<string> {
  for (let afterSeq = 0; ; ) {
    const lines = await listLogLines(core.db, runId, afterSeq, scanStep);
    const last = lines.at(-1);
    if (!last) return;
    afterSeq = last.seq;
    yield lines.map((line) => `${line.message}\n`).join('');
  }
}

export const listArtifacts = (core: Core, runId: string): Promise<Artifact[]> =>
  listArtifactsOfRun(core.db, runId);

export async function getArtifact(
  core: Core,
  id: string,
): Promise<{ artifact: Artifact; storagePath: string }> {
  const found = await findArtifact(core.db, id);
  if (!found) throw notFound('artifact');
  return found;
}

export const findRawLog = (core: Core, runId: string) =>
  findArtifactOfRun(core.db, runId, 'log', 'output.log');

const maxDiffBytes = 4 * 1024 * 1024;

export async function getRunDiff(core: Core, runId: string) {
  const run = await getRun(core, runId);
  const found = await findArtifactOfRun(core.db, runId, 'diff');
  const file = found && { ...found, what: 'The diff of this run' };
  return {
    base_commit: run.base_commit,
    head_commit: run.head_commit,
    diff: file ? await readStoredText(core, file, maxDiffBytes) : '',
    is_truncated: (found?.artifact.size_bytes ?? 0) > maxDiffBytes,
    artifact_id: found?.artifact.id ?? null,
  };
}

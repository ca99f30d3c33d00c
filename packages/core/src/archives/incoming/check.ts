import { createHash } from 'node:crypto';
import type { ArchiveManifest } from '@overmind/contracts/entities/archive';
import { LogStream } from '@overmind/contracts/entities/run';
import { TranscriptStep } from '@overmind/contracts/entities/transcript';
import { type ArchiveTableName, archiveTableNames } from '@overmind/db/queries/archive/tables';
import { z } from 'zod';
import type { Storage } from '../../storage/storage.ts';
import { pathOfFile, pathOfSound } from '../collect.ts';
import { parseJson } from '../parse-json.ts';
import { refusal } from '../refusal.ts';
import type { ArchiveRow } from '../rows/all.ts';
import { pathOfRows, readRows } from '../rows/read.ts';
import { findCircle } from './circle.ts';
import { ArchiveIds, type NamedTable, namedTables } from './ids.ts';

const PackedLines = z.array(z.tuple([LogStream, z.number().int(), z.string()])).min(1);

const Steps = z.array(TranscriptStep).min(1);

/** An archive whose rows are sound, each by itself and together; what rows name is looked up when they come in. */
export interface CheckedArchive {
  manifest: ArchiveManifest;
  folder: string;
  project: ArchiveRow<'projects'>;
  ids: ArchiveIds;
  /** Whoever wrote something, whether they are users here or not. */
  userIds: Set<string>;
  /** What each task that waits for others waits for. */
  dependencies: Map<string, string[]>;
}

type Check<T extends ArchiveTableName> = (row: ArchiveRow<T>) => void;
type Checks = { [T in ArchiveTableName]?: Check<T> };

interface Chunk {
  run_id: string;
  seq: number;
  last_seq: number;
}

/** Items follow on each other without a gap, from the first; the answer is called with each row. */
function checkChunks(what: string, schema: z.ZodType<unknown[]>) {
  let runId = '';
  let next = 1;
  return (row: Chunk, content: string) => {
    if (row.run_id !== runId) next = 1;
    runId = row.run_id;
    const items = schema.safeParse(parseJson(content, `The ${what} of run ${row.run_id}`));
    if (!items.success || row.seq !== next || row.last_seq !== row.seq + items.data.length - 1)
      throw refusal(`The ${what} of run ${row.run_id} is broken at ${whereOf[what]} ${next}.`);
    next = row.last_seq + 1;
  };
}
const whereOf: Record<string, string> = { log: 'line', transcript: 'step' };

function checkLog(): Check<'agent_run_logs'> {
  const check = checkChunks('log', PackedLines);
  return (row) => check(row, row.lines);
}

function checkTranscript(): Check<'agent_run_transcript'> {
  const check = checkChunks('transcript', Steps);
  return (row) => check(row, row.steps);
}

/** Half of what can be read: the document that follows grows on this one's notes. */
const maxStateBytes = 2 * 1024 * 1024;

function checkState(row: ArchiveRow<'project_state_versions'>): void {
  if (Buffer.byteLength(row.content) > maxStateBytes)
    throw refusal(`State version ${row.version} is larger than a version can be.`);
  if (createHash('sha256').update(row.content).digest('hex') === row.content_hash) return;
  throw refusal(`State version ${row.version} does not have the hash that it was stored with.`);
}

/** Each file belongs to a row and each row has its file. */
function checkFiles(manifest: ArchiveManifest) {
  const files = new Map(
    manifest.entries.filter((each) => each.rows === null).map((each) => [each.path, each]),
  );
  return {
    check: (path: string, row: { id: string; size_bytes: number; sha256: string }) => {
      const file = files.get(path);
      if (file?.size !== row.size_bytes || file.sha256 !== row.sha256)
        throw refusal(`${path} is not the file that its row tells of.`);
      files.delete(file.path);
    },
    end: () => {
      const [extra] = files.keys();
      if (extra !== undefined) throw refusal(`${extra} belongs to nothing in the archive.`);
    },
  };
}

function checksOf(found: CheckedArchive, prefix: string): Checks {
  const userIn = (row: { created_by_user_id: string | null }) => {
    if (row.created_by_user_id !== null) found.userIds.add(row.created_by_user_id);
  };
  return {
    agent_run_logs: checkLog(),
    agent_run_transcript: checkTranscript(),
    run_permissions: (row) => {
      if (row.decided_by_user_id !== null) found.userIds.add(row.decided_by_user_id);
    },
    run_inputs: (row) => {
      if (row.author_user_id !== null) found.userIds.add(row.author_user_id);
    },
    project_state_versions: (row) => {
      checkState(row);
      userIn(row);
    },
    conversations: userIn,
    persona_versions: userIn,
    corrections: userIn,
    requests: userIn,
    tasks: (row) => {
      if (row.key !== `${prefix}-${row.number}`) throw refusal(`Task ${row.number} has the key ${row.key}.`);
      userIn(row);
    },
    task_dependencies: (row) => {
      const list = found.dependencies.get(row.task_id) ?? [];
      found.dependencies.set(row.task_id, list);
      list.push(row.depends_on_task_id);
    },
    review_comments: (row) => {
      if (row.author_user_id !== null) found.userIds.add(row.author_user_id);
      if (row.resolved_by_user_id !== null) found.userIds.add(row.resolved_by_user_id);
    },
    merges: (row) => {
      if (row.requested_by_user_id !== null) found.userIds.add(row.requested_by_user_id);
    },
    specs: userIn,
    spec_phases: (row) => {
      if (row.decided_by_user_id !== null) found.userIds.add(row.decided_by_user_id);
    },
    spec_phase_versions: (row) => {
      if (row.edited_by_user_id !== null) found.userIds.add(row.edited_by_user_id);
    },
    messages: (row) => {
      if (row.role === 'user' && row.sender_id !== null && z.uuid().safeParse(row.sender_id).success)
        found.userIds.add(row.sender_id);
    },
  };
}

const isNamed = (name: ArchiveTableName): name is NamedTable => namedTables.some((each) => each === name);

async function checkTable<T extends ArchiveTableName>(
  storage: Storage,
  found: CheckedArchive,
  name: T,
  check: Check<T> | undefined,
): Promise<void> {
  const path = pathOfRows(name);
  let count = 0;
  for await (const row of readRows(storage, found.folder, name)) {
    count += 1;
    if (isNamed(name) && 'id' in row) found.ids.add(name, row.id);
    check?.(row);
  }
  if (found.manifest.entries.find((entry) => entry.path === path)?.rows !== count)
    throw refusal(`${path} does not hold as many rows as the manifest says.`);
}

async function readProject(storage: Storage, folder: string, manifest: ArchiveManifest) {
  const projects: ArchiveRow<'projects'>[] = [];
  for await (const row of readRows(storage, folder, 'projects')) projects.push(row);
  const [project] = projects;
  if (projects.length !== 1 || project?.id !== manifest.project.id || project.key !== manifest.project.key)
    throw refusal('The archive does not hold the one project that its manifest names.');
  return project;
}

/** Reads every row once; throws the refusal of the archive at the first thing that is wrong. */
export async function checkArchive(
  storage: Storage,
  folder: string,
  manifest: ArchiveManifest,
): Promise<CheckedArchive> {
  const project = await readProject(storage, folder, manifest);
  const parts = {
    ids: new ArchiveIds(),
    userIds: new Set<string>(),
    dependencies: new Map<string, string[]>(),
  };
  const found: CheckedArchive = { manifest, folder, project, ...parts };
  const files = checkFiles(manifest);
  const checks: Checks = {
    ...checksOf(found, project.key),
    artifacts: (row) => files.check(pathOfFile(row.id), row),
    recordings: (row) => {
      files.check(pathOfSound(row.id), row);
      if (row.created_by_user_id !== null) found.userIds.add(row.created_by_user_id);
    },
  };
  for (const name of archiveTableNames)
    await checkTable(storage, found, name, checks[name] as Check<typeof name>);
  files.end();
  if (findCircle(found.dependencies) !== null)
    throw refusal('Tasks of the archive wait for each other in a circle.');
  return found;
}

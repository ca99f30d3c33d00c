import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveManifest } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import type { Tx } from '@overmind/db/database';
import { listArchiveFiles, listArchiveRecordings, readArchiveRows } from '@overmind/db/queries/archive/read';
import { type ArchiveTableName, archiveTableNames } from '@overmind/db/queries/archive/tables';
import type { Storage } from '../storage/storage.ts';
import { Room } from './bound.ts';
import { pathOfRows } from './rows/read.ts';

export type ArchiveEntry = ArchiveManifest['entries'][number] & {
  /** Where its bytes lie in the storage. */
  storagePath: string;
};

const filesAtOnce = 200;
/** As many as a manifest may name. */
const maxEntries = 200_000;
export const pathOfFile = (artifactId: string): string => `files/artifacts/${artifactId}`;
export const pathOfSound = (recordingId: string): string => `files/recordings/${recordingId}`;

async function collectRows(
  storage: Storage,
  tx: Tx,
  from: { projectId: string; table: ArchiveTableName; folder: string; room: Room },
): Promise<ArchiveEntry> {
  const { room } = from;
  let rows = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    for await (const batch of readArchiveRows(tx, from.table, from.projectId)) {
      rows += batch.length;
      yield Buffer.from(`${batch.join('\n')}\n`);
    }
  }
  const path = pathOfRows(from.table);
  const storagePath = `${from.folder}/${path}`;
  const put = storage.put(storagePath, Readable.from(lines()), room.leftBytes);
  const { sizeBytes, sha256 } = await put.catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'too_large' ? room.refusal() : error;
  });
  room.take(sizeBytes);
  return { path, size: sizeBytes, sha256, rows, storagePath };
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content, hash);
  return hash.digest('hex');
}

/** A file that is damaged or gone would make an archive that nobody can bring in: said now, not then. */
async function requireFile(
  storage: Storage,
  file: { name: string; of: string; storage_path: string; sha256: string },
) {
  const found = await hashOf(storage.read(file.storage_path)).catch(() => null);
  if (found === file.sha256) return;
  throw new AppError(
    'conflict',
    `The file ${file.name} of ${file.of} is ${found === null ? 'missing' : 'damaged'} on disk. ` +
      'Restore it from a backup; the project cannot be exported without it.',
  );
}

interface FileRow {
  id: string;
  name: string;
  of: string;
  size_bytes: number;
  sha256: string;
  storage_path: string;
}
type ListFiles = (afterId: string | null) => Promise<FileRow[]>;

interface Collected {
  entries: ArchiveEntry[];
  room: Room;
}

async function collectFiles(
  storage: Storage,
  { entries, room }: Collected,
  pathOf: (id: string) => string,
  list: ListFiles,
): Promise<void> {
  for (let last: string | null = null; ; ) {
    const files = await list(last);
    for (const file of files) room.take(file.size_bytes);
    for (const file of files) {
      await requireFile(storage, file);
      const { id, size_bytes: size, sha256, storage_path: storagePath } = file;
      entries.push({ path: pathOf(id), size, sha256, rows: null, storagePath });
    }
    last = files.at(-1)?.id ?? null;
    if (last === null) return;
    if (entries.length > maxEntries)
      throw new AppError('too_large', 'This project has more files than an archive can hold.');
  }
}

/**
 * Writes all that belongs to the project, as the transaction sees it, into `folder`; files stay where they lie. Throws
 * when it is more than an archive may hold.
 */
export async function collectEntries(
  tx: Tx,
  from: { storage: Storage; projectId: string; folder: string; maxBytes: number },
): Promise<ArchiveEntry[]> {
  const { storage, projectId, folder } = from;
  const room = new Room(from.maxBytes);
  const entries: ArchiveEntry[] = [];
  for (const table of archiveTableNames) {
    entries.push(await collectRows(storage, tx, { projectId, table, folder, room }));
  }
  await collectFiles(storage, { entries, room }, pathOfFile, async (after) =>
    (await listArchiveFiles(tx, projectId, after, filesAtOnce)).map((file) => ({
      ...{ ...file, of: `run ${file.run_id}` },
    })),
  );
  await collectFiles(storage, { entries, room }, pathOfSound, async (after) =>
    (await listArchiveRecordings(tx, projectId, after, filesAtOnce)).map((file) => ({
      ...{ ...file, of: 'the recordings' },
    })),
  );
  return entries;
}

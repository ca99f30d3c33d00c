import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveManifest } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import type { Tx } from '@overmind/db/database';
import { listArchiveFiles, readArchiveRows } from '@overmind/db/queries/archive/read';
import { type ArchiveTableName, archiveTableNames } from '@overmind/db/queries/archive/tables';
import type { Storage } from '../storage/storage.ts';
import { pathOfRows } from './rows/read.ts';

export type ArchiveEntry = ArchiveManifest['entries'][number] & {
  /** Where its bytes lie in the storage. */
  storagePath: string;
};

const filesAtOnce = 200;
/** As many as a manifest may name. */
const maxEntries = 200_000;
export const pathOfFile = (artifactId: string): string => `files/artifacts/${artifactId}`;

async function collectRows(
  storage: Storage,
  tx: Tx,
  from: { projectId: string; table: ArchiveTableName; folder: string },
): Promise<ArchiveEntry> {
  let rows = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    for await (const batch of readArchiveRows(tx, from.table, from.projectId)) {
      rows += batch.length;
      yield Buffer.from(`${batch.join('\n')}\n`);
    }
  }
  const path = pathOfRows(from.table);
  const storagePath = `${from.folder}/${path}`;
  const { sizeBytes, sha256 } = await storage.put(
    storagePath,
    Readable.from(lines()),
    Number.MAX_SAFE_INTEGER,
  );
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
  file: { name: string; run_id: string; storage_path: string; sha256: string },
) {
  const found = await hashOf(storage.read(file.storage_path)).catch(() => null);
  if (found === file.sha256) return;
  throw new AppError(
    'conflict',
    `The file ${file.name} of run ${file.run_id} is ${found === null ? 'missing' : 'damaged'} on disk. ` +
      'Restore it from a backup; the project cannot be exported without it.',
  );
}

async function collectFiles(storage: Storage, tx: Tx, projectId: string): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  for (let last: string | null = null; ; ) {
    const files = await listArchiveFiles(tx, projectId, last, filesAtOnce);
    for (const file of files) {
      await requireFile(storage, file);
      const { id, size_bytes: size, sha256, storage_path: storagePath } = file;
      entries.push({ path: pathOfFile(id), size, sha256, rows: null, storagePath });
    }
    last = files.at(-1)?.id ?? null;
    if (last === null) return entries;
    if (entries.length > maxEntries - archiveTableNames.length)
      throw new AppError('too_large', 'This project has more files than an archive can hold.');
  }
}

/** Writes all that belongs to the project, as the transaction sees it, into `folder`; files of runs stay where they lie. */
export async function collectEntries(
  storage: Storage,
  tx: Tx,
  projectId: string,
  folder: string,
): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  for (const table of archiveTableNames)
    entries.push(await collectRows(storage, tx, { projectId, table, folder }));
  entries.push(...(await collectFiles(storage, tx, projectId)));
  return entries;
}

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ArchiveManifest } from '@overmind/contracts/entities/archive';
import { pack as tarPack } from 'tar-stream';
import type { Storage } from '../storage/storage.ts';
import type { ArchiveEntry } from './collect.ts';

type Pack = ReturnType<typeof tarPack>;

async function addFile(pack: Pack, entry: { path: string; size: number; at: Date }, content: Readable) {
  const header = { name: entry.path, size: entry.size, mode: 0o644, mtime: entry.at };
  await pipeline(content, pack.entry(header));
}

async function fill(
  pack: Pack,
  storage: Storage,
  manifest: ArchiveManifest,
  entries: readonly ArchiveEntry[],
) {
  const at = new Date(manifest.exported_at);
  const text = Buffer.from(JSON.stringify(ArchiveManifest.parse(manifest)));
  pack.entry({ name: 'manifest.json', mode: 0o644, mtime: at }, text);
  for (const entry of entries) await addFile(pack, { ...entry, at }, storage.read(entry.storagePath));
  pack.finalize();
}

/** The archive as a stream, made while it is read. A file that fails on the way cuts it, which an import notices. */
export function packArchive(
  storage: Storage,
  manifest: ArchiveManifest,
  entries: readonly ArchiveEntry[],
): Readable {
  const pack = tarPack();
  const gzip = createGzip();
  // A failure reaches the reader through the stream that it reads.
  pipeline(pack, gzip).catch((error: Error) => gzip.destroy(error));
  fill(pack, storage, manifest, entries).catch((error: Error) => pack.destroy(error));
  return gzip;
}

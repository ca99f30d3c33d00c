import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ArchiveManifest } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import { type Entry, type Extract, extract as tarExtract } from 'tar-stream';
import type { Storage } from '../../storage/storage.ts';
import { refusal } from '../refusal.ts';
import { type NamedEntry, namesOf, pathsSince, readManifest } from './manifest.ts';
import { Measure } from './measure.ts';

/** Judged by its header alone, before a byte of it is kept. */
function requireExpected(entry: Entry, left: Map<string, NamedEntry>): NamedEntry {
  const { name, type, size } = entry.header;
  const named = left.get(name);
  if (!named)
    throw refusal('The archive holds an entry that its manifest does not name, or holds one twice.');
  if (type !== 'file') throw refusal(`${name} is no plain file; an archive holds nothing else.`);
  if (size !== named.size)
    throw refusal(`${name} has another size than the manifest says: the archive was edited.`);
  left.delete(name);
  return named;
}

async function keepEntries(
  extract: Extract,
  measure: Measure,
  storage: Storage,
  folder: string,
): Promise<ArchiveManifest> {
  let manifest: ArchiveManifest | undefined;
  let left = new Map<string, NamedEntry>();
  for await (const entry of extract) {
    measure.expect(entry);
    if (manifest === undefined) {
      manifest = await readManifest(entry);
      left = namesOf(manifest);
      measure.requireRoom(manifest.entries.map(({ size }) => size));
      continue;
    }
    const named = requireExpected(entry, left);
    const stored = await storage.put(`${folder}/${named.path}`, Readable.from(entry), named.size);
    if (stored.sha256 !== named.sha256)
      throw refusal(`${named.path} does not have the hash that the manifest says: the archive was edited.`);
  }
  if (manifest === undefined) throw refusal('The archive is empty.');
  const [missing] = left.keys();
  if (missing !== undefined) throw refusal(`${missing} is missing: the archive was cut or edited.`);
  return withLaterTables(manifest, storage, folder);
}

/** An archive of an earlier format has nothing in the tables that came since. */
async function withLaterTables(
  manifest: ArchiveManifest,
  storage: Storage,
  folder: string,
): Promise<ArchiveManifest> {
  const entries = [...manifest.entries];
  for (const path of pathsSince(manifest.format)) {
    if (entries.some((entry) => entry.path === path)) continue;
    const { sha256 } = await storage.put(`${folder}/${path}`, Readable.from([]), 0);
    entries.push({ path, size: 0, sha256, rows: 0 });
  }
  return { ...manifest, entries };
}

/** What the unpackers say of bytes that are no archive, or not all of one. */
function inOurWords(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR')
    return refusal('The archive ends in the middle: it was cut. Copy it again.', error);
  if (code.startsWith('Z_')) return refusal('This is not a gzipped archive, or it is damaged.', error);
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return refusal('The archive did not arrive whole.', error);
  if (/tar|Unexpected end of data/i.test(error.message))
    return refusal('This is not an archive of a project, or it is damaged.', error);
  return error;
}

export interface Unpacked {
  manifest: ArchiveManifest;
  /** Of the archive as it came. */
  sha256: string;
}

/**
 * Unpacks an archive into `folder` of the storage and answers its manifest; every entry is there, with the size
 * and hash that the manifest says. Throws the refusal of anything else. `content` is left as it is then.
 */
export async function unpackArchive(
  content: Readable,
  { storage, folder, maxBytes }: { storage: Storage; folder: string; maxBytes: number },
): Promise<Unpacked> {
  const measure = new Measure(maxBytes);
  const extract = tarExtract();
  // Destroying the request would break the line on which the refusal is answered.
  const source = Readable.from(content.iterator({ destroyOnReturn: false }));
  let reason: unknown;
  const note = (error: unknown) => {
    reason ??= error;
    extract.destroy();
  };
  const unpacking = pipeline(source, measure.packed, createGunzip(), measure.unpacked, extract);
  const keeping = keepEntries(extract, measure, storage, folder);
  // Both have ended before the folder can go.
  const [kept] = await Promise.all([keeping.catch(note), unpacking.catch(note)]);
  if (reason !== undefined || !kept) throw inOurWords(reason);
  return { manifest: kept, sha256: measure.hash.digest('hex') };
}

import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveManifest, archiveFormat, maxArchiveBytes } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import { archiveTableNames } from '@overmind/db/queries/archive/tables';
import { type Entry, type Extract, extract as tarExtract } from 'tar-stream';
import type { Storage } from '../../storage/storage.ts';
import { refusal } from '../refusal.ts';
import { pathOfRows } from '../rows/read.ts';

/** What an archive may grow to, whatever it is packed into. */
const maxUnpackedBytes = 16 * 1024 ** 3;
/** Text of logs packs well, and nothing that we write packs better than this. */
const maxRatio = 500;
const ratioCountsFromBytes = 64 * 1024 * 1024;
const maxManifestBytes = 64 * 1024 * 1024;
const manifestPath = 'manifest.json';

type Named = ArchiveManifest['entries'][number];

/** Counts both ends of the unpacking, and ends it where no archive of ours would be. */
class Measure {
  #packed = 0;
  #unpacked = 0;
  readonly hash = createHash('sha256');

  readonly packed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#packed += chunk.length;
      this.hash.update(chunk);
      const isOver = this.#packed > maxArchiveBytes;
      done(isOver ? new AppError('too_large', 'The archive is larger than 2 GiB.') : null, chunk);
    },
  });

  readonly unpacked = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#unpacked += chunk.length;
      const isBomb = this.#unpacked > ratioCountsFromBytes && this.#unpacked > this.#packed * maxRatio;
      const isOver = isBomb || this.#unpacked > maxUnpackedBytes;
      done(isOver ? refusal('The archive unpacks to far more than a project holds.') : null, chunk);
    },
  });
}

async function readManifest(entry: Entry): Promise<ArchiveManifest> {
  if (entry.header.name !== manifestPath || entry.header.type !== 'file')
    throw refusal('This is no archive of a project: it does not begin with manifest.json.');
  if ((entry.header.size ?? 0) > maxManifestBytes) throw refusal('The manifest of the archive is too large.');
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw refusal('The manifest of the archive is not JSON.', error);
  }
  requireKnownFormat(value);
  const parsed = ArchiveManifest.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal(`The manifest breaks its schema: ${issue?.path.join('.')}: ${issue?.message}.`);
}

function requireKnownFormat(value: unknown): void {
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format !== 'number' || format <= archiveFormat) return;
  throw refusal(`The archive has format ${format}, made by a newer version. Update this installation first.`);
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const isOurPath = (path: string): boolean =>
  new RegExp(`^(?:rows/[a-z_]{1,63}\\.ndjson|files/artifacts/${uuid})$`).test(path);

function requireKnownTables(named: Map<string, Named>): void {
  const known = new Set(archiveTableNames.map(pathOfRows));
  const unknown = [...named.keys()].find((path) => path.startsWith('rows/') && !known.has(path));
  if (unknown !== undefined) throw refusal(`${unknown} is of a table that this version does not know.`);
  const missing = [...known].find((path) => !named.has(path));
  if (missing !== undefined) throw refusal(`The manifest does not name ${missing}: the archive was edited.`);
}

function namesOf(manifest: ArchiveManifest): Map<string, Named> {
  const named = new Map<string, Named>();
  for (const entry of manifest.entries) {
    if (!isOurPath(entry.path)) throw refusal('The manifest names a path that no archive has.');
    if (named.has(entry.path)) throw refusal(`The manifest names ${entry.path} twice.`);
    named.set(entry.path, entry);
  }
  requireKnownTables(named);
  return named;
}

/** Judged by its header alone, before a byte of it is kept. */
function requireExpected(entry: Entry, left: Map<string, Named>): Named {
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

async function keepEntries(extract: Extract, storage: Storage, folder: string): Promise<ArchiveManifest> {
  let manifest: ArchiveManifest | undefined;
  let left = new Map<string, Named>();
  for await (const entry of extract) {
    if (manifest === undefined) {
      manifest = await readManifest(entry);
      left = namesOf(manifest);
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
  return manifest;
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
export async function unpackArchive(content: Readable, storage: Storage, folder: string): Promise<Unpacked> {
  const measure = new Measure();
  const extract = tarExtract();
  // Destroying the request would break the line on which the refusal is answered.
  const source = Readable.from(content.iterator({ destroyOnReturn: false }));
  let reason: unknown;
  const note = (error: unknown) => {
    reason ??= error;
    extract.destroy();
  };
  const unpacking = pipeline(source, measure.packed, createGunzip(), measure.unpacked, extract);
  const keeping = keepEntries(extract, storage, folder);
  // Both have ended before the folder can go.
  const [kept] = await Promise.all([keeping.catch(note), unpacking.catch(note)]);
  if (reason !== undefined || !kept) throw inOurWords(reason);
  return { manifest: kept, sha256: measure.hash.digest('hex') };
}

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ArchiveManifest, type ImportReport } from '@overmind/contracts/entities/archive';
import { extract, type Headers, pack } from 'tar-stream';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { exportProject } from '../export.ts';
import { type ImportOptions, importProject } from '../import.ts';

export interface OpenedArchive {
  manifest: ArchiveManifest;
  /** By path, the manifest aside. */
  entries: Map<string, Buffer>;
}

export const exportBytes = async (core: Core, call: Call, projectId: string): Promise<Buffer> =>
  buffer((await exportProject(core, call, projectId, '1.2.3')).content);

export const importBytes = (
  core: Core,
  call: Call,
  bytes: Buffer,
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> => importProject(core, call, Readable.from([bytes]), { ids: 'auto', ...options });

export async function openArchive(bytes: Buffer): Promise<OpenedArchive> {
  const entries = new Map<string, Buffer>();
  const tar = extract();
  tar.end(gunzipSync(bytes));
  for await (const entry of tar) entries.set(entry.header.name, await buffer(Readable.from(entry)));
  const manifest = ArchiveManifest.parse(JSON.parse(entries.get('manifest.json')?.toString() ?? ''));
  entries.delete('manifest.json');
  return { manifest, entries };
}

type Row = Record<string, unknown>;

export const rowsOf = ({ entries }: OpenedArchive, table: string): Row[] =>
  (entries.get(`rows/${table}.ndjson`)?.toString() ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** Replaces rows of a table, and makes the manifest tell of them. */
export function putRows(archive: OpenedArchive, table: string, rows: readonly Row[]): void {
  putEntry(
    archive,
    `rows/${table}.ndjson`,
    Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    rows.length,
  );
}

export function putEntry(archive: OpenedArchive, path: string, content: Buffer, rows: number | null): void {
  const sha256 = createHash('sha256').update(content).digest('hex');
  archive.entries.set(path, content);
  archive.manifest.entries = [
    ...archive.manifest.entries.filter((entry) => entry.path !== path),
    { path, size: content.length, sha256, rows },
  ];
}

/** A tar of headers and contents as they are given, gzipped. */
export async function packRaw(entries: readonly [Headers, Buffer][]): Promise<Buffer> {
  const tar = pack();
  for (const [header, content] of entries) tar.entry({ ...header, size: content.length }, content);
  tar.finalize();
  return gzipSync(await buffer(tar as unknown as Readable));
}

export const packAgain = ({ manifest, entries }: OpenedArchive): Promise<Buffer> =>
  packRaw([
    [{ name: 'manifest.json' }, Buffer.from(JSON.stringify(manifest))],
    ...[...entries].map(([name, content]): [Headers, Buffer] => [{ name }, content]),
  ]);

import { ArchiveManifest, archiveFormat } from '@overmind/contracts/entities/archive';
import { archiveTableNames } from '@overmind/db/queries/archive/tables';
import type { Entry } from 'tar-stream';
import { parseJson } from '../parse-json.ts';
import { refusal } from '../refusal.ts';
import { pathOfRows } from '../rows/read.ts';

const maxManifestBytes = 64 * 1024 * 1024;
const manifestPath = 'manifest.json';

export type NamedEntry = ArchiveManifest['entries'][number];

/** The first entry of an archive. Throws the refusal of what is none of a project, or of a newer version. */
export async function readManifest(entry: Entry): Promise<ArchiveManifest> {
  if (entry.header.name !== manifestPath || entry.header.type !== 'file')
    throw refusal('This is no archive of a project: it does not begin with manifest.json.');
  if ((entry.header.size ?? 0) > maxManifestBytes) throw refusal('The manifest of the archive is too large.');
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  const value = parseJson(Buffer.concat(chunks).toString('utf8'), 'The manifest of the archive');
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
const ourPath = new RegExp(`^(?:rows/[a-z_]{1,63}\\.ndjson|files/artifacts/${uuid})$`);

function requireKnownTables(named: Map<string, NamedEntry>): void {
  const known = new Set(archiveTableNames.map(pathOfRows));
  const unknown = [...named.keys()].find((path) => path.startsWith('rows/') && !known.has(path));
  if (unknown !== undefined) throw refusal(`${unknown} is of a table that this version does not know.`);
  const missing = [...known].find((path) => !named.has(path));
  if (missing !== undefined) throw refusal(`The manifest does not name ${missing}: the archive was edited.`);
}

/** The other entries by their paths, which are all known ones. */
export function namesOf(manifest: ArchiveManifest): Map<string, NamedEntry> {
  const named = new Map<string, NamedEntry>();
  for (const entry of manifest.entries) {
    if (!ourPath.test(entry.path)) throw refusal('The manifest names a path that no archive has.');
    if (named.has(entry.path)) throw refusal(`The manifest names ${entry.path} twice.`);
    named.set(entry.path, entry);
  }
  requireKnownTables(named);
  return named;
}

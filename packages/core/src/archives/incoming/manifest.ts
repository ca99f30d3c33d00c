import { ArchiveManifest, archiveFormat } from '@overmind/contracts/entities/archive';
import { type ArchiveTableName, archiveTableNames } from '@overmind/db/queries/archive/tables';
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
const ourPath = new RegExp(`^(?:rows/[a-z_]{1,63}\\.ndjson|files/(?:artifacts|recordings)/${uuid})$`);

/** Tables that archives of an earlier format do not have. */
const sinceFormat: Partial<Record<ArchiveTableName, number>> = {
  agent_run_transcript: 2,
  run_permissions: 2,
  run_inputs: 2,
  review_comments: 2,
  merges: 2,
  recordings: 3,
  recording_tasks: 3,
  corrections: 3,
  personas: 4,
  persona_versions: 4,
  discussions: 4,
  discussion_events: 4,
  discussion_messages: 4,
  specs: 5,
  spec_phases: 5,
  spec_phase_versions: 5,
};

/** The paths of tables that came with a later format than the archive's. */
export const pathsSince = (format: number): string[] =>
  archiveTableNames.filter((name) => (sinceFormat[name] ?? 1) > format).map(pathOfRows);

function requireKnownTables(named: Map<string, NamedEntry>, format: number): void {
  const known = new Set(archiveTableNames.map(pathOfRows));
  const unknown = [...named.keys()].find((path) => path.startsWith('rows/') && !known.has(path));
  if (unknown !== undefined) throw refusal(`${unknown} is of a table that this version does not know.`);
  const later = pathsSince(format);
  const missing = [...known].find((path) => !named.has(path) && !later.includes(path));
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
  requireKnownTables(named, manifest.format);
  return named;
}

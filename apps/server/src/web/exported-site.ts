import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the exported site, as a path under its folder. */
type SiteFile = string;

export interface ExportedSite {
  folder: string;
  /** The file for an address, with `_` standing for any id; null when there is none. */
  find(path: string): SiteFile | null;
  /** The policy for a page: its own inline scripts by hash, nothing from elsewhere. */
  policyOf(file: SiteFile): string;
}

const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

function policyFor(html: string): string {
  const hashes = [...html.matchAll(inlineScript)]
    .map((match) =>
      createHash('sha256')
        .update(match[1] ?? '')
        .digest('base64'),
    )
    .map((hash) => `'sha256-${hash}'`);
  return [
    "default-src 'self'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The folders above each file, so that a search goes only where something is. */
function foldersOf(files: ReadonlySet<SiteFile>): Set<string> {
  const folders = new Set(['']);
  for (const file of files) {
    for (let end = file.indexOf('/'); end !== -1; end = file.indexOf('/', end + 1))
      folders.add(file.slice(0, end + 1));
  }
  return folders;
}

interface Tree {
  files: ReadonlySet<SiteFile>;
  folders: ReadonlySet<string>;
}

/** Each segment stands for itself or, where the export has `_`, for any id; the last one may lack its ending. */
function findIn({ files, folders }: Tree, segments: readonly string[]): SiteFile | null {
  const last = segments.at(-1) ?? '';
  const ending = /\.(txt|html|json)$/.exec(last)?.[0] ?? '';
  const leaves = ending === '' ? [last, `${last}.html`, '_.html'] : [last, `_${ending}`];
  let prefixes = [''];
  for (const segment of segments.slice(0, -1)) {
    prefixes = prefixes
      .flatMap((prefix) => [`${prefix}${segment}/`, `${prefix}_/`])
      .filter((path) => folders.has(path));
  }
  for (const prefix of prefixes) {
    const found = leaves.map((leaf) => prefix + leaf).find((path) => files.has(path));
    if (found !== undefined) return found;
  }
  return null;
}

/** Reads the exported web app; null when it has not been built. */
export async function readExportedSite(folder: string): Promise<ExportedSite | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!entries) return null;
  const files = new Set<SiteFile>();
  const policies = new Map<SiteFile, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name)
      .slice(folder.length)
      .replace(/^[\\/]/, '')
      .replaceAll('\\', '/');
    files.add(path);
    if (path.endsWith('.html')) policies.set(path, policyFor(await readFile(join(folder, path), 'utf8')));
  }
  const tree = { files, folders: foldersOf(files) };
  return {
    folder,
    find: (path) =>
      path === '/' || path === ''
        ? files.has('index.html')
          ? 'index.html'
          : null
        : findIn(tree, path.replace(/^\/|\/$/g, '').split('/')),
    policyOf: (file) => policies.get(file) ?? "default-src 'none'; frame-ancestors 'none'",
  };
}

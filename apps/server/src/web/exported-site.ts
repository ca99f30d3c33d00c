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

/** Each segment stands for itself or, where the export has `_`, for any id; the last one may lack its ending. */
function findIn(files: ReadonlySet<SiteFile>, segments: readonly string[]): SiteFile | null {
  const last = segments.at(-1) ?? '';
  const ending = /\.(txt|html|json)$/.exec(last)?.[0] ?? '';
  const leaves = ending === '' ? [last, `${last}.html`, '_.html'] : [last, `_${ending}`];
  const walk = (index: number, prefix: string): SiteFile | null => {
    if (index === segments.length - 1) {
      return leaves.map((leaf) => prefix + leaf).find((path) => files.has(path)) ?? null;
    }
    const own = walk(index + 1, `${prefix}${segments[index]}/`);
    return own ?? walk(index + 1, `${prefix}_/`);
  };
  return walk(0, '');
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
  return {
    folder,
    find: (path) =>
      path === '/' || path === ''
        ? files.has('index.html')
          ? 'index.html'
          : null
        : findIn(files, path.replace(/^\/|\/$/g, '').split('/')),
    policyOf: (file) => policies.get(file) ?? "default-src 'none'; frame-ancestors 'none'",
  };
}

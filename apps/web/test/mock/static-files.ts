import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Candidates for an address: the file, its page, and both with a project id read as the exported `_`. */
function candidates(path: string): string[] {
  const general = path
    .replace(/^\/projects\/[^/.]+/, '/projects/_')
    .replace(/\/(runs|review|recordings|specs)\/[^/.]+/, '/$1/_')
    .replace(/\/discussions\/(?!personas)[^/.]+/, '/discussions/_');
  return [path, general].flatMap((each) => [
    each,
    `${each.replace(/\/$/, '')}.html`,
    join(each, 'index.html'),
  ]);
}

/** Serves an exported site as the real server does, with `_` standing in for any project id. */
export async function serveStatic(root: string, path: string, response: ServerResponse): Promise<void> {
  for (const candidate of candidates(normalize(decodeURIComponent(path)))) {
    if (extname(candidate) === '') continue;
    const content = await readFile(join(root, candidate)).catch(() => null);
    if (content === null) continue;
    response.writeHead(200, { 'content-type': types[extname(candidate)] ?? 'application/octet-stream' });
    response.end(content);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(await readFile(join(root, '404.html')));
}

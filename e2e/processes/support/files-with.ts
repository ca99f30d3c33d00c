import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files under a folder whose bytes hold a text. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // What goes away meanwhile holds nothing.
    if (entry.isDirectory()) found.push(...(await filesWith(path, text).catch(() => [])));
    if (!entry.isFile()) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(text)) found.push(path);
  }
  return found;
}

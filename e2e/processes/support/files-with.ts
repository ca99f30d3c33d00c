import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files under a folder whose bytes hold a text. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesWith(path, text).catch(unlessGone([]))));
    if (!entry.isFile()) continue;
    const bytes = await readFile(path).catch(unlessGone(Buffer.alloc(0)));
    if (bytes.includes(text)) found.push(path);
  }
  return found;
}

/** What goes away meanwhile holds nothing. */
const unlessGone =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing;
    throw error;
  };

import type { Storage } from '../../storage/storage.ts';
import { pathOfFile, pathOfSound } from '../collect.ts';
import type { CheckedArchive } from './check.ts';

const prefixes = [pathOfFile(''), pathOfSound('')];

const idOf = (path: string): string =>
  path.slice(prefixes.find((prefix) => path.startsWith(prefix))?.length ?? 0);

/** Stores the files of a checked archive where its project has them. Answers how many. */
export async function placeArchiveFiles(
  storage: Storage,
  { manifest, folder }: CheckedArchive,
  placeOf: (id: string) => string,
): Promise<number> {
  const files = manifest.entries.filter((entry) => entry.rows === null);
  for (const { path, size } of files)
    await storage.put(placeOf(idOf(path)), storage.read(`${folder}/${path}`), size);
  return files.length;
}

import type { Storage } from '../../storage/storage.ts';
import { pathOfFile } from '../collect.ts';
import type { CheckedArchive } from './check.ts';

const filesPrefix = pathOfFile('');

/** Stores the files of a checked archive where its project has them. Answers how many. */
export async function placeFiles(
  storage: Storage,
  { manifest, folder }: CheckedArchive,
  placeOf: (artifactId: string) => string,
): Promise<number> {
  const files = manifest.entries.filter((entry) => entry.rows === null);
  for (const { path, size } of files)
    await storage.put(placeOf(path.slice(filesPrefix.length)), storage.read(`${folder}/${path}`), size);
  return files.length;
}

import { realpath, stat } from 'node:fs/promises';
import { exitCodes, Failure } from '../failure.ts';

/** The real path of a folder that a person named. Throws when there is none. */
export async function resolveFolder(dir: string): Promise<string> {
  const path = await realpath(dir).catch(() => null);
  if (path !== null && (await isFolder(path))) return path;
  throw new Failure(`There is no folder ${dir}.`, exitCodes.usage);
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

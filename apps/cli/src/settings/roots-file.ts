import { join } from 'node:path';
import { readTextFile, writePrivateFile } from './private-file.ts';

export const rootsFileIn = (dataDir: string): string => join(dataDir, 'runner-roots');

const isRoot = (line: string): boolean => line !== '' && !line.startsWith('#');

/** The folders that `project add` let the local runner into. */
export async function listRoots(dataDir: string): Promise<string[]> {
  const text = (await readTextFile(rootsFileIn(dataDir))) ?? '';
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(isRoot);
}

/** Lets the local runner work in a folder (its real path). False when it may already. */
export async function addRoot(dataDir: string, path: string): Promise<boolean> {
  if ((await listRoots(dataDir)).includes(path)) return false;
  const before = ((await readTextFile(rootsFileIn(dataDir))) ?? '').trimEnd();
  await writePrivateFile(rootsFileIn(dataDir), `${before === '' ? '' : `${before}\n`}${path}\n`);
  return true;
}

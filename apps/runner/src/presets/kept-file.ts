import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  chmod,
  type FileHandle,
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { codeOf } from '../log.ts';
import { removeTree } from '../workspace/remove-tree.ts';

/**
 * Files below a folder in which an agent could write. It may have left links, pipes or files without end there for the
 * runner, which stands in no sandbox. So only a regular file that really lies below the folder is read; what else
 * stands in its place, or on the way to it, is removed: a link itself, never what it leads to. No process of an agent
 * may be at work there meanwhile.
 */

const mostBytes = 1024 * 1024;
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** What is there can be opened by nobody, or leads elsewhere. */
const unfit = ['ELOOP', 'EMLINK', 'ENXIO', 'ENODEV', 'EACCES', 'EPERM'];

/** The text of the file `name` below `root`; null where there is none, also when what was there had to go. */
export async function readKeptFile(root: string, name: string): Promise<string | null> {
  const folder = await openFolder(root, dirname(name));
  if (folder === null) return null;
  const path = join(folder, basename(name));
  const text = await readRegular(path);
  if (text === null) await removeTree(path);
  return text;
}

/** Puts a file in the place of whatever stands there. */
export async function writeKeptFile(root: string, name: string, text: string): Promise<void> {
  const folder = await makeFolder(root, dirname(name));
  const path = join(folder, basename(name));
  const draft = join(folder, `.${randomUUID()}`);
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    if (await isFolder(path)) await removeTree(path);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

export async function removeKeptFile(root: string, name: string): Promise<void> {
  const folder = await openFolder(root, dirname(name));
  if (folder !== null) await removeTree(join(folder, basename(name)));
}

/** A real folder that can be gone to; a link to one is none. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

async function readRegular(path: string): Promise<string | null> {
  let file: FileHandle;
  try {
    file = await open(path, openFlags);
  } catch (error) {
    if (['ENOENT', ...unfit].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
  try {
    const found = await file.stat();
    return found.isFile() && found.size <= mostBytes ? await file.readFile('utf8') : null;
  } finally {
    await file.close();
  }
}

/** The real path of a folder below `root`; null where there is none, or what stood there led out of it. */
async function openFolder(root: string, inside: string): Promise<string | null> {
  // All of it may be removed at any moment, by whoever frees the disk.
  const top = await findReal(root);
  if (top === null) return null;
  let at = top;
  for (const part of partsOf(inside)) {
    const next = join(at, part);
    const real = await findReal(next);
    if (real === null || !real.startsWith(top + sep) || !(await isFolder(real))) {
      await removeTree(next);
      return null;
    }
    // An agent may have taken the right to go there from itself, and so from the runner.
    await chmod(real, 0o700);
    at = real;
  }
  return at;
}

async function makeFolder(root: string, inside: string): Promise<string> {
  if (partsOf(inside).length === 0) return realpath(root);
  const there = await openFolder(root, inside);
  if (there !== null) return there;
  const path = join(await makeFolder(root, dirname(inside)), basename(inside));
  await mkdir(path, { mode: 0o700 });
  return path;
}

async function findReal(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', ...unfit].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

const partsOf = (inside: string): string[] => inside.split('/').filter((part) => !['', '.'].includes(part));

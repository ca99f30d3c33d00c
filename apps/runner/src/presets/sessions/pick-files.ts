import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../log.ts';
import { removeTree } from '../../workspace/remove-tree.ts';
import { isFolder } from '../kept-file.ts';

/** Of the few hundred that a session may have; an agent may have left any number. */
const mostFiles = 10_000;

/**
 * Puts the files that the patterns name into another home too, and nothing else: no links, pipes or folders, and
 * nothing that a link leads to. No process of an agent may be at work there meanwhile, nor before one home is gone: both
 * have the same files.
 */
export const pickFiles = (from: string, to: string, patterns: readonly string[]): Promise<void> =>
  forMatches(from, to, patterns, linkOrCopy);

/** Likewise, and they are in the first home no more. */
export const moveFiles = (from: string, to: string, patterns: readonly string[]): Promise<void> =>
  forMatches(from, to, patterns, rename);

async function forMatches(
  from: string,
  to: string,
  patterns: readonly string[],
  put: (source: string, target: string) => Promise<void>,
): Promise<void> {
  const found = await Promise.all(patterns.map((pattern) => listMatches(from, '', pattern.split('/'))));
  for (const path of [...new Set(found.flat())].slice(0, mostFiles)) {
    await makeRealFolder(to, dirname(path));
    const target = join(to, path);
    if (await isFolder(target)) await removeTree(target);
    await chmod(join(from, path), 0o600);
    await put(join(from, path), target);
  }
}

/** An agent may have written that home too: what stands in the way, a link above all, goes and is not followed. */
async function makeRealFolder(root: string, inside: string): Promise<void> {
  let at = root;
  for (const part of inside.split('/').filter((name) => name !== '.')) {
    at = join(at, part);
    if (await isFolder(at)) continue;
    await removeTree(at);
    await mkdir(at, { mode: 0o700 });
  }
}

/** Not every file system has links. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
    await copyFile(source, target, constants.COPYFILE_EXCL);
  }
}

async function listMatches(root: string, inside: string, parts: readonly string[]): Promise<string[]> {
  const [part = '', ...rest] = parts;
  const matching = (await entriesOf(join(root, inside))).filter(({ name }) => isMatch(name, part));
  if (rest.length === 0)
    return matching.filter((entry) => entry.isFile()).map(({ name }) => join(inside, name));
  const folders = matching.filter((entry) => entry.isDirectory());
  const deeper = await Promise.all(folders.map(({ name }) => listMatches(root, join(inside, name), rest)));
  return deeper.flat();
}

async function entriesOf(folder: string) {
  try {
    // An agent may have taken the right to look there from itself, and so from the runner.
    await chmod(folder, 0o700);
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return [];
    throw error;
  }
}

/** Without a regular expression, as one with many stars takes for ever on a name made for that. */
function isMatch(name: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

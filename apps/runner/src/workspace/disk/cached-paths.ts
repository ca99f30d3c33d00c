import { lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { removeTree } from '../remove-tree.ts';
import { isWithin } from '../roots.ts';

export interface PathCopy {
  /** Relative, and inside both. */
  paths: readonly string[];
  from: string;
  to: string;
  signal: AbortSignal;
}

/**
 * Copies folders from one place to another, never through a link that leads out of either, and never over what is
 * there. True when anything was copied; what was copied in part is removed.
 */
export async function copyPaths({ paths, from, to, signal }: PathCopy): Promise<boolean> {
  const done: string[] = [];
  for (const path of paths) {
    const source = await findInside(from, path);
    const target = join(to, path);
    if (source === null || (await exists(target)) || !(await makeParent(to, path))) continue;
    if (!(await copy(source, target, signal))) {
      for (const part of [...done, target]) await removeTree(part);
      return false;
    }
    done.push(target);
  }
  return done.length > 0;
}

async function copy(source: string, target: string, signal: AbortSignal): Promise<boolean> {
  const flags = process.platform === 'darwin' ? ['-ac'] : ['-a', '--reflink=auto'];
  const { failed } = await execa('cp', [...flags, '--', source, target], {
    ...{ reject: false, stdin: 'ignore', stdout: 'ignore', cancelSignal: signal },
  });
  return !failed;
}

async function findInside(root: string, path: string): Promise<string | null> {
  const place = join(root, path);
  if (!(await exists(place))) return null;
  const parent = await realpath(dirname(place));
  return isWithin(await realpath(root), parent) ? place : null;
}

/** Made step by step, so that no folder is made behind a link that leads out. */
async function makeParent(root: string, path: string): Promise<boolean> {
  const top = await realpath(root);
  let folder = top;
  for (const part of path.split('/').slice(0, -1)) {
    if (part === '' || part === '.') continue;
    folder = join(folder, part);
    await mkdir(folder, { recursive: true });
    folder = await realpath(folder);
    if (!isWithin(top, folder)) return false;
  }
  return true;
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

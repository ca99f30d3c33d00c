import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../../workspace/git.ts';
import type { Checkout } from './find.ts';

/** Paths that are new in `to`, as git writes them: bytes need not be UTF-8. */
async function newPaths({ path }: Checkout, from: string, to: string): Promise<string[]> {
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--name-only', '--diff-filter=A', from, to, '--'];
  return (await git(args, { folder: path }, { isRead: true })).split('\0').filter((name) => name !== '');
}

const kindOf = async (path: string): Promise<'none' | 'folder' | 'file'> => {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
};

/** Files that git does not know, ignored ones too: below a path, or all. */
const listUnknown = async ({ path }: Checkout, name?: string): Promise<string[]> => {
  const below = name === undefined ? [] : [`:(literal)${name}`];
  const listed = await git(
    ['ls-files', '--others', '-z', '--', ...below],
    { folder: path },
    { isRead: true },
  );
  return listed.split('\0').filter((each) => each !== '');
};

/**
 * A file of a person's own where the branch brings a new one. Git itself would write over it when it is ignored,
 * so it is looked for here.
 */
export async function findCoveredFile(checkout: Checkout, from: string, to: string): Promise<string | null> {
  const folders = new Set<string>();
  const names = await newPaths(checkout, from, to);
  const covered = (await findUnreadable(checkout, names)) ?? (await findFirst(checkout, names, folders));
  if (covered === null) return null;
  return `${checkout.path} has a file ${covered} of its own, which the merge would overwrite. Move it away, then merge again.`;
}

async function findFirst(
  checkout: Checkout,
  names: readonly string[],
  folders: Set<string>,
): Promise<string | null> {
  for (const name of names) {
    const covered = await findCovered(checkout, name, folders);
    if (covered !== null) return covered;
  }
  return null;
}

/** The path or what stands in the place of a folder above it. */
async function findCovered(checkout: Checkout, name: string, folders: Set<string>): Promise<string | null> {
  const parts = name.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const part = parts.slice(0, depth).join('/');
    if (folders.has(part)) continue;
    const kind = await kindOf(join(checkout.path, part));
    if (kind === 'none') return null;
    if (kind === 'file' || depth === parts.length)
      return (await listUnknown(checkout, part)).length > 0 ? part : null;
    folders.add(part);
  }
  return null;
}

/** Names that are no UTF-8 cannot be looked up one by one; what they are read as is compared. */
async function findUnreadable(checkout: Checkout, names: readonly string[]): Promise<string | null> {
  const odd = new Set(names.filter((name) => name.includes('\uFFFD')));
  if (odd.size === 0) return null;
  return (await listUnknown(checkout)).find((name) => odd.has(name)) ?? null;
}

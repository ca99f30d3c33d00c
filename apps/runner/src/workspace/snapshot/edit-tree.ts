import { rm } from 'node:fs/promises';
import { listChanges } from '../changes/changed-files.ts';
import { git } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';

export const joinEntries = (entries: readonly string[]): Uint8Array =>
  Buffer.from(entries.map((entry) => `${entry}\0`).join(''), 'latin1');

/** A tree with some entries put in place of those of the same path; `index` is a file to work in. */
export async function editTree(
  workspace: Workspace,
  tree: string,
  entries: readonly string[],
  index: string,
): Promise<string> {
  if (entries.length === 0) return tree;
  const place = placeOf(workspace);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(['read-tree', tree], place, { env });
    await git(['update-index', '-z', '--index-info'], place, { env, input: joinEntries(entries) });
    return await git(['write-tree'], place, { env });
  } finally {
    for (const path of [index, `${index}.lock`]) await rm(path, { force: true });
  }
}

/** The tree `onto` with each file that differs between the other two as it is in `to`. */
export async function overlay(
  workspace: Workspace,
  { onto, from, to }: { onto: string; from: string; to: string },
  index: string,
): Promise<string> {
  if (onto === from) return to;
  const changes = await listChanges(workspace, from, to);
  const entries = changes.map(({ after }) => after);
  return editTree(workspace, onto, entries, index);
}

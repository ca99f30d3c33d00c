import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitPlace, git, tryGit } from '../../workspace/git.ts';

export interface Checkout {
  /** Its folder, links resolved. */
  path: string;
  gitDir: string;
}

interface Listed {
  path: string;
  branch: string | null;
  isGone: boolean;
}

/** Every work tree of a repository that is still there. */
async function listWorktrees(place: GitPlace): Promise<Listed[]> {
  const text = await git(['worktree', 'list', '--porcelain', '-z'], place, { isRead: true });
  return text
    .split('\0\0')
    .map((block) => block.split('\0'))
    .flatMap((lines) => {
      const read = (name: string) =>
        lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
      const path = read('worktree');
      if (path === undefined || lines.includes('bare')) return [];
      const isGone = lines.some((line) => line.startsWith('prunable'));
      return [{ path, branch: read('branch') ?? null, isGone }];
    });
}

async function open(path: string): Promise<Checkout | null> {
  const folder = await realpath(path).catch(() => null);
  if (folder === null) return null;
  const gitDir = await tryGit(['rev-parse', '--absolute-git-dir'], { folder }, { isRead: true });
  return gitDir === null ? null : { path: folder, gitDir };
}

/** Which branch a rebase that stands still is of; its work tree is on no branch meanwhile. */
async function rebasedBranch(gitDir: string): Promise<string | null> {
  for (const name of ['rebase-merge/head-name', 'rebase-apply/head-name']) {
    const text = await readFile(join(gitDir, name), 'utf8').catch(() => null);
    if (text !== null) return text.trim();
  }
  return null;
}

/** Where a branch is checked out, and where it is being rebased. */
export async function findCheckouts(
  place: GitPlace,
  ref: string,
): Promise<{ on: Checkout[]; rebasing: Checkout[] }> {
  const on: Checkout[] = [];
  const rebasing: Checkout[] = [];
  for (const listed of await listWorktrees(place)) {
    if (listed.isGone || (listed.branch !== null && listed.branch !== ref)) continue;
    const checkout = await open(listed.path);
    if (checkout === null) continue;
    if (listed.branch === ref) on.push(checkout);
    else if ((await rebasedBranch(checkout.gitDir)) === ref) rebasing.push(checkout);
  }
  return { on, rebasing };
}

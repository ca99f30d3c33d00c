import { realpath, stat } from 'node:fs/promises';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { codeOf } from '../log.ts';
import { GitError, tryGit } from './git.ts';
import { type AllowedRoots, isWithin } from './roots.ts';

type Refusal = Extract<Inspection, { ok: false }>;

export interface Repository {
  ok: true;
  /** Its top folder, links resolved. */
  path: string;
  /** What all its worktrees share: refs, objects, config. */
  commonDir: string;
  defaultBranch: string | null;
}

const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail });

/** A repository in which a run may work, or why not. Asked anew for every run. */
export async function openRepository(path: string, roots: AllowedRoots): Promise<Repository | Refusal> {
  const resolution = await roots.resolve(path);
  if (!resolution.ok) return refuse(resolution.reason, resolution.detail);
  const folder = resolution.path;
  const kind = await folderKind(folder);
  if (kind === 'unreadable') return refuse('unreadable', `The runner may not read ${folder}.`);
  if (kind === 'other') return refuse('not_a_directory', `${folder} is a file, not a folder.`);
  // A run waits for these, so they are asked at once.
  const [facts, top] = await Promise.all([
    tryGit(['rev-parse', '--is-bare-repository', '--git-common-dir'], { folder }, { isRead: true }),
    tryGit(['rev-parse', '--show-toplevel'], { folder }, { isRead: true }),
  ]);
  if (facts === null)
    return refuse('not_git', `${folder} is not a git repository. Run "git init" in it and commit once.`);
  const [isBare, common = ''] = facts.split('\n');
  if (isBare === 'true') return refuse('bare', `${folder} is a bare repository; give one with files.`);
  if (top === null) return refuse('not_git', `${folder} is inside a repository's .git folder.`);
  return checkPlaces({ folder, top, common }, roots);
}

async function checkPlaces(
  found: { folder: string; top: string; common: string },
  roots: AllowedRoots,
): Promise<Repository | Refusal> {
  const place = { folder: await realpath(found.top) };
  const commonDir = await realpath(
    found.common.startsWith('/') ? found.common : `${found.folder}/${found.common}`,
  );
  for (const path of [place.folder, commonDir]) {
    if (roots.list.some((root) => isWithin(root, path))) continue;
    return refuse(
      'outside_roots',
      `The repository of ${found.folder} is at ${path}, outside the folders this runner may work in.`,
    );
  }
  const [headCommit, defaultBranch] = await Promise.all([
    tryGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], place, { isRead: true }),
    findDefaultBranch(place.folder),
  ]);
  if (headCommit === null && defaultBranch === null) {
    return refuse('empty_repository', `${place.folder} has no commit yet. Commit something, then try again.`);
  }
  return { ok: true, path: place.folder, commonDir, defaultBranch };
}

async function folderKind(path: string): Promise<'folder' | 'other' | 'unreadable'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (codeOf(error) === 'EACCES') return 'unreadable';
    throw error;
  }
}

/** What the remote calls its head, else main or master, else what is checked out; null where there is no branch. */
async function findDefaultBranch(folder: string): Promise<string | null> {
  const read = { isRead: true };
  const [remote, head] = await Promise.all([
    tryGit(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'], { folder }, read),
    tryGit(['symbolic-ref', '--quiet', '--short', 'HEAD'], { folder }, read),
  ]);
  const names = [remote?.replace(/^origin\//, ''), 'main', 'master', head].filter((name) => name != null);
  const there = await tryGit(
    ['for-each-ref', '--format=%(refname)', '--', ...names.map((name) => `refs/heads/${name}`)],
    { folder },
    read,
  );
  const refs = (there ?? '').split('\n');
  return names.find((name) => refs.includes(`refs/heads/${name}`)) ?? null;
}

export async function hasBranch(folder: string, name: string): Promise<boolean> {
  return (
    (await tryGit(
      ['show-ref', '--verify', '--quiet', `refs/heads/${name}`],
      { folder },
      { isRead: true },
    )) !== null
  );
}

/** The commit a run starts from. Throws GitError when the branch is not there. */
export async function findBaseCommit(repository: Repository, baseBranch: string | null): Promise<string> {
  const place = { folder: repository.path };
  const name = baseBranch ?? repository.defaultBranch;
  const candidates = name === null ? ['HEAD'] : [`refs/heads/${name}`, `refs/remotes/origin/${name}`];
  for (const ref of candidates) {
    const commit = await tryGit(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
      place,
      { isRead: true },
    );
    if (commit !== null) return commit;
  }
  throw new GitError(`There is no branch "${name}" in ${repository.path}.`, null);
}

import { type GitPlace, tryGit } from '../workspace/git.ts';
import { openRepository, type Repository } from '../workspace/repository.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

export interface Merging {
  ok: true;
  repository: Repository;
  place: GitPlace;
}
export interface Unmergeable {
  ok: false;
  detail: string;
}

const read = { isRead: true };

/** A repository whose history is whole, so that merges can be found in it; else why not. */
export async function openForMerging(path: string, roots: AllowedRoots): Promise<Merging | Unmergeable> {
  const repository = await openRepository(path, roots);
  if (!repository.ok) return { ok: false, detail: repository.detail };
  const place = { folder: repository.path };
  if ((await tryGit(['rev-parse', '--is-shallow-repository'], place, read)) === 'true') {
    const detail = `${repository.path} is a shallow clone, without the history that a merge needs. Run "git fetch --unshallow" in it.`;
    return { ok: false, detail };
  }
  return { ok: true, repository, place };
}

/** A commit by hash or full name of a ref; null when there is none. */
export const findCommit = (place: GitPlace, name: string): Promise<string | null> =>
  tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], place, read);

export const branchRef = (branch: string): string => `refs/heads/${branch}`;

/** Whether this can be the name of a branch at all. */
export const isBranchName = async (place: GitPlace, branch: string): Promise<boolean> =>
  (await tryGit(['check-ref-format', branchRef(branch)], place, read)) !== null;

/** The head of a branch of this repository, or a sentence on why there is none. */
export async function findBranch(
  { place, repository }: Merging,
  branch: string,
): Promise<{ ok: true; commit: string } | Unmergeable> {
  const commit = (await isBranchName(place, branch)) ? await findCommit(place, branchRef(branch)) : null;
  if (commit !== null) return { ok: true, commit };
  return { ok: false, detail: `There is no branch "${branch}" in ${repository.path}.` };
}

export const isAncestor = async (place: GitPlace, older: string, newer: string): Promise<boolean> =>
  (await tryGit(['merge-base', '--is-ancestor', older, newer], place, read)) !== null;

export const findMergeBase = (place: GitPlace, one: string, other: string): Promise<string | null> =>
  tryGit(['merge-base', one, other], place, read);

export const treeOf = async (place: GitPlace, commit: string): Promise<string | null> =>
  tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`], place, read);

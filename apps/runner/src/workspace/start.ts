import { tryGit } from './git.ts';
import { findBaseCommit, type Repository } from './repository.ts';

/** Where the work of a run begins. */
export interface Start {
  commit: string;
  /** What the run's change is measured against: where earlier work left the base branch. */
  baseCommit: string;
  /** Nothing of an earlier attempt is in it. */
  isFresh: boolean;
}

export interface Wanted {
  baseBranch: string | null;
  /** Earlier work to go on from. */
  startCommit: string | null;
}

/**
 * The earlier work, or the head of the base branch where there is none, or none here: it may have been done in another
 * clone, or been removed. Throws GitError.
 */
export async function findStart(repository: Repository, { baseBranch, startCommit }: Wanted): Promise<Start> {
  const head = await findBaseCommit(repository, baseBranch);
  const fresh = { commit: head, baseCommit: head, isFresh: true };
  if (startCommit === null) return fresh;
  const place = { folder: repository.path };
  const read = { isRead: true };
  const ref = `${startCommit}^{commit}`;
  const commit = await tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', ref], place, read);
  const baseCommit = commit === null ? null : await tryGit(['merge-base', commit, head], place, read);
  return commit === null || baseCommit === null ? fresh : { commit, baseCommit, isFresh: false };
}

import { execa } from 'execa';
import { filtersOff, GitError, type GitPlace, gitCommand } from '../workspace/git.ts';

export interface MergedTrees {
  /** With conflict markers in the files that conflict. */
  tree: string;
  conflicts: string[];
}

/** Merge programs that the repository's config names count as a conflict: git must not run them, nor guess for them. */
async function settings(place: GitPlace): Promise<[string, string][]> {
  const off = await filtersOff(place);
  const driversFail = off.map(([name, value]): [string, string] =>
    name.startsWith('merge.') && name.endsWith('.driver') ? [name, 'false'] : [name, value],
  );
  return [...driversFail, ['merge.renormalize', 'false'], ['merge.directoryRenames', 'conflict']];
}

/** What two commits give together, by plumbing: no checkout or index is touched. Throws GitError. */
export async function mergeTrees(place: GitPlace, ours: string, theirs: string): Promise<MergedTrees> {
  const { file, argv, options } = gitCommand(
    ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs],
    place,
    { extraConfig: await settings(place), timeoutMs: 300_000 },
  );
  const result = await execa(file, argv, { ...options, reject: false, maxBuffer: 32 * 1024 * 1024 });
  // 1 says that there are conflicts; anything else that git could not tell.
  if (result.exitCode !== 0 && result.exitCode !== 1)
    throw new GitError(`git merge-tree: ${result.stderr.trim().slice(-1_000)}`, result.exitCode ?? null);
  const [tree = '', ...paths] = result.stdout.split('\0');
  if (!/^[0-9a-f]{40,64}$/.test(tree)) throw new GitError('git merge-tree gave no tree.', null);
  return { tree, conflicts: [...new Set(paths.filter((path) => path.trim() !== ''))] };
}

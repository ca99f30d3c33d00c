import { isDiskFull } from '../disk/faults.ts';
import { type GitCall, GitError, type GitPlace, git } from '../git.ts';
import { joinEntries } from './edit-tree.ts';

interface Adding {
  place: GitPlace;
  call: GitCall;
  /** A commit that a repository without one is written down as. */
  standIn: string;
  say: (sentence: string) => void;
}

/**
 * Puts all files into the index as they stand. Git gives up as a whole where one cannot be added: a repository without
 * a commit, or a name that no checkout would take. So the rest is added then, with such a repository as a submodule.
 */
export async function addAll({ place, call, standIn, say }: Adding): Promise<void> {
  try {
    // Without a path: one that only stands for files to be passed over is an error to git.
    await twice(() => git(['add', '--all'], place, call));
  } catch (error) {
    if (!(error instanceof GitError) || isDiskFull(error)) throw error;
    await addOneByOne({ place, call, standIn, say });
  }
}

/** Tries again once: files may go while git reads them, since a person's terminal lives on in the workspace. */
export async function twice(add: () => Promise<unknown>): Promise<void> {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof GitError) || isDiskFull(error)) throw error;
    await add();
  }
}

async function addOneByOne({ place, call, standIn, say }: Adding): Promise<void> {
  await twice(() => git(['add', '--update'], place, call));
  const update = (flags: readonly string[], input: Uint8Array) =>
    git(['update-index', '-z', ...flags], place, { ...call, input });
  const others = await listOthers(place, call);
  const repositories = others.filter(isRepository).map((path) => path.slice(0, -1));
  if (repositories.length > 0) {
    const lines = repositories.map((path) => `160000 ${standIn}\t${path}`);
    await update(['--index-info'], joinEntries(lines));
    await update(['--skip-worktree', '--stdin'], joinEntries(repositories));
  }
  const files = others.filter((path) => !isRepository(path));
  // It passes over what it takes for invalid, and goes on.
  await update(['--add', '--replace', '--remove', '--stdin'], joinEntries(files));
  const left = (await listOthers(place, call)).filter((path) => !isRepository(path));
  if (left.length === 0) return;
  const names = left.slice(0, 10).map((path) => Buffer.from(path, 'latin1').toString());
  const more = left.length > 10 ? ` and ${left.length - 10} more` : '';
  say(`Left out of the result, since git takes no file of such a name: ${names.join(', ')}${more}.`);
}

/** By bytes; a repository inside ends with a slash. */
async function listOthers(place: GitPlace, call: GitCall): Promise<string[]> {
  const args = ['ls-files', '--others', '--exclude-standard', '-z'];
  const listed = await git(args, place, { ...call, encoding: 'latin1' });
  return listed.split('\0').filter((path) => path !== '');
}

const isRepository = (path: string): boolean => path.endsWith('/');

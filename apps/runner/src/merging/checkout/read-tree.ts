import { filtersOff, GitError, git, tryGit } from '../../workspace/git.ts';
import type { Checkout } from './find.ts';

const placeOf = ({ path }: Checkout) => ({ folder: path });

const callFor = async (checkout: Checkout) => ({
  extraConfig: await filtersOff(placeOf(checkout)),
  timeoutMs: 600_000,
});

/** Git's own words on files that would be lost, as a sentence. */
function sentence({ path }: Checkout, error: GitError): string {
  const names = [...error.message.matchAll(/(?:Entry|file) '([^']+)'/g)].map((match) => match[1]);
  if (names.length === 0) return `${path} cannot follow the branch: ${error.message.slice(-300)}`;
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''}`;
  return `${path} has changes in ${shown} that the merge would overwrite. Commit or stash them there, then merge again.`;
}

/** Why the files of a checkout cannot follow from one tree to another; null when they can. Changes no file. */
export async function dryRun(checkout: Checkout, from: string, to: string): Promise<string | null> {
  const call = await callFor(checkout);
  // Else a file that was only touched counts as changed.
  await tryGit(['update-index', '-q', '--refresh'], placeOf(checkout), call);
  try {
    await git(['read-tree', '--dry-run', '-m', '-u', from, to], placeOf(checkout), call);
    return null;
  } catch (error) {
    if (error instanceof GitError) return sentence(checkout, error);
    throw error;
  }
}

/** Brings files and index along; what a person changed elsewhere stays. The same again changes nothing more. */
export async function bringAlong(checkout: Checkout, from: string, to: string): Promise<void> {
  await git(['read-tree', '-m', '-u', from, to], placeOf(checkout), await callFor(checkout));
}

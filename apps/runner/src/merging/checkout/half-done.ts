import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkout } from './find.ts';

const signs: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'a merge'],
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['BISECT_LOG', 'a bisect'],
];

/** What a person has begun in a checkout and not ended; null when there is nothing. */
export async function findHalfDone({ gitDir, path }: Checkout): Promise<string | null> {
  for (const [name, what] of signs) {
    if (await isThere(join(gitDir, name)))
      return `${path} is in the middle of ${what}. Finish or abort it there, then merge again.`;
  }
  if (await isThere(join(gitDir, 'index.lock')))
    return `Another git is at work in ${path}, or one was killed there. Let it end, or remove ${join(gitDir, 'index.lock')}, then merge again.`;
  return null;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

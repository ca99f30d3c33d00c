import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder } from './kept-file.ts';
import type { Trash } from './trash.ts';

/** Puts what is to be kept of the home `left` into another; false when that failed, and all is still where it was. */
export type Carry = (left: string, home: string) => Promise<boolean>;

/** Makes `next` the home of a place. True when it has what was to be kept of the one before. */
export async function moveIn(
  place: string,
  { next, carry, trash }: { next: string; carry: Carry; trash: Trash },
): Promise<boolean> {
  const [home, left] = [join(place, 'home'), join(place, 'left')];
  const isSecondTry = await isFolder(left);
  const isThere = isSecondTry || (await isFolder(home));
  const isCarried = isThere && (await carry(isSecondTry ? left : home, next));
  if (isCarried) {
    await rename(isSecondTry ? left : home, join(place, 'gone'));
    await finishSwap(place, trash);
    return true;
  }
  if (isThere && !isSecondTry) await rename(home, left);
  await trash.drop(home);
  await rename(next, home);
  return false;
}

/** What is `gone` has been carried over whole, so that `next` is the home: also for a runner that was killed meanwhile. */
export async function finishSwap(place: string, trash: Trash): Promise<void> {
  const [gone, next, home] = [join(place, 'gone'), join(place, 'next'), join(place, 'home')];
  if (!(await isFolder(gone))) return;
  if (await isFolder(next)) {
    await trash.drop(home);
    await rename(next, home);
  }
  await trash.drop(gone);
}

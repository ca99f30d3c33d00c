import {
  dropRemoval,
  listDueRemovals,
  lockRemoval,
  postponeRemoval,
  scheduleRemoval,
} from '@overmind/db/queries/voice/file-removals';
import type { Core } from '../core.ts';
import type { Write } from '../write.ts';

const removalsAtOnce = 100;
const againMs = 10 * 60_000;
const leftBehind = 'files that nobody needs were left behind; they are removed later';

/** Removes what is to go, if that still holds. When it is over, nobody else is at it either. */
export const removeNow = (core: Core, path: string): Promise<void> =>
  core.db.transaction().execute(async (tx) => {
    if (!(await lockRemoval(tx, path))) return;
    await core.storage.remove(path);
    await dropRemoval(tx, path);
  });

/** Removes what lies there once the change is committed; where that fails it is done later. */
export async function removeFiles(core: Core, w: Write, path: string): Promise<void> {
  await scheduleRemoval(w.tx, path, 0);
  w.afterCommit(() => {
    removeNow(core, path).catch((error: unknown) => core.log.warn({ err: error, path }, leftBehind));
  });
}

/** Removes what a change that is committed said is to go; where that fails it is done later. */
export async function removeIfScheduled(core: Core, path: string): Promise<void> {
  try {
    await removeNow(core, path);
  } catch (error) {
    core.log.warn({ err: error, path }, leftBehind);
  }
}

/** The same, and once more after `againInMs`: others may still be writing there. */
export async function removeTwice(core: Core, path: string, againInMs: number): Promise<void> {
  try {
    await core.db.transaction().execute(async (tx) => {
      if (!(await lockRemoval(tx, path))) return;
      await core.storage.remove(path);
      await postponeRemoval(tx, path, againInMs);
    });
  } catch (error) {
    core.log.warn({ err: error, path }, leftBehind);
  }
}

/** Removes what belongs to nothing any more. What cannot be removed now goes behind all that can. */
export async function removeForsakenFiles(core: Core): Promise<void> {
  for (const path of await listDueRemovals(core.db, removalsAtOnce)) {
    try {
      await removeNow(core, path);
    } catch (error) {
      core.log.warn({ err: error, path }, 'files that nobody needs could not be removed; it is tried again');
      await postponeRemoval(core.db, path, againMs);
    }
  }
}

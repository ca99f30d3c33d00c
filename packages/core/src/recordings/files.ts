import { AppError } from '@overmind/contracts/errors';
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
    removeNow(core, path).catch((error: unknown) =>
      core.log.warn({ err: error, path }, 'files that nobody needs were left behind; they are removed later'),
    );
  });
}

/**
 * Puts files where nothing belongs to them yet: what `place` leaves there is removed unless its change calls `keep`,
 * also when this process dies on the way.
 */
export async function placeFiles<T>(
  core: Core,
  path: string,
  graceMs: number,
  place: (keep: (w: Write) => Promise<void>) => Promise<T>,
): Promise<T> {
  await scheduleRemoval(core.db, path, graceMs);
  let isKept = false;
  const keep = async (w: Write): Promise<void> => {
    if (!(await dropRemoval(w.tx, path)))
      throw new AppError('unavailable', 'Storing the files took too long. Try again.');
    w.afterCommit(() => {
      isKept = true;
    });
  };
  try {
    return await place(keep);
  } finally {
    // A connection that broke may have carried the commit: the row says whether they are to go.
    if (!isKept) await removeIfScheduled(core, path);
  }
}

/** Removes what a change that is committed said is to go; where that fails it is done later. */
export async function removeIfScheduled(core: Core, path: string): Promise<void> {
  try {
    await removeNow(core, path);
  } catch (error) {
    core.log.warn({ err: error, path }, 'files that nobody needs were left behind; they are removed later');
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

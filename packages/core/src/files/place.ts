import { AppError } from '@overmind/contracts/errors';
import { dropRemoval, scheduleRemoval } from '@overmind/db/queries/voice/file-removals';
import type { Core } from '../core.ts';
import type { Write } from '../write.ts';
import { removeIfScheduled } from './remove.ts';

/** No upload takes longer: the server ends it after four hours. */
export const uploadGraceMs = 6 * 3_600_000;

/** Says, in the change that makes what the files belong to, that they stay. */
export type Keep = (w: Write) => Promise<void>;

/**
 * Puts files where nothing belongs to them yet: what `place` leaves there is removed unless its change calls `keep`,
 * also when this process dies on the way.
 */
export async function placeFiles<T>(
  core: Core,
  path: string,
  graceMs: number,
  place: (keep: Keep) => Promise<T>,
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

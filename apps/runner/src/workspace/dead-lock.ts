import { lstat, rm } from 'node:fs/promises';
import { pause } from '../clock.ts';

/** Git holds the lock of a branch for moments; one that stays as it is for this long has nobody who would remove it. */
const deadAfterMs = 10_000;

/** Branches that people write have locks of their own, which are theirs to remove. */
const lockInTheWay = /Unable to create '([^']+\/refs\/heads\/overmind\/[^']+\.lock)': File exists/;

interface Waiting {
  afterMs?: number;
  /** Ends it at once; nothing is removed then. */
  signal?: AbortSignal | undefined;
}

/**
 * Clears the way where git says that a branch of a run is locked: the machine, or git itself, may have been killed
 * while it held the lock, and no later attempt could ever commit. Waits until a lock that is young has shown that
 * nobody holds it. Whether it is worth another try.
 */
export async function clearDeadLock(
  gitSaid: string,
  { afterMs = deadAfterMs, signal }: Waiting = {},
): Promise<boolean> {
  const lock = lockInTheWay.exec(gitSaid)?.[1];
  if (lock === undefined) return false;
  const seen = await lookAt(lock);
  if (seen === null) return true;
  if (!seen.isFile()) return false;
  const ageMs = Math.max(0, Date.now() - seen.mtimeMs);
  await pause(Math.max(0, afterMs - ageMs), signal);
  if (signal?.aborted) return false;
  const now = await lookAt(lock);
  if (now === null) return true;
  if (now.ino !== seen.ino || now.mtimeMs !== seen.mtimeMs) return false;
  await rm(lock, { force: true });
  return true;
}

const lookAt = (path: string) => lstat(path).catch(() => null);

import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const writerFile = 'overmind-writer';
/** Writing takes milliseconds; whoever holds a lock for longer than this is taken for dead. */
const heldTooLongMs = 60_000;
const ownHeldTooLongMs = 10_000;

/** Notes who writes, before the first lock is taken. */
export const noteWriter = (gitDir: string): Promise<void> =>
  writeFile(join(gitDir, writerFile), `${hostname()} ${process.pid}\n`);

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** How old a lock of the last writer must be before it is taken for left behind. */
async function patienceMs(gitDir: string): Promise<number> {
  // Nobody has written since the folder was made.
  const note = await readFile(join(gitDir, writerFile), 'utf8').catch(() => '');
  const [host, pid = ''] = note.trim().split(' ');
  if (host !== hostname() || !/^\d+$/.test(pid)) return heldTooLongMs;
  if (Number(pid) === process.pid) return ownHeldTooLongMs;
  return isDead(Number(pid)) ? 0 : heldTooLongMs;
}

async function findLocks(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function isOlderThan(path: string, ageMs: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs >= ageMs;
  } catch {
    return false; // Its owner has let it go.
  }
}

/**
 * Removes the locks that a writer which was killed left in the repository. To be called by the one who may
 * write, under the project's lock.
 */
export async function removeStaleLocks(gitDir: string): Promise<void> {
  const top = (await readdir(gitDir)).filter((name) => name.endsWith('.lock'));
  const locks = [...top.map((name) => join(gitDir, name)), ...(await findLocks(join(gitDir, 'refs')))];
  if (locks.length === 0) return;
  const ageMs = await patienceMs(gitDir);
  for (const lock of locks) if (await isOlderThan(lock, ageMs)) await rm(lock, { force: true });
}

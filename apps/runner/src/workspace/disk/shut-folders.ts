import { constants } from 'node:fs';
import { chmod, lstat, open, readlink, realpath } from 'node:fs/promises';
import { execa } from 'execa';
import { isWithin } from '../roots.ts';

/** Of Linux: a handle on what stands at a path, though it may not be read. */
const pathOnly = 0o10000000;
const ownFlags = pathOnly | constants.O_NOFOLLOW | constants.O_DIRECTORY;
/** A shut folder may hold another one. What is deeper is opened when it is next measured. */
const mostRounds = 16;
const mostListedBytes = 1024 * 1024;

interface ShutFolder {
  root: string;
  path: string;
  /** The rights that stood on it. */
  mode: number;
}

/** Disposed, all are shut again as they were. */
export interface OpenedFolders extends AsyncDisposable {
  count: number;
}

/**
 * Gives us back the right to look into folders that an agent has taken it from. Only ever folders below `roots`, and
 * never through a link, since processes of an agent may be at work there.
 */
export async function openShutFolders(roots: readonly string[]): Promise<OpenedFolders> {
  const opened: ShutFolder[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const before = opened.length;
    for (const root of roots)
      for (const path of await listShut(root)) {
        const mode = await changeMode({ root, path }, (own) => own | 0o700);
        if (mode !== null) opened.push({ root, path, mode });
      }
    if (opened.length === before) break;
  }
  const shutAgain = async (): Promise<void> => {
    for (const { mode, ...folder } of opened.reverse()) await changeMode(folder, () => mode);
  };
  return { count: opened.length, [Symbol.asyncDispose]: shutAgain };
}

async function listShut(root: string): Promise<string[]> {
  const found = await execa('find', ['-P', root, '-xdev', '-type', 'd', '!', '-perm', '-u=rx', '-print0'], {
    ...{ reject: false, stdin: 'ignore', stderr: 'ignore', maxBuffer: mostListedBytes },
  });
  // The last one may be cut off.
  return found.stdout.split('\0').slice(0, -1);
}

/** The rights that stood there; null where that cannot be done, or something else stands there by now. */
async function changeMode(
  { root, path }: Pick<ShutFolder, 'root' | 'path'>,
  change: (mode: number) => number,
): Promise<number | null> {
  try {
    if (process.platform !== 'linux') return await changeByPath(path, change);
    await using folder = await open(path, ownFlags);
    const own = `/proc/self/fd/${folder.fd}`;
    if (!isWithin(await realpath(root), await readlink(own))) return null;
    const mode = (await folder.stat()).mode & 0o7777;
    await chmod(own, change(mode));
    return mode;
  } catch {
    return null; // It is gone, or somebody else's; what can be measured is.
  }
}

/** Elsewhere there is a moment between the look and the act. */
async function changeByPath(path: string, change: (mode: number) => number): Promise<number | null> {
  const found = await lstat(path);
  if (!found.isDirectory()) return null;
  await chmod(path, change(found.mode & 0o7777));
  return found.mode & 0o7777;
}

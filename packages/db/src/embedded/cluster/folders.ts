import { createHash } from 'node:crypto';
import { access, constants, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NoDiskSpaceError, UnwritableFolderError } from '../errors.ts';

export interface EmbeddedFolders {
  readonly root: string;
  readonly cluster: string;
  readonly socket: string;
  readonly passwordFile: string;
  readonly logFile: string;
  /** Holds the id of the process that started the server. */
  readonly starterFile: string;
}

// sun_path holds 104 bytes on macOS and 108 on Linux, the terminating zero included.
const LONGEST_SOCKET_PATH_BYTES = 100;
const SOCKET_NAME_BYTES = '/.s.PGSQL.65535.lock'.length;

export function embeddedFolders(dataDir: string): EmbeddedFolders {
  const root = resolve(dataDir);
  return {
    root,
    cluster: join(root, 'postgres'),
    socket: socketFolder(root),
    passwordFile: join(root, 'postgres.password'),
    logFile: join(root, 'postgres.log'),
    starterFile: join(root, 'postgres.starter'),
  };
}

/** Creates the folder, private to this user; one that exists keeps its mode. */
export async function requireWritable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK | constants.X_OK);
}

/** A folder of mode 0700 that nobody else can have prepared: in a shared temp folder another user could. */
export async function ensurePrivateFolder(folder: string, ownerUid: number | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new UnwritableFolderError(folder, error);
    const found = await lstat(folder);
    const uids = [process.getuid?.(), ownerUid];
    const ours = process.platform === 'win32' || (uids.includes(found.uid) && (found.mode & 0o077) === 0);
    if (!found.isDirectory() || !ours) {
      throw new UnwritableFolderError(folder, new Error('it belongs to someone else or is open to others'));
    }
  });
}

/** What the operating system refused, as a sentence about the folder; any other error as it is. */
export function explainRefusal(folder: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new NoDiskSpaceError(folder);
  const refusals = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG'];
  return refusals.includes(String(error.code)) ? new UnwritableFolderError(folder, error) : error;
}

function socketFolder(root: string): string {
  const inside = join(root, 'run');
  if (Buffer.byteLength(inside) + SOCKET_NAME_BYTES <= LONGEST_SOCKET_PATH_BYTES) return inside;
  const name = `overmind-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
  const inTemp = join(tmpdir(), name);
  const fits = Buffer.byteLength(inTemp) + SOCKET_NAME_BYTES <= LONGEST_SOCKET_PATH_BYTES;
  return fits ? inTemp : join('/tmp', name);
}

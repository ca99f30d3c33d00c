import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { type Finding, missing, ok, warn } from './finding.ts';

const gigabyte = 1024 ** 3;
const wantedBytes = 2 * gigabyte;
const neededBytes = gigabyte / 4;

async function existingParent(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : existingParent(dirname(path));
}

export async function checkDataFolder(path: string): Promise<Finding> {
  const standing = await existingParent(path);
  try {
    await access(standing, constants.W_OK | constants.X_OK);
    return ok('data folder', standing === path ? path : `${path} (made at the first start)`);
  } catch {
    return missing(
      'data folder',
      `${path} cannot be written`,
      'Make it writable, or set DATA_DIR to another folder.',
    );
  }
}

export async function checkDisk(path: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await existingParent(path));
  const free = bavail * bsize;
  const detail = `${(free / gigabyte).toFixed(1)} GB free`;
  if (free < neededBytes) return missing('disk', detail, 'Free some: the database stops on a full disk.');
  return free < wantedBytes
    ? warn('disk', detail, 'Free some: worktrees and recordings need room.')
    : ok('disk', detail);
}

/** Whether a program could listen there now. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}

export async function checkPort(host: string, port: number, isOurServerThere: boolean): Promise<Finding> {
  if (isOurServerThere) return ok('port', `${port}, by our server`);
  if (port === 0 || (await isPortFree(host, port))) return ok('port', `${port} is free`);
  return missing(
    'port',
    `${port} is taken by another program`,
    `Start with another: PORT=${port + 1} npx overmind up`,
  );
}

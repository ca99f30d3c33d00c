import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from '../../private-file.ts';
import { NoDiskSpaceError, OtherMajorVersionError, PostgresStartError } from '../errors.ts';
import { serverEnvironment } from '../process/settings.ts';
import { type Account, commandAs } from './account.ts';
import type { EmbeddedFolders } from './folders.ts';
import type { Installation } from './installation.ts';
import { giveTo } from './ownership.ts';

const run = promisify(execFile);

export const DATABASE_USER = 'overmind';
const MAJOR_VERSION = '18';
const NEW_CLUSTER_BYTES = 100 * 1024 * 1024;
const INIT_TIMEOUT_MS = 120_000;
const ABANDONED_AFTER_MS = 5 * INIT_TIMEOUT_MS;

/** Whether there is a cluster. Throws when another major version made it. */
export async function hasCluster(cluster: string): Promise<boolean> {
  const found = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return false;
  if (found.trim() !== MAJOR_VERSION) throw new OtherMajorVersionError(cluster, found.trim(), MAJOR_VERSION);
  return true;
}

/** Creates the cluster beside its place and renames it in, so that a half-made one is never started. */
export async function createCluster(
  folders: EmbeddedFolders,
  installation: Installation,
  account: Account,
): Promise<void> {
  await removeAbandoned(folders);
  await requireSpace(folders.root);
  const unfinished = `${folders.cluster}.init-${randomBytes(4).toString('hex')}`;
  await mkdir(unfinished, { mode: 0o700 });
  try {
    await giveTo(account.owner, unfinished);
    await giveTo(account.owner, folders.passwordFile);
    await initialise(unfinished, folders, installation, account);
    await moveIntoPlace(unfinished, folders);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function initialise(
  target: string,
  folders: EmbeddedFolders,
  installation: Installation,
  account: Account,
): Promise<void> {
  const { file, args, options } = commandAs(account, installation.initdb, [
    ...['-D', target, '-U', DATABASE_USER, `--pwfile=${folders.passwordFile}`, '-A', 'scram-sha-256'],
    ...[
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
  ]);
  try {
    await run(file, args, {
      ...options,
      cwd: folders.root,
      env: serverEnvironment(),
      timeout: INIT_TIMEOUT_MS,
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    if (output.includes('No space left on device')) throw new NoDiskSpaceError(folders.root);
    throw new PostgresStartError(`The database could not be created in ${folders.root}`, output);
  }
}

async function moveIntoPlace(unfinished: string, folders: EmbeddedFolders): Promise<void> {
  try {
    await rename(unfinished, folders.cluster);
  } catch (error) {
    // Another process that starts on the same folder was quicker.
    if (await hasCluster(folders.cluster)) return;
    throw error;
  }
  await syncFolder(folders.root);
}

async function removeAbandoned(folders: EmbeddedFolders): Promise<void> {
  for (const name of await readdir(folders.root)) {
    if (!name.startsWith('postgres.init-')) continue;
    const path = join(folders.root, name);
    const found = await stat(path).catch(() => null);
    const isOld = found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS;
    if (isOld) await rm(path, { recursive: true, force: true });
  }
}

async function requireSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEW_CLUSTER_BYTES) throw new NoDiskSpaceError(folder);
}

/**
 * Real PostgreSQL for one machine, without anything to install: a cluster in the data folder, reachable through
 * a unix socket in that folder. One process starts the server and others on the same folder adopt it.
 * It ends with the process that started it, also when that one is killed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { adopt } from './adopt.ts';
import { hasCluster } from './cluster/create.ts';
import { embeddedFolders, explainRefusal, requireWritable } from './cluster/folders.ts';
import { readOrCreatePassword } from './cluster/password.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions, StartContext } from './embedded-postgres.ts';
import { PostgresStartError } from './errors.ts';
import { readPostmasterFile, servesCluster } from './process/postmaster.ts';
import { startServer } from './start-server.ts';

export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';

const OBSTACLE_TIMEOUT_MS = 60_000;
const OBSTACLE_POLL_MS = 50;

/**
 * Starts PostgreSQL on the folder, or adopts the one that runs there, and resolves when it takes connections to
 * the database `overmind`. Call it on the main thread. Throws an `EmbeddedPostgresError` fit for the terminal.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folders = embeddedFolders(options.dataDir);
  try {
    await requireWritable(folders.root);
    await hasCluster(folders.cluster);
    const password = await readOrCreatePassword(folders.passwordFile);
    return await startOrAdopt({ options, folders, password, log: options.log ?? (() => {}) });
  } catch (error) {
    throw explainRefusal(folders.root, error);
  }
}

// Whoever starts at the same moment, or still ends, is waited for: each round sees how things stand then.
async function startOrAdopt(start: StartContext): Promise<EmbeddedPostgres> {
  const { cluster } = start.folders;
  const deadline = Date.now() + OBSTACLE_TIMEOUT_MS;
  let told = '';
  for (;;) {
    const found = await readPostmasterFile(cluster);
    const isServing = found !== null && (await servesCluster(found.pid, cluster));
    const result = isServing ? await adopt(start, found) : await startServer(start, found?.pid);
    if (!(result instanceof Error)) return result;
    if (Date.now() > deadline)
      throw new PostgresStartError('PostgreSQL could not be started', result.message);
    if (result.message !== told) start.log(result.message);
    told = result.message;
    await delay(OBSTACLE_POLL_MS);
  }
}

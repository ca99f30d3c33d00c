import { claimServer } from './adopt.ts';
import { chooseAccount } from './cluster/account.ts';
import { createCluster, hasCluster } from './cluster/create.ts';
import { ensurePrivateFolder } from './cluster/folders.ts';
import { locateInstallation } from './cluster/installation.ts';
import { giveTo } from './cluster/ownership.ts';
import {
  connectionTo,
  type EmbeddedPostgres,
  embeddedPostgres,
  type StartContext,
} from './embedded-postgres.ts';
import { freeLoopbackPort } from './free-port.ts';
import { waitUntilAccepting } from './process/connect.ts';
import { judgeEarlyExit, launch } from './process/launch.ts';
import { readPostmasterFile } from './process/postmaster.ts';
import { type ListenAddress, SOCKET_PORT, serverArguments } from './process/settings.ts';
import { stopPostmaster } from './process/stop.ts';

/** Starts a server on the folder. Gives an error for what may pass by itself, and throws what will not. */
export async function startServer(
  start: StartContext,
  stalePid: number | undefined,
): Promise<EmbeddedPostgres | Error> {
  const { folders, options, log } = start;
  const startedAt = Date.now();
  const { account, installation } = await prepare(start);
  const listen = options.listen ?? (await windowsAddress());
  const args = serverArguments({ ...folders, listen, settings: options.settings });
  const server = await launch(installation.postgres, args, { account, folders, stalePid });
  const stop = () => stopPostmaster(server.pid, server.exited, installation.pgCtl);

  const connection = connectionTo(start, listen ?? { host: folders.socket, port: SOCKET_PORT });
  try {
    const waiting = { passwordFile: folders.passwordFile, isAlive: server.isRunning, log };
    const outcome = await waitUntilAccepting(connection, waiting);
    // Another start may have won the folder: then it is its server that accepts, and ours is about to end.
    if (outcome === 'accepting' && (await readPostmasterFile(folders.cluster))?.pid === server.pid) {
      await claimServer(folders, account.owner);
      log(`PostgreSQL is ready after ${Date.now() - startedAt} ms (process ${server.pid})`);
      return embeddedPostgres({ connection, pid: server.pid, adopted: false, exited: server.exited }, stop);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const verdict = await judgeEarlyExit(server, folders);
  if (verdict !== 'retry') throw verdict;
  return new Error(`The data folder ${folders.root} is still in use by another PostgreSQL`);
}

async function prepare({ folders, log }: StartContext) {
  const { account, installation } = await chooseAccount(folders.root, await locateInstallation());
  if (!(await hasCluster(folders.cluster))) {
    log(`creating the database in ${folders.cluster}`);
    await createCluster(folders, installation, account);
  }
  await giveTo(account.owner, folders.cluster);
  await ensurePrivateFolder(folders.socket, account.owner?.uid);
  await giveTo(account.owner, folders.socket);
  return { account, installation };
}

async function windowsAddress(): Promise<ListenAddress | undefined> {
  return process.platform === 'win32' ? { host: '127.0.0.1', port: await freeLoopbackPort() } : undefined;
}

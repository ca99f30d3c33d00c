import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedFolders } from './cluster/folders.ts';
import { locateInstallation } from './cluster/installation.ts';
import { giveTo, type Owner } from './cluster/ownership.ts';
import {
  connectionTo,
  type EmbeddedPostgres,
  embeddedPostgres,
  type StartContext,
} from './embedded-postgres.ts';
import { type Connection, waitUntilAccepting } from './process/connect.ts';
import type { ProcessExit } from './process/launch.ts';
import { type PostmasterFile, processExists, servesCluster } from './process/postmaster.ts';
import { stopPostmaster } from './process/stop.ts';

const WATCH_MS = 250;

/** Joins a server that another start made. Gives an error when it ended meanwhile: then start one. */
export async function adopt(start: StartContext, found: PostmasterFile): Promise<EmbeddedPostgres | Error> {
  const { folders } = start;
  // It holds the folder before it listens; its address comes later.
  if (found.socket === '' && found.listensOn === '')
    return new Error(
      `The PostgreSQL that starts in ${folders.root} (process ${found.pid}) does not listen yet`,
    );
  const connection = connectionTo(start, reach(found, start.options.listen !== undefined));
  const isAlive = () => servesCluster(found.pid, folders.cluster);
  const outcome = await waitUntilAccepting(connection, {
    ...start,
    passwordFile: folders.passwordFile,
    isAlive,
  });
  if (outcome === 'gone') return new Error('The running PostgreSQL ended while it was being adopted');
  start.log(`adopted the running PostgreSQL (process ${found.pid})`);

  const watch = new AbortController();
  const exited = watchForExit(found.pid, folders.cluster, watch.signal);
  return embeddedPostgres({ connection, pid: found.pid, adopted: true, exited }, async () => {
    if (await isOrphan(folders)) await stopPostmaster(found.pid, exited, (await locateInstallation()).pgCtl);
    watch.abort();
  });
}

/** Notes who answers for the server, for `adopt` in other processes. */
export async function claimServer(folders: EmbeddedFolders, owner: Owner | null): Promise<void> {
  await writeFile(folders.starterFile, String(process.pid), { mode: 0o600 });
  await giveTo(owner, folders.starterFile);
}

// A server whose starter is gone would never be stopped by anybody.
async function isOrphan(folders: EmbeddedFolders): Promise<boolean> {
  const starter = Number(await readFile(folders.starterFile, 'utf8').catch(() => '0'));
  return !(starter > 0 && processExists(starter));
}

function reach(found: PostmasterFile, wantsTcp: boolean): Pick<Connection, 'host' | 'port'> {
  const usesTcp = found.socket === '' || (wantsTcp && found.listensOn !== '');
  return { host: usesTcp ? '127.0.0.1' : found.socket, port: found.port };
}

// The server is not our child, so nothing tells when it ends.
async function watchForExit(pid: number, cluster: string, signal: AbortSignal): Promise<ProcessExit> {
  while (!signal.aborted && (await servesCluster(pid, cluster))) {
    // An abort ends the wait early; the loop's condition sees it.
    await delay(WATCH_MS, undefined, { signal, ref: false }).catch(() => {});
  }
  return { code: null, signal: null };
}

import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a server writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socket: string;
  readonly listensOn: string;
}

/** The server that last used the cluster; it may be long gone. Null after a clean stop. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const [pid, , , port, socket = '', listensOn = ''] = text.split('\n').map((line) => line.trim());
  if (!pid || !Number.isInteger(Number(pid))) return null;
  return { pid: Number(pid), port: Number(port ?? 0), socket, listensOn };
}

/** Whether the process lives and serves this cluster: ids are reused, and a killed one may stay as a zombie. */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!processExists(pid)) return false;
  if (process.platform === 'linux') return servesClusterByProc(pid, cluster);
  if (process.platform === 'win32') return true;
  const listing = await run('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return !listing.stdout.startsWith('Z') && listing.stdout.includes('postgres');
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export type StopSignal = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

/** Fast shutdown, immediate shutdown, or kill; a process that is already gone is no error. */
export async function signalPostmaster(pid: number, signal: StopSignal, pgCtl: string): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: PostgreSQL listens for them on a pipe that pg_ctl knows.
    await run(pgCtl, ['kill', signal.slice('SIG'.length), String(pid)]).catch(() => {});
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function servesClusterByProc(pid: number, cluster: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(stat) ?? [];
  if (name !== 'postgres' || state === 'Z' || state === 'X') return false;
  // Unreadable for another user's process: then the name has to do.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder === null || folder === (await realpath(cluster).catch(() => cluster));
}

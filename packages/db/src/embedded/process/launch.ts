import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { type Account, LOCKED_EXIT_CODE, serverCommand } from '../cluster/account.ts';
import type { EmbeddedFolders } from '../cluster/folders.ts';
import { readLogSince, rotateLog } from '../cluster/log-file.ts';
import { giveTo } from '../cluster/ownership.ts';
import { NoDiskSpaceError, PostgresStartError } from '../errors.ts';
import { endWithParent } from './end-with-parent.ts';
import { serverEnvironment } from './settings.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LaunchedServer {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  isRunning(): boolean;
  /** What this server wrote so far, the last few kilobytes. */
  output(): Promise<string>;
}

/** Starts the server process; it is not accepting connections yet. */
export async function launch(
  program: string,
  args: readonly string[],
  options: { account: Account; folders: EmbeddedFolders; stalePid: number | undefined },
): Promise<LaunchedServer> {
  const { account, folders, stalePid } = options;
  const logStart = await rotateLog(folders.logFile);
  const log = await open(folders.logFile, 'a', 0o600);
  await giveTo(account.owner, folders.logFile);
  const command = serverCommand(account, folders.cluster, program, args);
  // The server takes the id in a stale postmaster.pid for alive when it was reused or is a zombie, unless told.
  const extra = stalePid === undefined ? {} : { PG_GRANDPARENT_PID: String(stalePid) };
  try {
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: folders.root,
      env: serverEnvironment(extra),
      stdio: ['ignore', log.fd, log.fd],
      // Ctrl-C goes to the whole foreground group: the database must outlive its clients' drain.
      detached: true,
      windowsHide: true,
    });
    const exited = once(child, 'exit').then(([code, signal]): ProcessExit => ({ code, signal }));
    // A failed spawn is awaited below; this promise may then reject unobserved.
    exited.catch(() => {});
    if (child.pid === undefined) await exited;
    const pid = Number(child.pid);
    child.unref();
    if (!account.diesWithParent) void exited.then(endWithParent(pid));
    return {
      pid,
      exited,
      isRunning: () => child.exitCode === null && child.signalCode === null,
      output: () => readLogSince(folders.logFile, logStart),
    };
  } finally {
    await log.close();
  }
}

// They end by themselves: another process is starting on the folder, or a killed server's children still end.
const PASSING_OBSTACLES = [
  'lock file "postmaster.pid" already exists',
  'could not remove old lock file "postmaster.pid": No such file',
  'is still in use',
];

/** Why a server ended before it accepted connections: an obstacle that passes, or an error to throw. */
export async function judgeEarlyExit(
  server: LaunchedServer,
  folders: EmbeddedFolders,
): Promise<'retry' | Error> {
  const { code, signal } = await server.exited;
  if (code === LOCKED_EXIT_CODE) return 'retry';
  const output = await server.output();
  if (PASSING_OBSTACLES.some((text) => output.includes(text))) return 'retry';
  if (output.includes('No space left on device')) return new NoDiskSpaceError(folders.root);
  return new PostgresStartError(`PostgreSQL ended at its start (${signal ?? `exit code ${code}`})`, output);
}

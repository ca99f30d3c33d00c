/**
 * PostgreSQL refuses to run as uid 0, and initdb as a user without a passwd entry. So root enters a user
 * namespace in which it is called "nobody" (its files stay its own, and a private home folder stays readable);
 * where that is forbidden, as in a default container, root becomes an unprivileged user. A data folder that
 * belongs to somebody is always served as that somebody.
 */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { UnsupportedPlatformError } from '../errors.ts';
import { copyInstallation, type Installation } from './installation.ts';
import { letIn, type Owner } from './ownership.ts';

const run = promisify(execFile);

export interface Account {
  /** Whom the server's files must belong to; null: this process's own user. */
  readonly owner: Owner | null;
  /** Put before the program: enters the namespace and ties its life to ours. */
  readonly prefix: readonly string[];
  readonly diesWithParent: boolean;
  /** `flock` is there, so that the kernel lets one server at a time near a cluster. */
  readonly locks: boolean;
}

export interface Command {
  readonly file: string;
  readonly args: string[];
  readonly options: { uid?: number; gid?: number };
}

export function commandAs(account: Account, program: string, args: readonly string[]): Command {
  const [file = program, ...rest] = [...account.prefix, program, ...args];
  return { file, args: rest, options: account.owner === null ? {} : { ...account.owner } };
}

/**
 * The server's command. PostgreSQL's own guard has a gap: of two that find a stale `postmaster.pid` one may remove
 * the other's new one. The kernel's lock has none, and the processes that a killed server leaves hold it too.
 */
export function serverCommand(
  account: Account,
  cluster: string,
  program: string,
  args: readonly string[],
): Command {
  if (!account.locks) return commandAs(account, program, args);
  const lock = [
    '--no-fork',
    '--nonblock',
    '--conflict-exit-code',
    String(LOCKED_EXIT_CODE),
    join(cluster, 'PG_VERSION'),
  ];
  return commandAs(account, 'flock', [...lock, program, ...args]);
}

export const LOCKED_EXIT_CODE = 75;

/** The first way of running PostgreSQL that works here, with binaries which that way can read. */
export async function chooseAccount(
  root: string,
  installation: Installation,
): Promise<{ account: Account; installation: Installation }> {
  let lastFailure: unknown;
  for (const account of await candidates(root)) {
    if (account.owner !== null) await letIn(account.owner, root);
    const failure = await tryVersion(account, installation);
    if (failure === null) return { account, installation };
    lastFailure = failure;
    if (account.owner === null) continue;
    const copy = await copyInstallation(installation, join(root, 'postgres.binaries'));
    if ((await tryVersion(account, copy)) === null) return { account, installation: copy };
  }
  throw new UnsupportedPlatformError(
    lastFailure instanceof Error ? lastFailure.message.trim() : 'it does not run',
  );
}

async function candidates(root: string): Promise<Account[]> {
  const nobody = await unprivilegedUser();
  const namespace =
    nobody === null ? [] : ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
  if (process.platform === 'win32') return [{ owner: null, prefix: [], diesWithParent: false, locks: false }];
  if (process.getuid?.() !== 0) return isKnownUser() ? variants(null, []) : variants(null, namespace);
  const { uid, gid } = await stat(join(root, 'postgres')).catch(() => stat(root));
  if (uid !== 0) return variants({ uid, gid }, []);
  const mapped = process.platform === 'linux' && nobody !== null ? variants(null, namespace) : [];
  return [...mapped, ...(nobody === null ? [] : variants(nobody, []))];
}

// The death signal follows the thread that spawned: a worker thread's end would stop the database.
function variants(owner: Owner | null, namespace: readonly string[]): Account[] {
  const plain = { owner, prefix: namespace, diesWithParent: false, locks: false };
  if (process.platform !== 'linux') return [plain];
  // Entering a namespace clears the death signal, so it is set inside.
  const tied = {
    owner,
    prefix: [...namespace, 'setpriv', '--pdeathsig', 'INT'],
    diesWithParent: true,
    locks: true,
  };
  return [...(isMainThread ? [tied] : []), { ...plain, locks: true }, plain];
}

async function tryVersion(account: Account, installation: Installation): Promise<unknown> {
  const command = [installation.postgres, '--version'];
  // A shared lock on what nobody locks otherwise: this only tries whether the program can do it.
  if (account.locks) command.unshift('flock', '--no-fork', '--shared', installation.native);
  const [program = '', ...rest] = command;
  const { file, args, options } = commandAs(account, program, rest);
  return run(file, args, { ...options, cwd: '/', timeout: 20_000 }).then(
    () => null,
    (error: unknown) => error,
  );
}

async function unprivilegedUser(): Promise<Owner | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    if (fields?.[2] && fields[3]) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return null;
}

function isKnownUser(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pause, settledWithin } from '../clock.ts';
import { findTool } from './find-tool.ts';
import { listProcesses } from './process-table.ts';

/**
 * How a command's processes are kept together.
 *
 * `pid_namespace`: setpriv makes `unshare` die with the runner, unshare makes the namespace's first process die
 * with it, and the kernel ends every other process of the namespace when the first one goes, daemons included.
 * That first process is a fixed shell script (never text from a job): it reaps orphans, and it traps SIGTERM
 * because the kernel shields a first process from signals it doesn't handle. The command, in the same process
 * group, gets the signal itself.
 *
 * `process_group`: where namespaces are not to be had. Ended by group, session, parent and environment marker,
 * and swept when the runner starts again.
 */
export interface Isolation {
  level: 'pid_namespace' | 'process_group';
  /** The argv to spawn instead of `argv`; null when it cannot take away the network as asked. */
  wrap(argv: readonly string[], network: 'none' | 'full'): string[] | null;
}

export const processGroups: Isolation = {
  level: 'process_group',
  wrap: (argv, network) => (network === 'none' ? null : [...argv]),
};

const init = 'trap : TERM INT HUP; "$@"; exit $?';
const initWithoutNetwork = `ip link set lo up 2>/dev/null; ${init}`;

function namespaces(userFlags: string[]): Isolation | null {
  const [setpriv, unshare, sh] = [findTool('setpriv'), findTool('unshare'), findTool('sh')];
  if (setpriv === null || unshare === null || sh === null) return null;
  const flags = [...userFlags, '--pid', '--fork', '--kill-child=KILL', '--mount-proc'];
  const prefix = [setpriv, '--pdeathsig', 'KILL', '--', unshare, ...flags];
  return {
    level: 'pid_namespace',
    wrap: (argv, network) =>
      network === 'none'
        ? [...prefix, '--net', '--', sh, '-c', initWithoutNetwork, 'sh', ...argv]
        : [...prefix, '--', sh, '-c', init, 'sh', ...argv],
  };
}

/** The strongest isolation that proves itself on this machine, tried once when the runner starts. */
export async function probeIsolation(): Promise<Isolation> {
  if (process.platform !== 'linux') return processGroups;
  for (const userFlags of process.getuid?.() === 0
    ? [[], ['--user', '--map-current-user']]
    : [['--user', '--map-current-user']]) {
    const candidate = namespaces(userFlags);
    if (candidate !== null && (await passesSignals(candidate)) && (await diesWithParent(candidate)))
      return candidate;
  }
  return processGroups;
}

/** The command hears SIGTERM sent to the group, and its exit code comes back. */
async function passesSignals(isolation: Isolation): Promise<boolean> {
  const argv = isolation.wrap(
    ['/bin/sh', '-c', 'trap "exit 43" TERM; echo up; while :; do sleep 0.01; done'],
    'full',
  );
  const [file = '', ...args] = argv ?? [];
  const child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
  const exit = once(child, 'exit');
  const isUp = await settledWithin(Promise.race([once(child.stdout, 'data'), exit]), 5_000);
  try {
    if (isUp && child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    const isOver = await settledWithin(exit, 5_000);
    return isOver && child.exitCode === 43;
  } catch {
    return false; // It could not be started or signalled: no use to us.
  } finally {
    child.kill('SIGKILL');
  }
}

/** A stand-in for the runner is killed; what it had started must be gone soon after. */
async function diesWithParent(isolation: Isolation): Promise<boolean> {
  const argv = isolation.wrap(['/bin/sh', '-c', 'echo up; exec sleep 30'], 'full') ?? [];
  const parent = spawn('/bin/sh', ['-c', '"$@" & wait', 'sh', ...argv], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
  });
  const group = parent.pid;
  if (group === undefined) return false;
  try {
    const exit = once(parent, 'exit');
    await settledWithin(Promise.race([once(parent.stdout, 'data'), exit]), 5_000);
    parent.kill('SIGKILL');
    await exit;
    for (let tries = 0; tries < 100; tries++) {
      if (!listProcesses().some((entry) => entry.pgid === group && !entry.isZombie)) return true;
      await pause(10);
    }
    return false;
  } finally {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // The good case: nothing of it is left.
    }
  }
}

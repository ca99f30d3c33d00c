import { findTool } from './find-tool.ts';
import { provesItself } from './prove.ts';

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
    const isolation = namespaces(userFlags);
    const wrap = (argv: readonly string[]): string[] => isolation?.wrap(argv, 'full') ?? [...argv];
    if (isolation !== null && (await provesItself({ wrap, sparesLeader: false }))) return isolation;
  }
  return processGroups;
}

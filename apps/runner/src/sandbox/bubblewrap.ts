import { existsSync } from 'node:fs';
import { findTool } from '../process/find-tool.ts';
import { provesItself } from '../process/prove.ts';
import { isWithin } from '../workspace/roots.ts';
import type { Mount, Sandbox, View } from './sandbox.ts';

/**
 * The profile of bubblewrap. What a command gets:
 *
 * - the whole file system read-only, with what the view hides, shows and makes writable put on top of it in order.
 *   What is hidden is an empty read-only folder or an empty file;
 * - its own /dev (null, zero, random, a terminal multiplexer) and its own /proc, in which only its own processes
 *   are. Settings of the kernel in it are read-only: to root they would be writable even without capabilities;
 * - namespaces of its own for users, processes, IPC, host name and cgroups, and for the network where it is cut. It
 *   cannot make user namespaces itself, so it can neither mount nor undo what is hidden;
 * - no capabilities, and no program gives it new rights;
 * - its life ends with the runner's, and whatever it started ends with it.
 *
 * It stays in the session that the runner made for it. So signals to the group reach all of it, and it has no
 * terminal into which it could push input: /dev holds none, and the session's own is a recorded one or none at all.
 */
const fixed = [
  ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--die-with-parent', '--cap-drop', 'ALL', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
];
const kernelSettings = ['sys', 'irq', 'bus', 'fs', 'acpi', 'sysrq-trigger'];
const kernelSecrets = ['kcore', 'keys', 'timer_list', 'sched_debug'];

/** The strictest first. Containers forbid some of them, and old versions don't know all. */
const userNamespaces = (isRoot: boolean): string[][] => [
  ['--unshare-user', '--disable-userns'],
  ['--unshare-user'],
  ...(isRoot ? [[]] : []),
];

/** Tries it on this machine; null where it is not installed or forbidden. */
export async function probeBubblewrap(): Promise<Sandbox | null> {
  const program = process.platform === 'linux' ? findTool('bwrap') : null;
  if (program === null) return null;
  for (const flags of userNamespaces(process.getuid?.() === 0)) {
    const sandbox = bubblewrap(program, flags);
    const wrap = (argv: readonly string[]): string[] => sandbox.wrap(argv, { mounts: [], network: 'cut' });
    if (await provesItself({ wrap, sparesLeader: true })) return sandbox;
  }
  return null;
}

function bubblewrap(program: string, flags: readonly string[]): Sandbox {
  const first = [program, ...flags, ...fixed, ...kernelArgs()];
  return {
    name: 'bubblewrap',
    level: 'sandboxed',
    hasOwnFiles: true,
    holdsTree: true,
    sparesLeader: true,
    canCutNetwork: true,
    canAllowHosts: true,
    wrap: (argv, view) => [...first, ...viewArgs(view), '--', ...argv],
  };
}

function kernelArgs(): string[] {
  const readOnly = (name: string) => ['--ro-bind', `/proc/${name}`, `/proc/${name}`];
  const hidden = (name: string) => ['--ro-bind', '/dev/null', `/proc/${name}`];
  const isThere = (name: string) => existsSync(`/proc/${name}`);
  return [
    ...kernelSettings.filter(isThere).flatMap(readOnly),
    ...kernelSecrets.filter(isThere).flatMap(hidden),
  ];
}

function viewArgs({ mounts, network }: View): string[] {
  const folders = mounts.filter((mount, index) => isEmptyFolder(mount, mounts.slice(index + 1)));
  return [
    ...(network === 'cut' ? ['--unshare-net'] : []),
    ...mounts.flatMap(mountArgs),
    // Only now, because what is shown inside them needs a place to stand on.
    ...folders.flatMap(({ path }) => ['--remount-ro', path]),
  ];
}

function mountArgs(mount: Mount): string[] {
  if (mount.kind === 'hide')
    return mount.isFolder ? ['--tmpfs', mount.path] : ['--ro-bind', '/dev/null', mount.path];
  return [mount.kind === 'write' ? '--bind' : '--ro-bind', mount.from ?? mount.path, mount.path];
}

/** One that something later stands on, or around, is out of sight. */
const isEmptyFolder = (mount: Mount, later: readonly Mount[]): boolean =>
  mount.kind === 'hide' && mount.isFolder && !later.some(({ path }) => isWithin(path, mount.path));

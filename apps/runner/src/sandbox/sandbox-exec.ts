import { existsSync } from 'node:fs';
import { provesItself } from '../process/prove.ts';
import type { Mount, Sandbox, View } from './sandbox.ts';

/**
 * The profile of macOS's own sandbox, which knows rights and no mounts: paths stay what they are.
 *
 * Everything may be read but what the view hides, less what it shows again inside. Nothing may be written but what
 * the view lets be written and the devices every program needs. Other processes cannot be signalled or looked into.
 * The network is there as a whole or not at all, since a loopback of its own is not to be had. The last rule that fits decides, so the rules stand in the view's order.
 */
const start = [
  '(version 1)',
  '(allow default)',
  '(deny file-write*)',
  '(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (subpath "/dev/fd"))',
  '(deny signal) (allow signal (target same-sandbox))',
  '(deny process-info*) (allow process-info* (target same-sandbox))',
  '(deny mach-lookup (global-name "com.apple.SecurityServer") (global-name "com.apple.securityd.xpc"))',
];
const program = '/usr/bin/sandbox-exec';

/** Tries it on this machine; null where there is none. */
export async function probeSandboxExec(): Promise<Sandbox | null> {
  if (process.platform !== 'darwin' || !existsSync(program)) return null;
  const wrap = (argv: readonly string[]): string[] => sandboxExec.wrap(argv, { mounts: [], network: 'host' });
  return (await provesItself({ wrap, sparesLeader: false })) ? sandboxExec : null;
}

const sandboxExec: Sandbox = {
  name: 'sandbox-exec',
  level: 'sandboxed',
  hasOwnFiles: false,
  holdsTree: false,
  sparesLeader: false,
  canCutNetwork: true,
  canAllowHosts: false,
  wrap: (argv, view) => [program, '-p', profileOf(view), ...argv],
};

/** The profile in its own language, for tests of its text as well. */
export const profileOf = ({ mounts, network }: View): string =>
  [...start, ...(network === 'cut' ? ['(deny network*)'] : []), ...mounts.flatMap(rulesOf)].join('\n');

function rulesOf(mount: Mount): string[] {
  const place = `(subpath ${quote(mount.kind === 'hide' ? mount.path : (mount.from ?? mount.path))})`;
  if (mount.kind === 'hide') return [`(deny file-read* file-write* ${place})`];
  return mount.kind === 'read'
    ? [`(allow file-read* ${place})`, `(deny file-write* ${place})`]
    : [`(allow file-read* file-write* ${place})`];
}

const quote = (path: string): string => `"${path.replace(/["\\]/g, (mark) => `\\${mark}`)}"`;

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Bounds {
  cpuS: number;
  /** Of address space; null for programs that reserve much more than they use and are bounded otherwise. */
  memoryBytes: number | null;
  /** So many files may be open. */
  files: number;
}

const onDarwin = ['/usr/bin/sandbox-exec', '-p', '(version 1)(allow default)(deny network*)'];
const cut = [
  ['unshare', '--net', '--'],
  ['unshare', '--user', '--map-current-user', '--net', '--'],
];

/** The first way to start a program without a network that works here; tried, since kernels and containers differ. */
async function findCut(): Promise<readonly string[]> {
  if (process.platform === 'darwin') return onDarwin;
  for (const [file = '', ...args] of cut) {
    const works = await run(file, [...args, 'true'], { timeout: 5_000 }).then(
      () => true,
      () => false, // Not there or not allowed: the next way is tried.
    );
    if (works) return [file, ...args];
  }
  return [];
}

let found: Promise<readonly string[]> | null = null;

/** Whether what is confined here has no network; where it cannot be cut, programs are only bounded. */
export async function canCutNetwork(): Promise<boolean> {
  found ??= findCut();
  return (await found).length > 0;
}

/**
 * An argv that runs another one without a network (where the system can do that), without writing any file, and with
 * bounds on its time on a processor and its memory.
 */
export async function confine(argv: readonly string[], bounds: Bounds): Promise<string[]> {
  found ??= findCut();
  const limits = [
    // The soft bound is the one that says why it ended: the hard one kills.
    `ulimit -S -t ${bounds.cpuS}`,
    `ulimit -H -t ${bounds.cpuS + 5}`,
    'ulimit -f 0',
    'ulimit -c 0',
    `ulimit -n ${bounds.files}`,
    // macOS cannot bound address space.
    bounds.memoryBytes === null
      ? null
      : `ulimit -v ${Math.floor(bounds.memoryBytes / 1024)} 2>/dev/null || true`,
  ].filter((limit) => limit !== null);
  return [...(await found), '/bin/sh', '-c', `${limits.join('; ')}; exec "$@"`, 'decoder', ...argv];
}

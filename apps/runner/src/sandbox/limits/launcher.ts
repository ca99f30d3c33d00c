import { readFileSync } from 'node:fs';
import { findTool } from '../../process/find-tool.ts';

/** How far below the server and the runner: they answer at once, and a run gets all that they leave. */
const niceness = '10';

/**
 * A fixed script (never text from a job) that bounds what it becomes: no core dumps, no file larger than the disk
 * limit, no more open files than tools need, and a member of its control groups before it starts anything, so that no
 * child can slip out first. A kernel that shares out the processor by sessions passes over the niceness of a process,
 * so its session is told too.
 */
const script = [
  `{ echo ${niceness} >/proc/self/autogroup; } 2>/dev/null`,
  'ulimit -c 0; ulimit -f "$1"; ulimit -n "$2"; shift 2',
  'while [ "$1" != "--" ]; do echo $$ >"$1" || exit 125; shift; done',
  'shift; exec "$@"',
].join('; ');
const blockBytes = 512;
/** The machine's own bound is on all processes together, the runner and the server among them. */
const mostOpenFiles = 16_384;

export interface Bounds {
  largestFileBytes: number;
  /** `cgroup.procs` of each control group the process joins. */
  groupFiles: readonly string[];
}

/** The argv that runs `argv` within the bounds. */
export function bounded(argv: readonly string[], { largestFileBytes, groupFiles }: Bounds): string[] {
  const sh = findTool('sh');
  if (sh === null) return [...argv];
  const blocks = String(Math.ceil(largestFileBytes / blockBytes));
  return [...lowered(), sh, '-c', script, 'sh', blocks, openFiles(), ...groupFiles, '--', ...argv];
}

/** The disk goes by the same number, unless a program chooses otherwise. */
function lowered(): string[] {
  const nice = findTool('nice');
  return nice === null ? [] : [nice, '-n', niceness];
}

/** Nobody may raise the bound that they are given. */
function openFiles(): string {
  const own = /^Max open files\s+\d+\s+(\d+|unlimited)/m.exec(readLimits())?.[1] ?? 'unlimited';
  return own === 'unlimited' ? String(mostOpenFiles) : String(Math.min(mostOpenFiles, Number(own)));
}

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return ''; // Other systems have a bound that is far above.
  }
}

/** A limit on processes for where there is no control group; it counts the user's in this namespace. */
export function withProcessLimit(argv: readonly string[], processes: number): string[] {
  const prlimit = findTool('prlimit');
  return prlimit === null ? [...argv] : [prlimit, `--nproc=${processes}:${processes}`, '--', ...argv];
}

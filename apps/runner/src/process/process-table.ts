import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  ppid: number;
  pgid: number;
  session: number;
  /** Clock ticks since boot; with the boot id it makes a pid unmistakable. */
  startTime: string;
  isZombie: boolean;
}

/** One line of /proc/<pid>/stat. The command name may hold spaces and brackets, so fields count from the last `)`. */
export function parseStat(text: string): ProcessEntry | null {
  const end = text.lastIndexOf(')');
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(end + 2).split(' ');
  const [state, ppid, pgid, session] = fields;
  const startTime = fields[19];
  if (end < 0 || Number.isNaN(pid) || startTime === undefined) return null;
  return {
    pid,
    ppid: Number(ppid),
    pgid: Number(pgid),
    session: Number(session),
    startTime,
    isZombie: state === 'Z' || state === 'X',
  };
}

export function findProcess(pid: number): ProcessEntry | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null; // Gone, or a system without /proc.
  }
}

export const hasProcessTable = (): boolean => findProcess(process.pid) !== null;

/** Every process there is; empty on systems without /proc. */
export function listProcesses(): ProcessEntry[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map((name) => findProcess(Number(name)))
    .filter((entry) => entry !== null);
}

/** Changes with every boot, so that a pid and start time recorded before one cannot match after it. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}

export function hasEnvironmentEntry(pid: number, entry: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${entry}\0`);
  } catch {
    return false; // Gone, or another user's.
  }
}

import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second on every common build. */
const tickMicros = 10_000;

/** Processor time that a process has used so far, in microseconds. */
export function cpuMicros(pid: number): number {
  // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15 of the whole line.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMicros;
}

/** Memory of a process with what it shares counted in part, so that processes add up; none of one that has ended. */
export function memoryBytes(pid: number): number {
  const found = /^Pss:\s+(\d+) kB/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`));
  return Number(found?.[1] ?? 0) * 1024;
}

/** The most that a process ever held at once, what it shares counted whole; none of one that has ended. */
export function peakMemoryBytes(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readIfThere(`/proc/${pid}/status`));
  return Number(found?.[1] ?? 0) * 1024;
}

/** As the system calls it; nothing for one that has ended. */
export const nameOf = (pid: number): string => readIfThere(`/proc/${pid}/comm`).trim();

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It ended between being listed and being read.
  }
}

/** A process and everything that it started. */
export function treeOf(pid: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = parentOf(Number(name));
    if (parent !== null) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const walk = (each: number): number[] => [each, ...(childrenOf.get(each) ?? []).flatMap(walk)];
  return walk(pid);
}

function parentOf(pid: number): number | null {
  if (!Number.isInteger(pid)) return null;
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat === '' ? null : Number(stat.split(') ')[1]?.split(' ')[1]);
}

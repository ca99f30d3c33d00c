import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { pause } from '../clock.ts';
import { bootId, findProcess } from './process-table.ts';
import { isTreeAlive, membersOf, sendSignal, signalTree } from './tree.ts';

const Record = z.object({ pid: z.number().int(), start_time: z.string(), boot_id: z.string() });
const fileName = 'process.json';

/** Written before anything else happens to a new child, so that a killed runner's next start can find it. */
export function recordProcess(folder: string, pid: number): void {
  const record = { pid, start_time: findProcess(pid)?.startTime ?? '', boot_id: bootId() };
  writeFileSync(join(folder, fileName), JSON.stringify(record));
}

export function forgetProcess(folder: string): void {
  rmSync(join(folder, fileName), { force: true });
}

/** Kills what an earlier runner left of a run; a pid that has since been given to another process is left alone. */
export async function sweepOrphans(folder: string, runId: string): Promise<number> {
  const leader = recordedLeader(folder);
  let killed = 0;
  for (let tries = 0; tries < 200; tries++) {
    if (leader !== null && tries === 0) signalTree({ leader, runId }, 'SIGKILL');
    const members = membersOf({ leader: leader ?? -1, runId });
    for (const { pid } of members) if (sendSignal(pid, 'SIGKILL')) killed++;
    if (members.length === 0 && (leader === null || !isTreeAlive({ leader, runId }))) break;
    await pause(10);
  }
  forgetProcess(folder);
  return killed;
}

function recordedLeader(folder: string): number | null {
  let text: string;
  try {
    text = readFileSync(join(folder, fileName), 'utf8');
  } catch {
    return null; // No step was running.
  }
  const parsed = Record.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.boot_id !== bootId()) return null;
  const { pid, start_time } = parsed.data;
  return findProcess(pid)?.startTime === start_time ? pid : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Torn by the crash.
  }
}

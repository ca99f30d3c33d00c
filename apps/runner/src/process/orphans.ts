import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { pause } from '../clock.ts';
import { ownerId } from './owner.ts';
import { bootId, findProcess } from './process-table.ts';
import { atStandstill, type ProcessKind } from './standstill.ts';
import { isTreeAlive, membersOf, runMarker, sendSignal, signalTree } from './tree.ts';

const ProcessRecord = z.object({ pid: z.number().int(), start_time: z.string(), boot_id: z.string() });
const recordName = /^process-\d+\.json$/;
const fileOf = (folder: string, pid: number): string => join(folder, `process-${pid}.json`);

/** Written before anything else happens to a new child, so that the keeper and a next start can find it. */
export function recordProcess(folder: string, pid: number, kind: ProcessKind): void {
  const record = {
    ...{ pid, start_time: findProcess(pid)?.startTime ?? '', boot_id: bootId() },
    ...{ owner: ownerId(), at_standstill: atStandstill[kind] },
  };
  writeFileSync(fileOf(folder, pid), JSON.stringify(record));
}

export function forgetProcess(folder: string, pid: number): void {
  rmSync(fileOf(folder, pid), { force: true });
}

/** Kills what an earlier runner left of a run; a pid that has since been given to another process is left alone. */
export async function sweepOrphans(folder: string, runId: string): Promise<number> {
  const leaders = recordedLeaders(folder);
  const marker = `${runMarker}=${runId}`;
  for (const leader of leaders) signalTree({ leader, marker }, 'SIGKILL');
  let killed = 0;
  for (let tries = 0; tries < 200; tries++) {
    const members = [...leaders, -1].flatMap((leader) => membersOf({ leader, marker }));
    for (const { pid } of members) if (sendSignal(pid, 'SIGKILL')) killed++;
    if (members.length === 0 && !leaders.some((leader) => isTreeAlive({ leader, marker }))) break;
    await pause(10);
  }
  for (const name of recordsIn(folder)) rmSync(join(folder, name), { force: true });
  return killed;
}

function recordsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => recordName.test(name));
  } catch {
    return []; // The folder went with the run.
  }
}

function recordedLeaders(folder: string): number[] {
  return recordsIn(folder)
    .map((name) => ProcessRecord.safeParse(parseJson(readFileSync(join(folder, name), 'utf8'))))
    .flatMap(({ data }) => (data === undefined ? [] : [data]))
    .filter((record) => record.boot_id === bootId())
    .filter(({ pid, start_time }) => findProcess(pid)?.startTime === start_time)
    .map(({ pid }) => pid);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Torn by the crash.
  }
}

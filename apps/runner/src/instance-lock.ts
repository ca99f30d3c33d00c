import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { codeOf } from './log.ts';
import { bootId, findProcess } from './process/process-table.ts';
import { sendSignal } from './process/tree.ts';

const Owner = z.object({ pid: z.number().int(), start_time: z.string(), boot_id: z.string() });

/** Keeps two runners off one data folder. Throws a sentence when another one lives; a dead one's lock is taken over. */
export async function lockInstance(path: string): Promise<AsyncDisposable> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(
        JSON.stringify({ pid: process.pid, start_time: startTime(process.pid), boot_id: bootId() }),
      );
      await file.close();
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const pid = await livingOwner(path);
      if (pid !== null)
        throw new Error(
          `Another runner (process ${pid}) uses this data folder. Stop it, or give another --data-dir.`,
        );
      await rm(path, { force: true });
    }
  }
  throw new Error(`The lock ${path} is contended; start the runner once.`);
}

const startTime = (pid: number): string => findProcess(pid)?.startTime ?? '';

async function livingOwner(path: string): Promise<number | null> {
  const owner = Owner.safeParse(parseJson(await readFile(path, 'utf8').catch(() => '')));
  if (!owner.success || owner.data.boot_id !== bootId()) return null;
  const { pid, start_time } = owner.data;
  const isAlive =
    sendSignal(pid, 0) && startTime(pid) === start_time && !(findProcess(pid)?.isZombie ?? false);
  return isAlive ? pid : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Torn: its writer died while writing.
  }
}

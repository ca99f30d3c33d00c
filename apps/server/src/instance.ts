import { join } from 'node:path';
import { holdLock } from '@overmind/db/session-lock';
import { readTextFile, StartError, writePrivateFile } from './data-folder.ts';

const lockKey = 0x6f766d64;

/**
 * One server for one embedded database: a session lock that ends with this process, however it ends.
 * Throws `StartError` while another one holds it.
 */
export async function lockInstance(
  connectionString: string,
  dataDir: string,
): Promise<{ announce(url: string): Promise<void>; release(): Promise<void> }> {
  const file = join(dataDir, 'instance.json');
  const lock = await holdLock(connectionString, lockKey);
  if (!lock) {
    const other = JSON.parse((await readTextFile(file)) ?? '{}') as { pid?: number; url?: string };
    throw new StartError(
      `OvermindOps already runs on ${dataDir} (process ${other.pid ?? 'unknown'}${other.url ? ` at ${other.url}` : ''}). Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  return {
    announce: (url) => writePrivateFile(file, JSON.stringify({ pid: process.pid, url })),
    release: lock.release,
  };
}

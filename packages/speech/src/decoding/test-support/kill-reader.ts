import { readdir, readFile } from 'node:fs/promises';

/** Ends the program that decodes a file, on Linux; false where there is none. */
export async function killReaderOf(path: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<boolean> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  let isKilled = false;
  for (const pid of pids) {
    // It may have ended since it was listed.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(path)) continue;
    process.kill(pid, signal);
    isKilled = true;
  }
  return isKilled;
}

import { readdir, readFile } from 'node:fs/promises';

export interface FoundProcess {
  pid: number;
  command: string;
}

const readOrEmpty = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Living processes that were started with, or speak of, a data folder. */
export async function listProcessesOf(dataDir: string): Promise<FoundProcess[]> {
  const found: FoundProcess[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [command, environment, stat] = await Promise.all(
      ['cmdline', 'environ', 'stat'].map((file) => readOrEmpty(`/proc/${name}/${file}`)),
    );
    const isZombie = /\) Z /.test(stat ?? '');
    const isOurs = command?.includes(dataDir) || environment?.includes(dataDir);
    if (isOurs && !isZombie)
      found.push({ pid: Number(name), command: (command ?? '').replaceAll('\0', ' ') });
  }
  return found;
}

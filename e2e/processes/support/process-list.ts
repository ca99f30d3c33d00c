import { readdirSync, readFileSync } from 'node:fs';

interface ListedProcess {
  pid: number;
  command: string;
}

/** The processes of this machine that have a command line; one that ends meanwhile is left out. */
export function listProcesses(): ListedProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return command === '' ? [] : [{ pid, command }];
    } catch {
      return []; // It has ended.
    }
  });
}

/** Those that name a folder of ours; what a test leaves behind shows here. */
export const processesOf = (folder: string): ListedProcess[] =>
  listProcesses().filter(({ command }) => command.includes(folder));

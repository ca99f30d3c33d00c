import { readdir, readFile, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pause } from '../../clock.ts';
import { codeOf } from '../../log.ts';
import { sendSignal } from '../../process/tree.ts';

export type Controller = 'memory' | 'pids' | 'cpu';

export interface GroupParent {
  parent: string;
  isUnified: boolean;
}

/** Followed by the pid of the runner that made the group. */
export const groupPrefix = 'overmind-';

/** Folders in which a group with this controller may be made, the runner's own group first. */
export async function parentsFor(controller: Controller): Promise<GroupParent[]> {
  const own = new Map(
    (await readText('/proc/self/cgroup'))
      .split('\n')
      .map((line) => /^\d+:([^:]*):(.*)$/.exec(line))
      // The older hierarchies may hold several controllers each, such as `cpu,cpuacct`.
      .flatMap((found) => (found?.[1] ?? '').split(',').map((name) => [name, found?.[2]] as const))
      .flatMap(([name, path]) => (path === undefined ? [] : [[name, path] as const])),
  );
  for (const { place, kind, options } of await groupMounts()) {
    const isUnified = kind === 'cgroup2';
    const path = isUnified ? own.get('') : own.get(controller);
    if (path === undefined || (!isUnified && !options.includes(controller))) continue;
    if (isUnified && !(await readText(join(place, 'cgroup.controllers'))).split(/\s/).includes(controller))
      continue;
    const parent = join(place, path);
    return [parent, ...(path === '/' ? [] : [dirname(parent)])].map((folder) => ({
      parent: folder,
      isUnified,
    }));
  }
  return [];
}

async function groupMounts(): Promise<{ place: string; kind: string; options: string[] }[]> {
  return (await readText('/proc/self/mounts'))
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , kind]) => kind === 'cgroup' || kind === 'cgroup2')
    .map(([, place = '', kind = '', options = '']) => ({ place, kind, options: options.split(',') }));
}

/** Kills what is left in the groups of runners that were killed, and removes them. */
export async function sweepGroups(): Promise<void> {
  const controllers: Controller[] = ['memory', 'pids', 'cpu'];
  const places = (await Promise.all(controllers.map(parentsFor))).flat();
  for (const { parent } of places) {
    for (const name of await readdir(parent).catch(() => [] as string[])) {
      const pid = Number(new RegExp(`^${groupPrefix}(\\d+)-`).exec(name)?.[1]);
      if (pid > 0 && !sendSignal(pid, 0)) await sweepGroup(join(parent, name));
    }
  }
}

/** Whatever its processes did to their environment, session or parent, they are members still. */
async function sweepGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    // Those of another PID namespace are shown as 0 and are none of ours.
    const members = (await readText(join(folder, 'cgroup.procs'))).split('\n').map(Number);
    for (const member of members) if (member > 0) sendSignal(member, 'SIGKILL');
    const isGone = await rmdir(folder).then(
      () => true,
      (error: unknown) => codeOf(error) === 'ENOENT',
    );
    if (isGone) return;
    await pause(20);
  }
}

/** The file's text; empty where this system has none. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return ''; // Other systems count in other ways, or not at all.
  }
}

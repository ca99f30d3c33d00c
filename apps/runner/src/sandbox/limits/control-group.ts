import { randomUUID } from 'node:crypto';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResourceLimits } from '@overmind/contracts/entities/agent';
import { pause } from '../../clock.ts';
import { type Controller, groupPrefix, parentsFor, readText } from './group-places.ts';

/** Which limit was met, as the kernel counted it. */
export type Met = 'memory' | 'processes';

interface Place {
  folder: string;
  isUnified: boolean;
}

const mebibyte = 1024 * 1024;
const periodUs = 100_000;

/**
 * A control group of one run, in the unified hierarchy (version 2) or in the older ones of each controller, where
 * the runner may make one. Every process of the run is a member from its start.
 */
export class ControlGroup implements AsyncDisposable {
  readonly #places: Map<Controller, Place>;
  #holdsProcessors = false;

  private constructor(places: Map<Controller, Place>) {
    this.#places = places;
  }

  /** Null where the runner may not make groups with both controllers. */
  static async make(limits: ResourceLimits): Promise<ControlGroup | null> {
    const places = new Map<Controller, Place>();
    const group = new ControlGroup(places);
    const name = `${groupPrefix}${process.pid}-${randomUUID()}`;
    try {
      for (const controller of ['memory', 'pids'] as const) {
        const place = await makePlace(controller, name, places);
        if (place === null) throw new Error(`no ${controller} controller`);
        places.set(controller, place);
      }
      await group.#setLimits(limits);
      if (limits.cpus !== undefined) await group.#limitProcessors(limits.cpus, name);
      return group;
    } catch {
      await group[Symbol.asyncDispose](); // Not ours to make here; the caller has other means.
      return null;
    }
  }

  /** Files into which a process writes its own pid to become a member. */
  get memberFiles(): string[] {
    return [...new Set([...this.#places.values()].map(({ folder }) => join(folder, 'cgroup.procs')))];
  }

  /** No more processors than the limits say are kept busy, which not every place for groups can do. */
  get holdsProcessors(): boolean {
    return this.#holdsProcessors;
  }

  /** The limit that was met so far, or null. */
  async met(): Promise<Met | null> {
    const [memory, pids] = [this.#places.get('memory'), this.#places.get('pids')];
    if (memory === undefined || pids === undefined) return null;
    const kills = await countOf(
      join(memory.folder, memory.isUnified ? 'memory.events' : 'memory.oom_control'),
      'oom_kill',
    );
    if (kills > 0) return 'memory';
    return (await countOf(join(pids.folder, 'pids.events'), 'max')) > 0 ? 'processes' : null;
  }

  /** Its processes must be gone; the kernel may take a moment to notice. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const folder of new Set([...this.#places.values()].map((place) => place.folder))) {
      for (let tries = 0; tries < 50 && !(await isRemoved(folder)); tries++) await pause(20);
    }
  }

  /** Best effort: the caller is told by `holdsProcessors`, and the other limits stand all the same. */
  async #limitProcessors(cpus: number, name: string): Promise<void> {
    const place = await makePlace('cpu', name, this.#places);
    if (place === null) return;
    const isMember = [...this.#places.values()].some(({ folder }) => folder === place.folder);
    // In the unified hierarchy a process is in one group, and that is the one with the other limits.
    if (place.isUnified && !isMember && [...this.#places.values()].some(({ isUnified }) => isUnified)) {
      await isRemoved(place.folder);
      return;
    }
    this.#places.set('cpu', place);
    this.#holdsProcessors = await setProcessors(place, cpus).then(
      () => true,
      () => false, // Its parent does not hand this controller on.
    );
  }

  async #setLimits({ memory_mb, processes }: ResourceLimits): Promise<void> {
    const [memory, pids] = [this.#places.get('memory'), this.#places.get('pids')];
    if (memory === undefined || pids === undefined) return;
    const bytes = String(memory_mb * mebibyte);
    if (memory.isUnified) {
      await writeFile(join(memory.folder, 'memory.max'), bytes);
      await trySetting(join(memory.folder, 'memory.swap.max'), '0');
      await trySetting(join(memory.folder, 'memory.oom.group'), '1');
    } else {
      await writeFile(join(memory.folder, 'memory.limit_in_bytes'), bytes);
      await trySetting(join(memory.folder, 'memory.memsw.limit_in_bytes'), bytes);
    }
    await writeFile(join(pids.folder, 'pids.max'), String(processes));
  }
}

/** Within a group of its own niceness counts among its members alone, so the group itself weighs half. */
async function setProcessors({ folder, isUnified }: Place, cpus: number): Promise<void> {
  const quotaUs = String(Math.round(cpus * periodUs));
  if (isUnified) {
    await writeFile(join(folder, 'cpu.max'), `${quotaUs} ${periodUs}`);
    await trySetting(join(folder, 'cpu.weight'), '50');
    return;
  }
  await writeFile(join(folder, 'cpu.cfs_period_us'), String(periodUs));
  await writeFile(join(folder, 'cpu.cfs_quota_us'), quotaUs);
  await trySetting(join(folder, 'cpu.shares'), '512');
}

/** Under the runner's own group, else beside it: one that holds processes may give no controllers to groups in it. */
async function makePlace(
  controller: Controller,
  name: string,
  made: ReadonlyMap<Controller, Place>,
): Promise<Place | null> {
  for (const { parent, isUnified } of await parentsFor(controller)) {
    const folder = join(parent, name);
    if ([...made.values()].some((place) => place.folder === folder)) return { folder, isUnified };
    if (
      isUnified &&
      !(await readText(join(parent, 'cgroup.subtree_control'))).split(/\s/).includes(controller)
    )
      continue;
    try {
      await mkdir(folder);
      return { folder, isUnified };
    } catch {
      // Not allowed here; the next one is tried.
    }
  }
  return null;
}

async function countOf(file: string, name: string): Promise<number> {
  const found = new RegExp(`^${name} (\\d+)$`, 'm').exec(await readText(file));
  return Number(found?.[1] ?? 0);
}

/** Best effort: kernels without swap accounting have no such file, and the memory limit stands all the same. */
async function trySetting(file: string, value: string): Promise<void> {
  await writeFile(file, value).catch(() => {});
}

async function isRemoved(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

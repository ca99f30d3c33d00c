import { lstat, mkdir, readdir, rename, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf } from '../log.ts';
import { folderBytes } from '../workspace/disk/measure.ts';
import { type Carry, finishSwap, moveIn } from './home-swap.ts';
import { isFolder, readKeptFile, writeKeptFile } from './kept-file.ts';
import { isTrash, Trash } from './trash.ts';

const keptMs = 7 * 24 * 3_600_000;

export interface HomeOf {
  runId: string;
  taskId: string;
  /** The run that this one goes on from. */
  from: string | null;
}

/**
 * A home for the coding agent of each run, with nothing of the person's in it but the few files that its preset
 * names. That of a run that was lost or handed back is kept, so that the task's next attempt can go on with the
 * session in it, until that attempt takes it or begins anew, for a week at most, and while the disk has room. That
 * attempt gets the session and a new home around it. What an agent writes, renewed sign-ins included, never gets back
 * to the person's own home.
 *
 * The place of a run has its home in `home`. One that goes on from another has the id of that run in `from`: should it
 * be interrupted before it has a session of its own, the attempt after it asks for that one again. `left` is the
 * home as that run left it, where its session could not be carried over.
 */
export class AgentHomes {
  readonly #folder: string;
  readonly #trash: Trash;
  readonly #live = new Set<string>();
  /** What a run is about to take over, which nobody removes meanwhile. */
  readonly #taken = new Set<string>();

  /** `remove` is what takes files away, in its own time: nobody waits for it but `settle`. */
  constructor(folder: string, remove?: (path: string) => Promise<void>) {
    this.#folder = folder;
    this.#trash = new Trash(folder, remove);
  }

  /**
   * A new home for a run. Where that of the run it goes on from is still here, `carry` puts what is to be kept of it
   * into the new one, before the rest is removed; the rest stays where that fails.
   */
  async open({ runId, taskId, from }: HomeOf, carry: Carry): Promise<{ home: string; isKept: boolean }> {
    this.#live.add(runId);
    const place = join(this.#folder, runId);
    if (from !== null) await this.#take({ from, taskId, place });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // A place without one is of a runner that laid it out in another way.
    if (!(await hasHome(place))) await this.#trash.drop(place);
    await finishSwap(place, this.#trash);
    const next = join(place, 'next');
    await this.#trash.drop(next);
    await mkdir(next, { recursive: true, mode: 0o700 });
    const isKept = await moveIn(place, { next, carry, trash: this.#trash });
    await writeKeptFile(place, 'task', taskId);
    await this.#removeOthersOf(taskId, runId);
    return { home: join(place, 'home'), isKept };
  }

  /** The run is over here. What may be gone on with stays, from now on for its time. */
  async leave(runId: string, { keep }: { keep: boolean }): Promise<void> {
    const place = join(this.#folder, runId);
    try {
      if (!keep) await this.#trash.drop(place);
      else if (await isFolder(place)) await utimes(place, new Date(), new Date());
    } finally {
      this.#live.delete(runId);
    }
  }

  /** Removes those that nobody has gone on with for a week, and what an earlier runner had only begun to remove. */
  async sweep(): Promise<void> {
    // One that cannot be removed keeps no runner from its work.
    for (const { path, leftAt } of await this.#left())
      if (Date.now() - leftAt > keptMs) await this.#trash.drop(path).catch(() => {});
    await this.#trash.sweep();
  }

  /** Resolves when all that was given up is removed, or has been waited for so long. */
  async settle(mostMs?: number): Promise<void> {
    await this.#trash.settle(mostMs);
  }

  /** The bytes of the one that was left longest ago, now gone; null when there is none. */
  async removeOldest(): Promise<number | null> {
    const [oldest] = (await this.#left()).sort((one, other) => one.leftAt - other.leftAt);
    if (oldest === undefined) return null;
    const bytes = await folderBytes(oldest.path);
    // A run may be about to go on with it since it was listed.
    if (!this.#isFree(oldest.name) || !(await this.#trash.drop(oldest.path))) return 0;
    await this.#trash.settle();
    return bytes;
  }

  /** A task has one attempt at a time, and the next goes on from this one or from none. */
  async #removeOthersOf(taskId: string, runId: string): Promise<void> {
    for (const { name, path } of await this.#left()) {
      if (name === runId) continue;
      const isOfTask = (await readKeptFile(path, 'task')) === taskId;
      if (isOfTask) await this.#trash.drop(path);
    }
  }

  #isFree(name: string): boolean {
    return !this.#live.has(name) && !this.#taken.has(name);
  }

  async #left(): Promise<{ name: string; path: string; leftAt: number }[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    const all = names
      .filter((name) => !isTrash(name) && this.#isFree(name))
      .map(async (name) => {
        const path = join(this.#folder, name);
        const found = await lstat(path).catch(() => null); // Another one has removed it just now.
        if (found === null || !this.#isFree(name)) return [];
        if (await hasHome(path)) return [{ name, path, leftAt: found.mtimeMs }];
        await this.#trash.drop(path).catch(() => {}); // What cannot be removed keeps no run from its work.
        return [];
      });
    return (await Promise.all(all)).flat();
  }

  async #take({ from, taskId, place }: { from: string; taskId: string; place: string }): Promise<void> {
    // Its agent may still be at work there.
    if (this.#live.has(from)) return;
    const taken = [from];
    this.#taken.add(from);
    try {
      if (await isFolder(place)) return;
      const own = join(this.#folder, from);
      const path = (await isFolder(own)) ? own : await this.#findLaterOf(from, taskId);
      if (path === null) return;
      taken.push(basename(path));
      this.#taken.add(basename(path));
      await this.#moveOver(path, { place, from });
    } finally {
      for (const name of taken) this.#taken.delete(name);
    }
  }

  async #moveOver(path: string, { place, from }: { place: string; from: string }): Promise<void> {
    // It had a session of its own by then.
    if (basename(path) === from) await this.#trash.drop(join(path, 'left'));
    try {
      // First, so that at no moment it is of a run that nobody asks for.
      await writeKeptFile(path, 'from', from);
      await rename(path, place);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  /** The place of an attempt that had taken over what the run `from` left. */
  async #findLaterOf(from: string, taskId: string): Promise<string | null> {
    for (const { path } of await this.#left()) {
      const isLater = (await readKeptFile(path, 'from')) === from;
      if (isLater && (await readKeptFile(path, 'task')) === taskId) return path;
    }
    return null;
  }
}

const hasHome = async (place: string): Promise<boolean> =>
  (await isFolder(join(place, 'home'))) ||
  (await isFolder(join(place, 'left'))) ||
  (await isFolder(join(place, 'gone')));

import { folderBytes, freeBytes, type Measured, measureFolders } from '../../workspace/disk/measure.ts';

/** As long as the whole disk moved less than this part of the limit, nothing is measured again. */
const shareToMeasure = 0.1;
/** Deleting elsewhere can hide growth, so it is measured now and then all the same. */
const mostSkips = 20;
/** Tests of programs shut folders for a moment. One look that sees all counts all, so nobody hides anything by that. */
const mostBlindLooks = 3;

/** Why a run may not go on: it grew too much, or nobody can tell. */
export type Excess = { kind: 'grown' } | { kind: 'unseen'; fault: string };

/**
 * How much some folders grew since the start. Asking the file system for its free space is cheap and done each time;
 * the folders themselves are measured, by `du` in a process of its own, when that moved, and as long as not all of them
 * could be looked into.
 */
export class DiskUse {
  readonly #folders: string[];
  readonly #limitBytes: number;
  #startBytes = 0;
  #grownBytes = 0;
  #freeBytes = 0;
  #skips = 0;
  #blindLooks = 0;

  constructor(folders: readonly string[], limitBytes: number) {
    this.#folders = [...folders];
    this.#limitBytes = limitBytes;
  }

  async start(): Promise<void> {
    this.#freeBytes = await this.#free();
    this.#startBytes = (await this.#measure()).bytes;
  }

  /** One that was made since, with what is in it by now. */
  async add(folder: string): Promise<void> {
    const bytes = await folderBytes(folder);
    // At once, or a look in between would take what was there for growth.
    this.#startBytes += bytes;
    this.#folders.push(folder);
  }

  /** Null while the run keeps to its limit. */
  async findExcess(): Promise<Excess | null> {
    const free = await this.#free();
    if (!this.#isToBeMeasured(free)) return null;
    this.#skips = 0;
    this.#freeBytes = free;
    const { bytes, fault } = await this.#measure();
    this.#grownBytes = bytes - this.#startBytes;
    if (this.#grownBytes > this.#limitBytes) return { kind: 'grown' };
    return fault !== null && this.#blindLooks >= mostBlindLooks ? { kind: 'unseen', fault } : null;
  }

  #isToBeMeasured(free: number): boolean {
    const moved = Math.abs(this.#freeBytes - free);
    const leftBytes = this.#limitBytes - this.#grownBytes;
    if (this.#blindLooks > 0 || moved >= Math.max(0, leftBytes) * shareToMeasure) return true;
    return ++this.#skips >= mostSkips;
  }

  #free(): Promise<number> {
    return freeBytes(this.#folders[0] ?? '/');
  }

  async #measure(): Promise<Measured> {
    const measured = await measureFolders(this.#folders);
    this.#blindLooks = measured.fault === null ? 0 : this.#blindLooks + 1;
    return measured;
  }
}

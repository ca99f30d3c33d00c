import { folderBytes, freeBytes } from '../../workspace/disk/measure.ts';

/** As long as the whole disk moved less than this part of the limit, nothing is measured again. */
const shareToMeasure = 0.1;
/** Deleting elsewhere can hide growth, so it is measured now and then all the same. */
const mostSkips = 20;

/**
 * How much some folders grew since the start. Asking the file system for its free space is cheap and done each time;
 * the folders themselves are measured, by `du` in a process of its own, when that moved.
 */
export class DiskUse {
  readonly #folders: string[];
  readonly #limitBytes: number;
  #startBytes = 0;
  #grownBytes = 0;
  #freeBytes = 0;
  #skips = 0;

  constructor(folders: readonly string[], limitBytes: number) {
    this.#folders = [...folders];
    this.#limitBytes = limitBytes;
  }

  async start(): Promise<void> {
    this.#freeBytes = await this.#free();
    this.#startBytes = await this.#measure();
  }

  /** One that was made since, with what is in it by now. */
  async add(folder: string): Promise<void> {
    const bytes = await folderBytes(folder);
    // At once, or a look in between would take what was there for growth.
    this.#startBytes += bytes;
    this.#folders.push(folder);
  }

  async isOver(): Promise<boolean> {
    const free = await this.#free();
    const moved = Math.abs(this.#freeBytes - free);
    const leftBytes = this.#limitBytes - this.#grownBytes;
    if (moved < Math.max(0, leftBytes) * shareToMeasure && ++this.#skips < mostSkips) return false;
    this.#skips = 0;
    this.#freeBytes = free;
    this.#grownBytes = (await this.#measure()) - this.#startBytes;
    return this.#grownBytes > this.#limitBytes;
  }

  #free(): Promise<number> {
    return freeBytes(this.#folders[0] ?? '/');
  }

  #measure(): Promise<number> {
    return folderBytes(...this.#folders);
  }
}

import { randomUUID } from 'node:crypto';
import { chmod, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { settledWithin } from '../clock.ts';
import { codeOf } from '../log.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import { isFolder } from './kept-file.ts';

const prefix = '.gone-';

/**
 * What nobody wants any more. It is out of the way at once, by a rename that only one can win; its files, which may be
 * many, are removed while others go on. What a runner that ends still has here is removed by a later sweep.
 */
export class Trash {
  readonly #folder: string;
  readonly #removeTree: (path: string) => Promise<void>;
  /** By its name in the folder. */
  readonly #removing = new Map<string, Promise<void>>();

  constructor(folder: string, remove = removeTree) {
    this.#folder = folder;
    this.#removeTree = remove;
  }

  /** Resolves when nothing stands there; false when nothing did, or somebody else was first. */
  async drop(path: string): Promise<boolean> {
    const name = `${prefix}${randomUUID()}`;
    if (!(await this.#take(path, join(this.#folder, name)))) return false;
    this.#remove(name);
    return true;
  }

  /** Removes what was left here, also by earlier runners. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of names.filter(isTrash)) if (!this.#removing.has(name)) this.#remove(name);
  }

  /** Resolves when all of it is removed, or has been waited for so long. */
  async settle(mostMs?: number): Promise<void> {
    const all = Promise.all(this.#removing.values());
    await (mostMs === undefined ? all : settledWithin(all, mostMs));
  }

  async #take(path: string, to: string): Promise<boolean> {
    try {
      // A folder that may not be written cannot be moved; no process of the agent that made it so is there any more.
      if (dirname(path) !== this.#folder && (await isFolder(path))) await chmod(path, 0o700);
      await rename(path, to);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  #remove(name: string): void {
    const removing = this.#removeTree(join(this.#folder, name))
      .catch(() => {}) // What cannot be removed keeps no run from its work; it is tried again by the next sweep.
      .finally(() => this.#removing.delete(name));
    this.#removing.set(name, removing);
  }
}

export const isTrash = (name: string): boolean => name.startsWith(prefix);

import { monotonicMs } from '../../clock.ts';
import type { CacheStore } from './caches.ts';
import type { KeptWorkspaces } from './kept.ts';
import { folderBytes, freeBytes } from './measure.ts';

export interface DiskBudgetParts {
  dataDir: string;
  /** Worktrees, caches, spools and agents' homes whose size is bounded together. */
  folders: readonly string[];
  budgetBytes: number;
  /** With less than this on the disk no run begins. */
  floorBytes: number;
  caches: CacheStore;
  kept: KeptWorkspaces;
}

interface Spare {
  /** The bytes that were freed; null when there is nothing to remove. */
  removeOldest(): Promise<number | null>;
}

/** A measure is believed for so long: counting the files of many worktrees takes a while. */
const freshMs = 15_000;
const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/**
 * The disk that a runner may fill. At the bound it first gives up caches, the least recently used first, then kept
 * workspaces, the oldest first, then what others can spare; what is live is never touched. If that is not enough, no
 * run begins.
 */
export class DiskBudget {
  readonly #parts: DiskBudgetParts;
  readonly #spares: Spare[];
  #usedBytes = 0;
  #measuredAt = Number.NEGATIVE_INFINITY;
  #measuring: Promise<void> | null = null;

  constructor(parts: DiskBudgetParts) {
    this.#parts = parts;
    this.#spares = [parts.caches, parts.kept];
  }

  /** Removed when nothing of what was named before is left. */
  alsoFrees(spare: Spare): void {
    this.#spares.push(spare);
  }

  get budgetBytes(): number {
    return this.#parts.budgetBytes;
  }

  /** Why no run may begin now; null when one may. */
  async findRefusal(): Promise<string | null> {
    const { dataDir, floorBytes, budgetBytes } = this.#parts;
    await this.makeRoom();
    const free = await freeBytes(dataDir);
    if (free < floorBytes) {
      return `Only ${mebibytes(free)} are free on the runner's disk, and a run needs ${mebibytes(floorBytes)}`;
    }
    if (this.#usedBytes <= budgetBytes) return null;
    return `The runs that are going on take ${mebibytes(this.#usedBytes)} of the ${mebibytes(budgetBytes)} that the runner may use`;
  }

  /** Removes what is worth least until the bounds are kept, or nothing is left to remove. */
  async makeRoom(): Promise<void> {
    await this.#measure();
    while ((await this.#missingBytes()) > 0) {
      const freed = await this.#removeOne();
      if (freed === null) return;
      this.#usedBytes -= freed;
    }
  }

  async #removeOne(): Promise<number | null> {
    for (const spare of this.#spares) {
      const freed = await spare.removeOldest();
      if (freed !== null) return freed;
    }
    return null;
  }

  /** What was made or removed since is counted when it is next asked for. */
  changed(): void {
    this.#measuredAt = Number.NEGATIVE_INFINITY;
  }

  async #missingBytes(): Promise<number> {
    const { dataDir, budgetBytes, floorBytes } = this.#parts;
    return Math.max(this.#usedBytes - budgetBytes, floorBytes - (await freeBytes(dataDir)));
  }

  async #measure(): Promise<void> {
    if (monotonicMs() - this.#measuredAt < freshMs) return;
    this.#measuring ??= folderBytes(...this.#parts.folders)
      .then((bytes) => {
        this.#usedBytes = bytes;
        this.#measuredAt = monotonicMs();
      })
      .finally(() => {
        this.#measuring = null;
      });
    await this.#measuring;
  }
}

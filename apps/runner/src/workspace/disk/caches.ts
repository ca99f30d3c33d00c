import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkspaceRules } from '@overmind/contracts/entities/agent';
import { z } from 'zod';
import { codeOf } from '../../log.ts';
import { readJson, writeDurably } from '../../spool/files.ts';
import { git } from '../git.ts';
import { removeTree } from '../remove-tree.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { copyPaths } from './cached-paths.ts';
import { folderBytes } from './measure.ts';

const Meta = z.object({ size_bytes: z.number() });
const metaName = 'meta.json';

/** What one run has to do with the cache. */
export interface Cache {
  /** True when the workspace now holds what an earlier set-up made. */
  restore(): Promise<boolean>;
  save(): Promise<void>;
}

/**
 * What set-up commands made, by the content of the files that decide it. An entry is saved between set-up and work,
 * so nothing of an agent's is ever in it; it stands where no sandbox shows it; and it is only ever copied, with
 * shared blocks where the file system can, so no run writes to what another one reads. Entries appear whole, by a
 * rename; one that is being copied is not removed.
 */
export class CacheStore {
  readonly #dir: string;
  readonly #inUse = new Map<string, number>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Null for an agent without a cache. */
  async open(
    workspace: Workspace,
    { cache, setup }: Pick<WorkspaceRules, 'cache' | 'setup'>,
    signal: AbortSignal,
  ): Promise<Cache | null> {
    if (cache === undefined) return null;
    const key = await keyOf(workspace, cache, setup);
    const shared = { paths: cache.paths, signal };
    return {
      restore: () => this.#hold(key, () => this.#restore(key, { ...shared, to: workspace.path })),
      save: () => this.#hold(key, () => this.#save(key, { ...shared, from: workspace.path })),
    };
  }

  /** The bytes of the entry that was used longest ago, now gone; null when none can be removed. */
  async removeOldest(): Promise<number | null> {
    const entries = await this.#list();
    const [oldest] = entries.filter(({ key }) => !this.#inUse.has(key)).sort((a, b) => a.usedAt - b.usedAt);
    if (oldest === undefined) return null;
    await removeTree(join(this.#dir, oldest.key));
    return oldest.bytes;
  }

  /** What a runner that was killed left half made. */
  async removeDrafts(): Promise<void> {
    for (const name of await this.#names()) if (name.startsWith('.')) await removeTree(join(this.#dir, name));
  }

  /** The bytes of all entries, which are gone then; those in use stay. */
  async clear(): Promise<number> {
    let freed = 0;
    for (let bytes = await this.removeOldest(); bytes !== null; bytes = await this.removeOldest())
      freed += bytes;
    return freed;
  }

  async bytes(): Promise<number> {
    return (await this.#list()).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async #restore(key: string, { paths, to, signal }: { paths: string[]; to: string; signal: AbortSignal }) {
    const entry = join(this.#dir, key);
    if ((await readJson(join(entry, metaName), Meta)) === null) return false;
    await utimes(join(entry, metaName), new Date(), new Date());
    return copyPaths({ paths, from: join(entry, 'tree'), to, signal });
  }

  async #save(key: string, { paths, from, signal }: { paths: string[]; from: string; signal: AbortSignal }) {
    const entry = join(this.#dir, key);
    if ((await readJson(join(entry, metaName), Meta)) !== null) return;
    const draft = join(this.#dir, `.${key}.${randomUUID()}`);
    try {
      await mkdir(join(draft, 'tree'), { recursive: true, mode: 0o700 });
      if (!(await copyPaths({ paths, from, to: join(draft, 'tree'), signal }))) return;
      await writeDurably(join(draft, metaName), JSON.stringify({ size_bytes: await folderBytes(draft) }));
      await rename(draft, entry);
    } catch (error) {
      // Another run with the same set-up was first.
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
    } finally {
      await removeTree(draft);
    }
  }

  async #list(): Promise<{ key: string; bytes: number; usedAt: number }[]> {
    const entries = await Promise.all(
      (await this.#names()).map(async (key) => {
        const file = join(this.#dir, key, metaName);
        const meta = await readJson(file, Meta);
        const usedAt = await stat(file).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        );
        return meta === null || key.startsWith('.') ? [] : [{ key, bytes: meta.size_bytes, usedAt }];
      }),
    );
    return entries.flat();
  }

  async #names(): Promise<string[]> {
    return readdir(this.#dir).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
  }

  async #hold<T>(key: string, work: () => Promise<T>): Promise<T> {
    this.#inUse.set(key, (this.#inUse.get(key) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.#inUse.get(key) ?? 1) - 1;
      if (left === 0) this.#inUse.delete(key);
      else this.#inUse.set(key, left);
    }
  }
}

/** The files' contents are those of the base commit, as git names them, so nothing in the folder is followed. */
async function keyOf(
  { repository, base_commit, ...rest }: Workspace,
  cache: NonNullable<WorkspaceRules['cache']>,
  setup: WorkspaceRules['setup'],
): Promise<string> {
  const place = placeOf({ repository, base_commit, ...rest });
  const names = cache.key.map((path) => `:(literal)${path.replace(/^(?:\.\/)+|\/+$/g, '')}`);
  const files = await git(['ls-files', '--stage', '-z', '--', ...names], place, { isRead: true });
  const machine = [process.platform, process.arch, process.version];
  const identity = JSON.stringify([
    repository,
    files,
    cache.paths,
    setup.map(({ run, cwd }) => [run, cwd]),
    machine,
  ]);
  return createHash('sha256').update(identity).digest('hex');
}

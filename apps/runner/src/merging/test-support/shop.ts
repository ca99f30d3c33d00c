import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MergeItem } from '@overmind/contracts/frames/questions';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { KeyedMutex } from '../../workspace/mutex.ts';
import { AllowedRoots } from '../../workspace/roots.ts';

let made = 0;
const id = (): string => `019aa000-0000-7000-8000-${String(++made).padStart(12, '0')}`;

/** A repository with `main` checked out, in a folder that the roots allow. */
export class Shop {
  readonly root: string;
  readonly path: string;
  readonly roots: AllowedRoots;
  readonly mutex = new KeyedMutex();

  private constructor(root: string, roots: AllowedRoots) {
    this.root = root;
    this.path = join(root, 'shop');
    this.roots = roots;
  }

  static async make(files: Record<string, string> = { 'a.txt': 'one\ntwo\nthree\n' }): Promise<Shop> {
    const root = await tempFolder();
    const roots = new AllowedRoots();
    await roots.set([root], () => {});
    const shop = new Shop(root, roots);
    await makeRepository(shop.path, files);
    return shop;
  }

  git(...args: string[]): Promise<string> {
    return runGit(this.path, ...args);
  }

  head(ref = 'main'): Promise<string> {
    return this.git('rev-parse', ref);
  }

  async write(files: Record<string, string | Uint8Array>, folder = this.path): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  }

  /** A commit on a branch of its own, made elsewhere so that the checkout is not touched. */
  async work(files: Record<string, string | null>, from = 'main'): Promise<string> {
    const name = `work-${++made}`;
    const folder = join(this.root, name);
    await this.git('worktree', 'add', '--quiet', '-b', `overmind/${name}`, folder, from);
    for (const [file, text] of Object.entries(files)) {
      if (text === null) await runGit(folder, 'rm', '--quiet', '--', file);
      else await this.write({ [file]: text }, folder);
    }
    await runGit(folder, 'add', '--all');
    await runGit(folder, 'commit', '--quiet', '-m', `Work on ${Object.keys(files).join(', ')}`);
    const commit = await runGit(folder, 'rev-parse', 'HEAD');
    await this.git('worktree', 'remove', '--force', folder);
    return commit;
  }

  /** Commits in the person's own checkout. */
  async commit(files: Record<string, string>): Promise<string> {
    await this.write(files);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '-m', 'By a person');
    return this.head('HEAD');
  }
}

export function item(head_commit: string, change: Partial<MergeItem> = {}): MergeItem {
  const merge = id();
  return {
    ...{ id: merge, head_commit, strategy: 'merge', subject: 'Merge SHOP-1: Change it' },
    trailers: ['Overmind-Task: SHOP-1', `Overmind-Run: ${id()}`, `Overmind-Merge: ${merge}`],
    author: 'OvermindOps agent backend <backend@agents.overmind.invalid>',
    committer: 'Ada <ada@example.org>',
    committed_at: '2026-01-02T03:04:05.000Z',
    ...change,
  };
}

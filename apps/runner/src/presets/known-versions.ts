import { mkdtemp, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../workspace/remove-tree.ts';
import { readVersion } from './version.ts';

interface Known {
  /** Where the file is and when it was last changed; another one is another program. */
  stamp: string;
  version: Promise<string | null>;
}

/** The versions of programs, each asked for once until the program's file changes. */
export class KnownVersions {
  readonly #searchPath: string;
  readonly #folder: string;
  readonly #known = new Map<string, Known>();

  /** In the folder programs find a home while they are asked. */
  constructor(searchPath: string, folder: string) {
    this.#searchPath = searchPath;
    this.#folder = folder;
  }

  async of(program: string, args: readonly string[]): Promise<string | null> {
    const stamp = await stampOf(program);
    const known = this.#known.get(program);
    if (known?.stamp === stamp) return await known.version;
    const version = this.#ask(program, args);
    this.#known.set(program, { stamp, version });
    return await version;
  }

  async #ask(program: string, args: readonly string[]): Promise<string | null> {
    const home = await mkdtemp(join(this.#folder, 'version-'));
    try {
      return await readVersion(program, args, { PATH: this.#searchPath, HOME: home, CI: '1' });
    } finally {
      await removeTree(home);
    }
  }
}

async function stampOf(program: string): Promise<string> {
  try {
    const path = await realpath(program);
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return [path, ino, size, mtimeMs, ctimeMs].join(' ');
  } catch {
    return ''; // It was taken away just now.
  }
}

import { realpath } from 'node:fs/promises';
import { isAbsolute, sep } from 'node:path';
import type { Log } from '../log.ts';

export type Resolution =
  | { ok: true; path: string }
  | { ok: false; reason: 'missing' | 'outside_roots' | 'unreadable'; detail: string };

export const isWithin = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

/** The folders in which this runner may work, by their real paths, links resolved. */
export class AllowedRoots {
  #roots: string[] = [];

  get list(): readonly string[] {
    return this.#roots;
  }

  /** True when the list became another. Relative and missing folders are left out, with a warning. */
  async set(paths: readonly string[], log: Log): Promise<boolean> {
    const roots = new Set<string>();
    for (const path of paths) {
      if (!isAbsolute(path))
        log('warn', 'An allowed root must be an absolute path; this one is ignored.', { path });
      else
        await realpath(path).then(
          (real) => roots.add(real),
          () => log('warn', 'An allowed root is not there.', { path }),
        );
    }
    const next = [...roots].sort().slice(0, 100);
    const isChanged = next.join('\n') !== this.#roots.join('\n');
    this.#roots = next;
    return isChanged;
  }

  /** The real path, if it stands under a root. To be asked again at each use, since links change. */
  async resolve(path: string): Promise<Resolution> {
    if (!isAbsolute(path) || path.includes('\0')) {
      return {
        ok: false,
        reason: 'outside_roots',
        detail: 'Give the whole path of the folder, from the root of the disk.',
      };
    }
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      return this.#unresolved(path, error);
    }
    if (this.#roots.some((root) => isWithin(root, real))) return { ok: true, path: real };
    return { ok: false, reason: 'outside_roots', detail: this.#outside(path) };
  }

  #unresolved(path: string, error: unknown): Resolution {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Whether something exists outside the roots is none of the asker's business.
    const isTextuallyInside =
      !path.split('/').includes('..') && this.#roots.some((root) => isWithin(root, path));
    if (!isTextuallyInside) return { ok: false, reason: 'outside_roots', detail: this.#outside(path) };
    if (code === 'EACCES')
      return { ok: false, reason: 'unreadable', detail: `The runner may not read ${path}.` };
    return { ok: false, reason: 'missing', detail: `There is nothing at ${path}.` };
  }

  #outside(path: string): string {
    const allowed =
      this.#roots.length === 0 ? 'It allows none yet.' : `It allows: ${this.#roots.join(', ')}.`;
    return `${path} is outside the folders this runner may work in. ${allowed}`;
  }
}

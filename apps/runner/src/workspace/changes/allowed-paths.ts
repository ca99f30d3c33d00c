import { matchesGlob } from '@overmind/domain/agents/glob';
import type { Changes } from './commit.ts';

export interface PathRules {
  /** Whether a file of the deny list may be changed: only where a glob names it, not where one stands for any file. */
  maySecret: (path: string) => boolean;
  /** Why the changes are not allowed, null when they are. */
  findFault: (changes: Pick<Changes, 'files' | 'leftOut'>) => string | null;
}

const shownPaths = 10;

/** What the globs of an agent's `writes` allow; without any it may change all but the files of the deny list. */
export function pathRules(writes: readonly string[]): PathRules {
  const namesFiles = writes.filter((glob) => /[^*?]/.test(glob.split('/').at(-1) ?? ''));
  return {
    maySecret: (path) => namesFiles.some((glob) => matchesGlob(path, glob)),
    findFault: ({ files, leftOut }) => {
      const outside =
        writes.length === 0
          ? []
          : files.map(({ path }) => path).filter((path) => !writes.some((glob) => matchesGlob(path, glob)));
      if (outside.length > 0) return `The run changed what its agent may not change: ${list(outside)}`;
      if (leftOut.length === 0) return null;
      return `The run added or changed files that hold secrets: ${list(leftOut)}. They are left out of its result`;
    },
  };
}

function list(paths: readonly string[]): string {
  const more = paths.length > shownPaths ? ` and ${paths.length - shownPaths} more` : '';
  return `${paths.slice(0, shownPaths).join(', ')}${more}`;
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest `relative` in the folders above this file: the same in the sources and in a bundle, whose files lie in
 * other folders of the same repository. Null where there is none.
 */
export function findUpwards(relative: string, from: string = import.meta.dirname): string | null {
  const path = join(from, relative);
  if (existsSync(path)) return path;
  return dirname(from) === from ? null : findUpwards(relative, dirname(from));
}

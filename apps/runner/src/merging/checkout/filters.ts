import { filtersOff, git } from '../../workspace/git.ts';
import type { Checkout } from './find.ts';

/**
 * Files that pass through a program of the repository's config, such as LFS, on their way to the disk. The runner
 * runs no such program, so it leaves them to the person.
 */
export async function findFilter(checkout: Checkout, from: string, to: string): Promise<string | null> {
  const place = { folder: checkout.path };
  const named = (await filtersOff(place)).filter(([name]) => name.startsWith('filter.'));
  if (named.length === 0) return null;
  const changed = await git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', from, to, '--'], place, {
    isRead: true,
  });
  if (changed === '') return null;
  const told = await git(['check-attr', '--stdin', '-z', 'filter'], place, { isRead: true, input: changed });
  const fields = told.split('\0');
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [path, , value = ''] = fields.slice(index, index + 3);
    if (!named.some(([name]) => name.startsWith(`filter.${value}.`))) continue;
    return `${path} passes through the filter "${value}", which this runner does not run. Check out another branch in ${checkout.path}, or run "git merge --ff-only" there yourself.`;
  }
  return null;
}

import { readdir } from 'node:fs/promises';
import { git } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';

/** Files and links that git does not track, ignored ones too; each byte of a name is a character. */
export async function listUntracked(workspace: Workspace): Promise<string[]> {
  const call = { isRead: true, encoding: 'latin1' } as const;
  const listed = await git(['ls-files', '-z', '--others'], placeOf(workspace), call);
  const found: string[] = [];
  for (const name of listed.split('\0')) {
    // Of a repository inside git tells the folder alone.
    if (name.endsWith('/')) found.push(...(await filesIn(workspace.path, name)));
    else if (name !== '') found.push(name);
  }
  return found;
}

async function filesIn(root: string, folder: string): Promise<string[]> {
  const place = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(folder, 'latin1')]);
  const found: string[] = [];
  for (const entry of await readdir(place, { withFileTypes: true, encoding: 'buffer' })) {
    const name = folder + entry.name.toString('latin1');
    if (entry.isFile() || entry.isSymbolicLink()) found.push(name);
    else if (entry.isDirectory() && !/\/\.git$/i.test(name)) found.push(...(await filesIn(root, `${name}/`)));
  }
  return found;
}

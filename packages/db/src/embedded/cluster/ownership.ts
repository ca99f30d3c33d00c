import { chmod, chown, lchown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UnwritableFolderError } from '../errors.ts';

/** An unprivileged user, as whom root runs the server. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Makes the path and all below it belong to the owner, if the path itself does not yet; null changes nothing. */
export async function giveTo(owner: Owner | null, path: string): Promise<void> {
  if (owner === null) return;
  const found = await stat(path);
  if (found.uid === owner.uid) return;
  // Not opendir: in Node 20 its recursive form leaves out most of a large folder.
  const names = found.isDirectory() ? await readdir(path, { recursive: true }) : [];
  for (const name of names) await lchown(join(path, name), owner.uid, owner.gid);
  // Last, so that an interrupted change of owner is taken up again.
  await chown(path, owner.uid, owner.gid);
}

/** Lets the owner pass through the data folder, to its own subfolders, and checks that it can come that far. */
export async function letIn(owner: Owner, root: string): Promise<void> {
  if (!(await mayEnter(owner, root))) {
    const { uid, mode } = await stat(root);
    await chown(root, uid, owner.gid);
    await chmod(root, (mode & 0o700) | 0o010);
  }
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    if (await mayEnter(owner, folder)) continue;
    const reason = `root may not make namespaces here, and the user ${owner.uid} cannot enter ${folder}`;
    throw new UnwritableFolderError(root, new Error(reason));
  }
}

async function mayEnter(owner: Owner, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  if (uid === owner.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === owner.gid ? 0o010 : 0o001)) !== 0;
}

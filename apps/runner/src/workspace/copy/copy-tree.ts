import { constants, type Dirent } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';

export interface CopyBounds {
  bytes: number;
  entries: number;
  /** Whether a file, link or folder, by its path in the tree, stays where it is. */
  isLeftOut: (path: string, isFolder: boolean) => boolean;
  signal?: AbortSignal;
}

/** The tree is larger than may be copied. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const slash = Buffer.from('/');
const joined = (folder: Buffer, name: Buffer): Buffer =>
  folder.length === 0 ? name : Buffer.concat([folder, slash, name]);

/**
 * Copies a folder with its files, folders and links, and gives the paths of what was left out. Links stay links and
 * none is followed, so nothing outside the folder is read; sockets, pipes and devices are left out. Names are bytes,
 * because not all of them are UTF-8. Shares the blocks of files where the file system can, never the files themselves.
 */
export async function copyTree(from: string, to: string, bounds: CopyBounds): Promise<string[]> {
  const left = { bytes: bounds.bytes, entries: bounds.entries };
  const leftOut: string[] = [];
  const [source, target] = [Buffer.from(from), Buffer.from(to)];
  const copyFolder = async (folder: Buffer): Promise<void> => {
    const path = joined(source, folder);
    const { mode } = await lstat(path);
    await mkdir(joined(target, folder), { recursive: true, mode: (mode & 0o777) | 0o700 });
    for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
      bounds.signal?.throwIfAborted();
      if (--left.entries < 0) throw new TooLarge(`It holds more than ${bounds.entries} files.`);
      const inside = joined(folder, entry.name);
      if (bounds.isLeftOut(inside.toString(), entry.isDirectory())) leftOut.push(inside.toString());
      else if (entry.isDirectory()) await copyFolder(inside);
      else await copyOne(inside, entry);
    }
  };
  const copyOne = async (inside: Buffer, kind: Pick<Dirent, 'isSymbolicLink' | 'isFile'>): Promise<void> => {
    const [path, copy] = [joined(source, inside), joined(target, inside)];
    if (kind.isSymbolicLink()) await symlink(await readlink(path, { encoding: 'buffer' }), copy);
    if (!kind.isFile()) return;
    left.bytes -= (await lstat(path)).size;
    if (left.bytes < 0) throw new TooLarge(`It is larger than ${Math.round(bounds.bytes / 1024 / 1024)} MB.`);
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
  };
  await copyFolder(Buffer.alloc(0));
  return leftOut;
}

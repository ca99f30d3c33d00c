import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../log.ts';
import { GitError, git, tryGit } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';

/** What git ends an index with, by the format of the repository's objects. */
const checksums = { sha1: 20, sha256: 32 } as const;

const indexOf = ({ git_dir: gitDir }: Workspace): string => join(gitDir, 'index');

/** Whether the index is as git wrote it: git itself looks at its checksum in `fsck` only. */
export async function isIndexWhole(workspace: Workspace): Promise<boolean> {
  const place = placeOf(workspace);
  const format = await git(['rev-parse', '--show-object-format'], place, { isRead: true });
  if (!(await isUntorn(indexOf(workspace), format === 'sha256' ? 'sha256' : 'sha1'))) return false;
  // Part of it may stand in a file that it shares with others.
  return (await tryGit(['ls-files', '--stage'], place, { isRead: true })) !== null;
}

async function isUntorn(path: string, algorithm: keyof typeof checksums): Promise<boolean> {
  const found = await readChecksum(path, checksums[algorithm]);
  if (found === null) return false;
  // A setting of the repository may have git write none.
  if (found.checksum.every((byte) => byte === 0)) return true;
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { end: found.at - 1 })) hash.update(chunk);
  return hash.digest().equals(found.checksum);
}

/** Null where there is no index, or none that could have one. */
async function readChecksum(path: string, bytes: number): Promise<{ at: number; checksum: Buffer } | null> {
  try {
    await using file = await open(path, 'r');
    const at = (await file.stat()).size - bytes;
    if (at <= 0) return null;
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at);
    return { at, checksum: buffer };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Of the last tree that the runner wrote down of the workspace, or of where its run began. Files stay as they stand. */
export async function makeIndexAnew(workspace: Workspace): Promise<void> {
  const { snapshots, base_commit: base } = workspace;
  const place = placeOf(workspace);
  await rm(indexOf(workspace), { force: true });
  // Nothing refers to the trees of snapshots, so a person may have had git remove them.
  for (const tree of [snapshots?.baseline, snapshots?.start, base])
    if (tree != null && (await tryGit(['read-tree', tree], place)) !== null) return;
  throw new GitError(`The index of ${workspace.path} is torn, and ${base} cannot be read.`, null);
}

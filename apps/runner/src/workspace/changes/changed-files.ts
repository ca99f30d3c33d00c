import { git } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';

export interface ChangedFile {
  /** As git's: added, modified, deleted, type changed. A rename is a deletion and an addition. */
  status: 'A' | 'M' | 'D' | 'T';
  path: string;
  /** It is a repository of its own, of which only the commit is recorded. */
  isRepository: boolean;
  /** The file in either tree, byte by byte, as `update-index --index-info` takes it; mode 0 where it is not. */
  before: string;
  after: string;
}

const entryForm = /^:(\d+) (\d+) (\S+) (\S+) ([AMDT])$/;

/** The files that differ between two trees. */
export async function listChanges(workspace: Workspace, from: string, to: string): Promise<ChangedFile[]> {
  if (from === to) return [];
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--ignore-submodules=none'];
  const listed = await git([...args, '--end-of-options', from, to, '--'], placeOf(workspace), {
    isRead: true,
    encoding: 'latin1',
  });
  const parts = listed.split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, oldMode, mode, oldId, id, status] = entryForm.exec(parts[at] ?? '') ?? [];
    const bytes = parts[at + 1] ?? '';
    if (status === 'A' || status === 'M' || status === 'D' || status === 'T')
      files.push({
        ...{ status, path: Buffer.from(bytes, 'latin1').toString(), isRepository: mode === '160000' },
        ...{ before: `${oldMode} ${oldId}\t${bytes}`, after: `${mode} ${id}\t${bytes}` },
      });
  }
  return files;
}

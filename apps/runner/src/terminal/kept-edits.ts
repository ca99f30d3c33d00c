import { join } from 'node:path';
import { listChanges } from '../workspace/changes/changed-files.ts';
import { tryGit } from '../workspace/git.ts';
import { editTree } from '../workspace/snapshot/edit-tree.ts';
import { PrivateIndex } from '../workspace/snapshot/private-index.ts';
import { placeOf, type Snapshots, type Workspace } from '../workspace/worktree.ts';

/**
 * What people change in a kept workspace. A run that goes on there begins with the tree that was written down when the
 * work of the run before it was over, if it came so far, since what checks wrote after it is no work. So what people
 * change is put on top of that tree. Otherwise the files as they stand count anyway, and there is nothing to do.
 */
export class KeptEdits {
  readonly #workspace: Workspace;
  readonly #folder: string;
  readonly #index: PrivateIndex;
  readonly #before: string;

  private constructor(workspace: Workspace, folder: string, index: PrivateIndex, before: string) {
    this.#workspace = workspace;
    this.#folder = folder;
    this.#index = index;
    this.#before = before;
  }

  /**
   * To be called when what is kept from agents is hidden, and before anybody is in the workspace; `folder` is out of
   * their sight. Null where nothing needs to be written down.
   */
  static async begin(workspace: Workspace, folder: string): Promise<KeptEdits | null> {
    const { snapshots } = workspace;
    if (snapshots === undefined || (snapshots.baseline !== null && snapshots.result === null)) return null;
    const tree = snapshots.result ?? snapshots.start;
    // Nothing refers to it. Without it the run that goes on counts all files as they stand.
    if ((await tryGit(['cat-file', '-e', `${tree}^{tree}`], placeOf(workspace))) === null) return null;
    // What is to be said of the files is said again to that run.
    const index = await PrivateIndex.open(workspace, join(folder, 'snapshot.index'), () => {});
    return new KeptEdits(workspace, folder, index, await index.snapshot({ opensNested: false }));
  }

  /** The trees with what was changed since; null when nothing was. All must have left, and what is hidden still be so. */
  async addTo(snapshots: Snapshots): Promise<Snapshots | null> {
    const after = await this.#index.snapshot({ opensNested: false });
    const changes = await listChanges(this.#workspace, this.#before, after);
    // A repository inside would be a commit that nobody else has.
    const entries = changes.filter(({ isRepository }) => !isRepository).map((change) => change.after);
    if (entries.length === 0) return null;
    const edited = (tree: string): Promise<string> =>
      editTree(this.#workspace, tree, entries, join(this.#folder, 'edit.index'));
    const { start, result } = snapshots;
    return result === null
      ? { ...snapshots, start: await edited(start) }
      : { ...snapshots, result: await edited(result) };
  }
}

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listChanges } from '../changes/changed-files.ts';
import { tryGit } from '../git.ts';
import { KeyedMutex } from '../mutex.ts';
import { placeOf, recordWorkspace, type Snapshots, type Workspace } from '../worktree.ts';
import { overlay } from './edit-tree.ts';
import { PrivateIndex } from './private-index.ts';

export interface SnapshotPlace {
  workspace: Workspace;
  /** An earlier run was in the workspace. */
  isAdopted: boolean;
  /** Nobody asks for the change of some runs; nothing is written down then, and nothing can fail by it. */
  isNeeded?: boolean;
  /** The run's own, out of the agent's sight. */
  folder: string;
  /** Writes a sentence into the run's log. */
  say: (sentence: string) => void;
}

/**
 * What of the files in a workspace is the work of a run. Set-up, checks and teardown write there too, so the files are
 * written down as trees: where the run began, after set-up (baseline), and after the work, before the checks (result).
 * The run's change is where it began, with what differs between baseline and result put on top.
 *
 * The trees are recorded with the workspace, so that a run that goes on in it after its runner was killed tells the
 * two apart all the same.
 */
export class RunSnapshots implements AsyncDisposable {
  readonly #place: SnapshotPlace;
  readonly #workspace: Workspace;
  #index: PrivateIndex | null = null;
  #taken: Snapshots | null = null;
  /** They share an index. */
  readonly #turns = new KeyedMutex();

  constructor(place: SnapshotPlace) {
    this.#place = place;
    this.#workspace = place.workspace;
  }

  /** To be called when what is kept from agents is hidden, and before any process of the run. */
  begin(): Promise<void> {
    return this.#turns.run('', () => this.#begin());
  }

  async #begin(): Promise<void> {
    if (this.#taken !== null || this.#place.isNeeded === false) return;
    this.#index = await PrivateIndex.open(this.#workspace, this.#file('snapshot.index'), this.#place.say);
    await this.#record({ start: await this.#findStart(this.#index), baseline: null, result: null });
  }

  /** `wroteNothing`: the files are still as they were when the workspace was made. */
  afterSetup(how: { wroteNothing: boolean }): Promise<void> {
    return this.#turns.run('', () => this.#afterSetup(how));
  }

  async #afterSetup({ wroteNothing }: { wroteNothing: boolean }): Promise<void> {
    if (this.#place.isNeeded === false) return;
    const { index, taken } = await this.#begun();
    const isAsMade = wroteNothing && !this.#place.isAdopted;
    const baseline = isAsMade ? taken.start : await index.snapshot({ opensNested: false });
    await this.#record({ ...taken, baseline });
  }

  /** No process of the work may be left. */
  afterWork(): Promise<void> {
    return this.#turns.run('', () => this.#afterWork());
  }

  /** For a run that is broken off: what stands there is its work, unless that was written down before. */
  async breakOff(): Promise<void> {
    await this.#turns.run('', async () => {
      if ((await this.#begun()).taken.result === null) await this.#afterWork();
    });
  }

  async #afterWork(): Promise<void> {
    if (this.#place.isNeeded === false) return;
    const { index, taken } = await this.#begun();
    if (taken.baseline === null) return;
    await this.#record({ ...taken, result: await index.snapshot({ opensNested: true }) });
  }

  /** What the run has to show, as a tree. */
  async tree(): Promise<string> {
    const { start, baseline, result } = (await this.#begun()).taken;
    if (baseline === null || result === null) return start;
    return overlay(this.#workspace, { onto: start, from: baseline, to: result }, this.#file('edit.index'));
  }

  /** The files of the tree that are not any more as the work left them. */
  async findLateChanges(tree: string): Promise<string[]> {
    const { index, taken } = await this.#begun();
    if (taken.result === null) return [];
    const found = await stat(this.#workspace.path).catch(() => null);
    if (found?.isDirectory() !== true) return ['.'];
    const changes = await listChanges(this.#workspace, taken.result, await index.again());
    const beside = await listChanges(this.#workspace, tree, taken.result);
    const ofSetup = new Set(beside.filter(({ status }) => status === 'A').map(({ path }) => path));
    return changes.map(({ path }) => path).filter((path) => !ofSetup.has(path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const files = ['snapshot.index', 'snapshot.index.lock', 'edit.index', 'edit.index.lock'];
    for (const name of files) await rm(this.#file(name), { force: true });
  }

  /** Where an earlier run was in the same workspace, its work counts, and what its set-up and checks wrote does not. */
  async #findStart(index: PrivateIndex): Promise<string> {
    const { snapshots } = this.#workspace;
    if (!this.#place.isAdopted) return index.tree();
    if (snapshots === undefined) return index.snapshot({ opensNested: true });
    const { start, baseline, result } = snapshots;
    if (!(await this.#areKnown([start, baseline, result]))) {
      this.#place.say(
        'What an earlier set-up wrote cannot be told from the work any more, so all of it counts.',
      );
      return index.snapshot({ opensNested: true });
    }
    if (baseline === null) return start;
    const to = result ?? (await index.snapshot({ opensNested: true }));
    return overlay(this.#workspace, { onto: start, from: baseline, to }, this.#file('edit.index'));
  }

  /** Nothing refers to these trees, so a person may have had git remove them. */
  async #areKnown(trees: readonly (string | null)[]): Promise<boolean> {
    const place = placeOf(this.#workspace);
    for (const tree of trees)
      if (tree !== null && (await tryGit(['cat-file', '-e', `${tree}^{tree}`], place)) === null) return false;
    return true;
  }

  async #begun(): Promise<{ index: PrivateIndex; taken: Snapshots }> {
    await this.#begin();
    if (this.#index === null || this.#taken === null) throw new Error('The snapshots were not begun.');
    return { index: this.#index, taken: this.#taken };
  }

  async #record(taken: Snapshots): Promise<void> {
    this.#taken = taken;
    await recordWorkspace(this.#place.folder, { ...this.#workspace, snapshots: taken });
  }

  #file(name: string): string {
    return join(this.#place.folder, name);
  }
}

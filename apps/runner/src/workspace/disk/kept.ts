import type { RunJob } from '@overmind/contracts/entities/run';
import { keepShadow } from '../copy/keep-shadow.ts';
import { tryGit } from '../git.ts';
import { KeyedMutex } from '../mutex.ts';
import { hasBranch } from '../repository.ts';
import { removeLocks } from '../set-aside/mend-index.ts';
import { putSetAsideBack } from '../set-aside/put-back.ts';
import {
  forgetWorkspace,
  recordWorkspace,
  removeWorktree,
  type Snapshots,
  type Workspace,
} from '../worktree.ts';
import { KeptRecords, type KeptWorkspace } from './kept-records.ts';
import { folderBytes } from './measure.ts';

/**
 * Workspaces of runs that were handed back or lost, for a later run that goes on with the same agent's session. One at a
 * time has its turn with each: a run that takes it, whoever removes it, or a person who enters it. What was read of it
 * before the turn is read again, since it may be gone.
 */
export class KeptWorkspaces {
  readonly #records: KeptRecords;
  readonly #mutex: KeyedMutex;
  readonly #turns = new KeyedMutex();
  /** How many wait to take it or do so. */
  readonly #takers = new Map<string, number>();
  /** Ends what people do in a workspace, before a run goes on in it or it is removed. */
  onTake: (runId: string) => Promise<void> = () => Promise.resolve();

  constructor(dir: string, mutex: KeyedMutex) {
    this.#records = new KeptRecords(dir);
    this.#mutex = mutex;
  }

  /** Takes a workspace over from the run in `folder`. */
  async keep(job: RunJob, left: Workspace, folder: string): Promise<void> {
    const workspace = await keepShadow(left, folder, this.#records.shadowOf(job.run.id));
    const own = workspace.kind === 'copy' ? [workspace.path, workspace.git_dir] : [workspace.path];
    await this.#records.write({
      ...{ run_id: job.run.id, task_key: job.task.key, agent: job.agent, repo_path: job.repo_path },
      ...{ workspace, next_branch: null },
      ...{ size_bytes: await folderBytes(...own), since: new Date().toISOString() },
    });
    // Of a hand-over that its runner did not outlive, the record of the run before is left.
    for (const { run_id: runId, workspace: other } of await this.list())
      if (other.path === workspace.path && runId !== job.run.id) await this.#records.remove(runId);
    await forgetWorkspace(folder);
  }

  /** Gives a kept workspace to the run that goes on with it; null when it is not there any more. */
  async adopt(job: RunJob, folder: string): Promise<Workspace | null> {
    const { resume } = job;
    if (resume === null) return null;
    const found = await this.#findFor(resume.run_id);
    if (found === null || found.repo_path !== job.repo_path) return null;
    const { run_id: runId } = found;
    return this.#take(runId, async () => {
      const kept = await this.#records.find(runId);
      if (kept === null) return null;
      const from = resume.run_id;
      return this.#mutex.run(kept.workspace.path, () => this.#handOver(kept, { job, from, folder }));
    });
  }

  /** What a run left, or an attempt that had taken it over and was interrupted before it had a session of its own. */
  async #findFor(runId: string): Promise<KeptWorkspace | null> {
    const isOfIt = ({ run_id, workspace }: KeptWorkspace): boolean =>
      run_id === runId || workspace.resumed_from === runId;
    return (await this.list()).findLast(isOfIt) ?? null;
  }

  /** Its record goes last: whatever fails, and whenever its runner is killed, it is still kept as it was. */
  async #handOver(
    kept: KeptWorkspace,
    { job, from, folder }: { job: RunJob; from: string; folder: string },
  ): Promise<Workspace> {
    await removeLocks(kept.workspace);
    await putSetAsideBack(kept.workspace);
    const renamed =
      kept.workspace.kind === 'copy' ? kept.workspace : await this.#rename(kept, job.run.branch);
    const workspace = { ...renamed, resumed_from: from };
    await recordWorkspace(folder, workspace);
    await this.#records.remove(kept.run_id);
    return workspace;
  }

  /** That of a run, while it is kept and nobody is about to take it. */
  async find(runId: string): Promise<KeptWorkspace | null> {
    const kept = this.#takers.has(runId) ? null : await this.#records.find(runId);
    return this.#takers.has(runId) ? null : kept;
  }

  /**
   * Lets a person in, in turn; null when it is not kept. Whoever comes when somebody is about to take it is turned away
   * and does not wait: the taker waits until all who are there or on their way have left.
   */
  async enter<T>(runId: string, work: (kept: KeptWorkspace) => Promise<T>): Promise<T | null> {
    if (this.#takers.has(runId)) return null;
    return this.#turns.run(runId, async () => {
      const kept = await this.#records.find(runId);
      return kept === null ? null : work(kept);
    });
  }

  /** To be called by whoever is in it, and has not left: nobody can take it meanwhile. */
  async changeSnapshots(
    runId: string,
    change: (snapshots: Snapshots) => Promise<Snapshots | null>,
  ): Promise<void> {
    const kept = await this.#records.find(runId);
    if (kept?.workspace.snapshots === undefined) return;
    const snapshots = await change(kept.workspace.snapshots);
    if (snapshots === null) return;
    const workspace = { ...kept.workspace, snapshots };
    await this.#records.write({ ...kept, workspace });
  }

  /** The one kept longest first. */
  list(): Promise<KeptWorkspace[]> {
    return this.#records.list();
  }

  /** The repositories of kept copies, and those that a killed runner left without a record. */
  listShadows(): Promise<string[]> {
    return this.#records.listShadows();
  }

  /** Whether the workspace at a path is on the record of a run, whichever. */
  async holds(path: string): Promise<boolean> {
    return (await this.list()).some(({ workspace }) => workspace.path === path);
  }

  /** What runners that were killed left half written. */
  removeDrafts(): Promise<void> {
    return this.#records.removeDrafts();
  }

  /** The bytes that it took; none when a run went on in it, or another removed it, since it was listed. */
  async remove(kept: KeptWorkspace): Promise<number> {
    return this.#take(kept.run_id, () => this.#mutex.run(kept.workspace.path, () => this.#remove(kept)));
  }

  async #remove(kept: KeptWorkspace): Promise<number> {
    const branch = await this.#branchOf(kept);
    if (!(await this.#records.remove(kept.run_id))) return 0;
    await removeWorktree({ ...kept.workspace, branch }, this.#mutex, true);
    return kept.size_bytes;
  }

  /** The bytes of the one that is kept longest, now gone; null when none is kept. */
  async removeOldest(): Promise<number | null> {
    const [oldest] = await this.list();
    return oldest === undefined ? null : this.remove(oldest);
  }

  async #take<T>(runId: string, take: () => Promise<T>): Promise<T> {
    this.#takers.set(runId, (this.#takers.get(runId) ?? 0) + 1);
    try {
      return await this.#turns.run(runId, async () => {
        await this.onTake(runId);
        return take();
      });
    } finally {
      const others = (this.#takers.get(runId) ?? 1) - 1;
      if (others > 0) this.#takers.set(runId, others);
      else this.#takers.delete(runId);
    }
  }

  /** Written down before it is done, or whoever comes after a kill in between would look for a branch that is not. */
  async #rename(kept: KeptWorkspace, wanted: string): Promise<Workspace> {
    const { repository, common_dir: commonDir } = kept.workspace;
    return this.#mutex.run(commonDir, async () => {
      const workspace = { ...kept.workspace, branch: await this.#branchOf(kept) };
      if (await hasBranch(repository, wanted)) return workspace;
      await this.#records.write({ ...kept, workspace, next_branch: wanted });
      const move = ['branch', '--move', '--', workspace.branch, wanted];
      const renamed = await tryGit(move, { folder: repository });
      return renamed === null ? workspace : { ...workspace, branch: wanted };
    });
  }

  async #branchOf({ workspace, next_branch: next }: KeptWorkspace): Promise<string> {
    const { repository, branch } = workspace;
    if (next === null || (await hasBranch(repository, branch))) return branch;
    return (await hasBranch(repository, next)) ? next : branch;
  }
}

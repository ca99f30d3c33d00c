import type { Executor } from '../executors/executor.ts';
import { workFailed } from '../executors/executor.ts';
import { messageOf } from '../log.ts';
import { doneByOrigin, isDoneByOrigin } from '../merging/done-by-origin.ts';
import { isDiskFull } from '../workspace/disk/faults.ts';
import { GitError } from '../workspace/git.ts';
import { prepareWorkspace } from '../workspace/prepare.ts';
import { keptAt, mayHoldWork } from '../workspace/release.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import { RunSnapshots } from '../workspace/snapshot/run-snapshots.ts';
import { findWorkspace } from '../workspace/worktree.ts';
import type { Execution } from './execution.ts';
import { fail, giveUpDisk } from './give-up-disk.ts';
import { keepChanges } from './keep-changes.ts';
import { type Done, isSaved } from './result.ts';
import { runConfined } from './run-confined.ts';
import { saveChanges } from './save-changes.ts';

interface Way {
  executor: Executor;
  /** Whether what is left in the workspace is committed, and looked at. */
  keepsChanges: boolean;
}

/** The work in a workspace of its own, from set-up to teardown; how it went stands in `done`. */
export async function work(execution: Execution, done: Done, way: Way): Promise<void> {
  if (execution.control.signal.aborted) return;
  try {
    await workIn(way, execution, done);
    if (execution.isDiskFull) await giveUpDisk(done, execution);
  } catch (error) {
    if (execution.isDiskFull || isDiskFull(error)) await giveUpDisk(done, execution);
    else if (error instanceof GitError)
      fail(
        done,
        execution,
        'workspace_failed',
        `The workspace failed: ${messageOf(error)}${await leftAs(execution, done)}`,
      );
    else throw error;
  }
}

async function workIn({ executor, keepsChanges }: Way, execution: Execution, done: Done): Promise<void> {
  using prepared = await prepareWorkspace(execution);
  if (!prepared.ok) {
    done.work = workFailed(prepared.reason, prepared.detail);
    return;
  }
  done.workspace = prepared.workspace;
  const { origin } = prepared;
  const needsNobody = origin !== null && isDoneByOrigin(origin, done.job);
  const worker = needsNobody ? doneByOrigin : executor;
  const { spool, output } = execution;
  const { workspace, isAdopted } = prepared;
  const say = (sentence: string): void => output.say(sentence);
  const isNeeded = keepsChanges || done.job.reviewers.length > 0;
  await using snapshots = new RunSnapshots({ workspace, isAdopted, isNeeded, folder: spool.folder, say });
  const place = { ...prepared, snapshots };
  const mayKeep = (): boolean =>
    keepsChanges && !['lost', 'released'].includes(execution.control.reason ?? '');
  const save = async (): Promise<void> => {
    if (mayKeep()) await saveChanges(execution, done, place);
  };
  try {
    done.work = await runConfined(worker, execution, done, { ...place, save });
    done.artifacts.push(...prepared.reports.artifacts);
    if (mayKeep() && !execution.isDiskFull) await keepChanges(execution, done, place);
  } catch (error) {
    if (isDiskFull(error) && !execution.isDiskFull) await saveOnFullDisk(execution, save);
    throw error;
  }
}

/** What a run changed before its workspace failed may be nowhere else. */
async function leftAs({ spool, kind }: Execution, done: Done): Promise<string> {
  if (isSaved(done)) return '';
  const workspace = kind === 'run' ? await findWorkspace(spool.folder) : null;
  if (workspace === null || !(await mayHoldWork(workspace))) return '';
  return `. What it had changed is not committed; ${keptAt(workspace)}`;
}

/** Git, or we, met the end of the disk before anybody saw it coming. */
async function saveOnFullDisk({ setting, tmpDir }: Execution, save: () => Promise<void>): Promise<void> {
  // What does not go stays; there may be room enough all the same.
  await removeTree(tmpDir).catch(() => {});
  await setting.workspaces.disk.makeRoom().catch(() => {});
  await save();
}

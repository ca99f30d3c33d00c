import type { Merge, NewMerge } from '@overmind/contracts/entities/merge';
import { AppError } from '@overmind/contracts/errors';
import { findLatestCompletedRun, type RunRow } from '@overmind/db/queries/execution/runs';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { findOpenMergeOfTask, insertMerge, type MergeRow, toMerge } from '@overmind/db/queries/review/merges';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { isMergeable, isPatchOnly } from '@overmind/domain/runs/mergeable';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { getLockedTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { emitMerge } from './change.ts';

/** Stands for the repository's own default branch until a runner has said its name; no branch can be called so. */
export const unknownBranch = 'HEAD';

const refuse = (rule: string, detail: string): AppError => new AppError('rule_violated', detail, { rule });

type Mergeable = RunRow & { head_commit: string };

/** Why there is nothing to merge of a run, or of none. */
export function nothingToMerge(run: RunRow | null): AppError {
  if (run === null || !isPatchOnly(run))
    return refuse('merge.nothing', 'This task changed no file, so there is nothing to merge.');
  return refuse(
    'merge.no_git',
    `${run.repo_path} has no git, so nothing can be merged there. Download changes.patch of the run and apply it in the folder: git apply changes.patch`,
  );
}

/** The branch that a run started from. */
export function baseBranchOf(run: RunRow): string {
  const branch = run.payload['base_branch'];
  return typeof branch === 'string' ? branch : unknownBranch;
}

/** The approved run of a locked task, or why there is nothing to merge. */
async function requireResult(w: Write, task: TaskRow): Promise<Mergeable> {
  if (task.status !== 'done')
    throw refuse('merge.task_done', 'Only an approved task can be merged. Approve its result first.');
  const run = await findLatestCompletedRun(w.tx, task.id);
  if (run === null || !isMergeable(run)) throw nothingToMerge(run);
  if (await findOpenMergeOfTask(w.tx, task.id))
    throw refuse('merge.one_open', 'This task is in the queue already.');
  return run;
}

/** Puts the approved commit of a locked task into the queue to its base branch. */
export async function requestMergeIn(w: Write, task: TaskRow, ways: NewMerge = {}): Promise<MergeRow> {
  const run = await requireResult(w, task);
  const project = await findProjectRow(w.tx, task.project_id);
  if (!project || project.archived_at !== null)
    throw refuse('project.archived', 'This project is archived. Bring it back first.');
  const rules = settingsOf(project).merge;
  const merge = await insertMerge(w.tx, {
    ...{ project_id: task.project_id, task_id: task.id, run_id: run.id, repo_path: run.repo_path },
    ...{ base_branch: baseBranchOf(run), head_commit: run.head_commit },
    ...{ strategy: ways.strategy ?? rules.strategy, target: ways.target ?? rules.target },
    requested_by_user_id: userIdOf(w.call),
  });
  emitMerge(w, merge);
  await w.taskEvent(task.project_id, {
    task_id: task.id,
    event_type: 'log',
    payload: { message: 'Waits to be merged.', merge_id: merge.id, merge_status: merge.status },
  });
  w.audit('merge.requested', merge.id, task.project_id, {
    ...{ key: task.key, head_commit: merge.head_commit, strategy: merge.strategy, target: merge.target },
  });
  await w.enqueue('merge.advance', { repo_path: merge.repo_path, base_branch: merge.base_branch });
  return merge;
}

export const requestMerge = (core: Core, call: Call, taskId: string, ways: NewMerge): Promise<Merge> =>
  write(core, call, async (w) => toMerge(await requestMergeIn(w, await getLockedTask(w, taskId), ways)));

async function mayMerge(w: Write, projectId: string): Promise<boolean> {
  const userId = userIdOf(w.call);
  const access = userId === null ? null : await findAccess(w.tx, userId, 'project', projectId);
  return access?.role === 'maintainer' || access?.role === 'owner';
}

/**
 * What an approval also does: merges where that was asked for, or where the project wants it and the caller may.
 * Throws when the caller asked and may not.
 */
export async function mergeOnApproval(w: Write, task: TaskRow, wish: boolean | undefined): Promise<void> {
  if (wish === false) return;
  const isAllowed = await mayMerge(w, task.project_id);
  if (wish === true) {
    if (!isAllowed)
      throw new AppError('forbidden', 'Only a maintainer can merge. Approve it without merging.');
    await requestMergeIn(w, task);
    return;
  }
  const project = await findProjectRow(w.tx, task.project_id);
  if (!isAllowed || !project || !settingsOf(project).merge.on_approve) return;
  const run = await findLatestCompletedRun(w.tx, task.id);
  if (run !== null && isMergeable(run)) await requestMergeIn(w, task);
}

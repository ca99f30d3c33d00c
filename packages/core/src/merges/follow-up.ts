import type { Task, TaskOrigin } from '@overmind/contracts/entities/task';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import { findAgent } from '@overmind/db/queries/projects/agents';
import { lockMerge, type MergeRow } from '@overmind/db/queries/review/merges';
import { findTaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { addTask } from '../tasks/create.ts';
import { emitTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { changeMerge } from './change.ts';

interface FollowUp {
  title: string;
  description: string;
  origin: TaskOrigin;
  requestId: string | null;
}

const refuse = (rule: string, detail: string): AppError => new AppError('rule_violated', detail, { rule });

/** A second one is made only once the first was given up. */
async function requireNoOther(w: Write, merge: MergeRow): Promise<void> {
  const task = merge.follow_up_task_id === null ? null : await findTaskRow(w.tx, merge.follow_up_task_id);
  if (task === null || task.status === 'canceled') return;
  throw refuse('merge.one_follow_up', `${task.key} does this already.`);
}

/** The agent that did the work, while it can still be given some. */
async function agentOf(w: Write, merge: MergeRow): Promise<string | null> {
  const run = await findRunRow(w.tx, merge.run_id);
  const agent = run === null ? null : await findAgent(w.tx, run.agent_id);
  return agent?.is_enabled === true ? agent.name : null;
}

async function makeTask(w: Write, merge: MergeRow, follow: FollowUp): Promise<Task> {
  const { task } = await addTask(w, merge.project_id, {
    ...{ title: follow.title.slice(0, 200), description: follow.description, type: 'code_change' },
    ...{ acceptance_criteria: [], priority: 2, depends_on: [], after: 'done', files: [], due_at: null },
    ...{ agent: await agentOf(w, merge), requested_by: 'api', requestId: follow.requestId },
  });
  const made = await updateTaskRow(w.tx, task.id, {
    origin: JSON.stringify(follow.origin),
    parent_task_id: merge.task_id,
  });
  emitTask(w, made);
  await changeMerge(w, merge, { follow_up_task_id: made.id });
  w.audit(`merge.${follow.origin.kind}`, merge.id, merge.project_id, { key: merge.task_key, by: made.key });
  requestCycle(w, merge.project_id, 'input');
  return toTask(made);
}

const listed = (paths: readonly string[]): string => paths.map((path) => `- ${path}`).join('\n');

/** Gives what does not merge to the agent that made it, as a task whose workspace starts with the conflicts in it. */
export const rebaseMerge = (core: Core, call: Call, id: string): Promise<Task> =>
  write(core, call, async (w) => {
    const merge = await lockMerge(w.tx, id);
    if (!merge) throw notFound('merge');
    if (merge.status !== 'conflict' && merge.status !== 'check_failed')
      throw refuse('merge.rebase', 'Only what conflicts, or fails on the new base, can be rebased.');
    await requireNoOther(w, merge);
    const task = await findTaskRow(w.tx, merge.task_id);
    const onto = merge.base_branch;
    const said =
      merge.conflicts.length > 0
        ? `These files conflict and hold conflict markers:\n${listed(merge.conflicts)}\n\nSettle each so that both changes keep their sense.`
        : `Its checks fail on top of ${onto}: ${merge.detail ?? ''}\n\nMake them pass.`;
    return makeTask(w, merge, {
      title: `Rebase ${merge.task_key} on ${onto}`,
      description: `The workspace holds ${onto} with the approved change of ${merge.task_key} (${task?.title ?? ''}) merged into it.\n\n${said}`,
      origin: { kind: 'rebase', merge_id: merge.id, commit: merge.head_commit, parent_commit: null },
      requestId: task?.request_id ?? null,
    });
  });

/** Makes a task that takes a merge back; where nothing stands in its way, no agent is needed for it. */
export const revertMerge = (core: Core, call: Call, id: string): Promise<Task> =>
  write(core, call, async (w) => {
    const merge = await lockMerge(w.tx, id);
    if (!merge) throw notFound('merge');
    const { merged_commit: commit, base_commit } = merge;
    if (commit === null || base_commit === null || (merge.status !== 'merged' && merge.status !== 'failed'))
      throw refuse('merge.revert', 'Only what was merged into the base branch here can be taken back.');
    await requireNoOther(w, merge);
    return makeTask(w, merge, {
      title: `Revert ${merge.task_key} on ${merge.base_branch}`,
      description: `Takes back what ${merge.task_key} changed with commit ${commit.slice(0, 10)}.`,
      origin: { kind: 'revert', merge_id: merge.id, commit, parent_commit: base_commit },
      requestId: null,
    });
  });

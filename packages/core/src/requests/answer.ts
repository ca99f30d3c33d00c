import type { Db } from '@overmind/db/database';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import {
  countTasksByStatus,
  findTasksByKey,
  listTasksOfStatus,
  type TaskRow,
} from '@overmind/db/queries/work/tasks';
import type { Answer } from './say.ts';

const maxNamed = 8;
const toLink = ({ id, key, title }: TaskRow) => ({ id, key, title });

async function agentNames(db: Db, projectId: string): Promise<Map<string | null, string>> {
  return new Map((await listAgentRows(db, projectId)).map((agent) => [agent.id, agent.name]));
}

async function describeTask(db: Db, task: TaskRow): Promise<Answer> {
  const names = await agentNames(db, task.project_id);
  const agent = names.get(task.assigned_agent_id) ?? null;
  const { key, title, status, status_reason: reason } = task;
  return {
    outcome: { kind: 'task_status', key, title, status, reason, agent },
    tasks: [toLink(task)],
    choices: status === 'needs_review' ? [{ label: 'Approve', say: `approve ${key}` }] : [],
  };
}

/** How the named tasks are, or how the whole project is. */
export async function describeStatus(db: Db, projectId: string, targets: readonly string[]): Promise<Answer> {
  const [named] = await findTasksByKey(db, projectId, targets.slice(0, 1));
  if (named) return describeTask(db, named);
  const counts = await countTasksByStatus(db, projectId);
  const names = await agentNames(db, projectId);
  const running = await listTasksOfStatus(db, projectId, 'in_progress', maxNamed);
  const review = await listTasksOfStatus(db, projectId, 'needs_review', maxNamed);
  const blocked = await listTasksOfStatus(db, projectId, 'blocked', maxNamed);
  return {
    outcome: {
      kind: 'status',
      running: running.map((task) => ({ ...toLink(task), agent: names.get(task.assigned_agent_id) ?? null })),
      queued: counts.queued,
      review: review.map(toLink),
      blocked: blocked.map((task) => ({ ...toLink(task), reason: task.status_reason })),
      failed: counts.failed,
      done: counts.done,
    },
    tasks: [...running, ...review, ...blocked].map(toLink),
    choices: [],
  };
}

/** What the latest successful run of a task changed. */
export async function describeChanges(
  db: Db,
  projectId: string,
  targets: readonly string[],
): Promise<Answer> {
  const [task] = await findTasksByKey(db, projectId, targets.slice(0, 1));
  const run = task ? await findLatestCompletedRun(db, task.id) : null;
  if (!task || !run) {
    const detail = task
      ? `${task.key} has no successful run yet.`
      : 'Name the task, for example "what did SHOP-3 change".';
    return { outcome: { kind: 'refused', detail }, tasks: task ? [toLink(task)] : [], choices: [] };
  }
  const { files_changed = 0, insertions = 0, deletions = 0 } = run.metrics;
  return {
    outcome: { kind: 'changed', key: task.key, files_changed, insertions, deletions, summary: run.summary },
    tasks: [toLink(task)],
    choices: [],
  };
}

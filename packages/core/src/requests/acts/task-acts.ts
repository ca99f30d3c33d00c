import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { TaskActName } from '@overmind/domain/replies/acts';
import { finalTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import { runNowIn } from '../../runs/run-now.ts';
import { cancelIn } from '../../tasks/cancel.ts';
import { addEventIn } from '../../tasks/events.ts';
import { retryIn } from '../../tasks/retry.ts';
import { approveIn, rejectIn } from '../../tasks/review.ts';
import { updateIn } from '../../tasks/update.ts';
import type { Turn } from '../turn.ts';
import type { ChangedTask } from './record.ts';

interface Done {
  task: TaskRow;
  changed: ChangedTask;
}

/** Acts on one locked task, or throws why it cannot. */
type TaskAct = (turn: Turn, task: TaskRow, understood: UnderstoodRequest) => Promise<Done>;

const maxReasonLength = 1_000;

const refuse = (detail: string) => new AppError('rule_violated', detail, { rule: 'task.no_change' });
const requireOpen = (task: TaskRow) => {
  if (finalTaskStatuses.includes(task.status)) throw refuse(`This task is ${task.status} already.`);
};
const changed = (before: TaskRow, task: TaskRow, was: ChangedTask['was'], now: ChangedTask['now']): Done => ({
  task,
  changed: { id: before.id, key: before.key, title: before.title, was, now },
});
const moved = (before: TaskRow, task: TaskRow): Done => changed(before, task, before.status, task.status);

const reprioritize: TaskAct = async ({ w }, task, { priority }) => {
  requireOpen(task);
  const wanted = priority ?? 1;
  if (task.priority === wanted) throw refuse(`It has priority ${wanted} already.`);
  return changed(task, await updateIn(w, task, { priority: wanted }), task.priority, wanted);
};

const assign: TaskAct = async ({ w }, task, { agent }) => {
  requireOpen(task);
  if (agent === null) throw refuse('Say which agent shall have it.');
  const given = await updateIn(w, task, { agent });
  if (given.assigned_agent_id === task.assigned_agent_id) throw refuse(`It is with ${agent} already.`);
  return changed(task, given, task.assigned_agent_id, given.assigned_agent_id);
};

const comment: TaskAct = async ({ w }, task, { words }) => {
  if (words === null || words.trim() === '') throw refuse('Say what to note on it.');
  await addEventIn(w, task, { event_type: 'comment', payload: { comment: words.trim() } });
  return changed(task, task, null, null);
};

const block: TaskAct = async ({ w }, task, { words }) => {
  if (task.status === 'blocked') throw refuse('It is blocked already.');
  const reason = words?.trim().slice(0, maxReasonLength) ?? '';
  const blocked = await updateIn(w, task, { status: 'blocked', reason });
  return changed(task, blocked, task.status, blocked.status_reason);
};

const reject: TaskAct = async ({ w, request }, task, { words }) =>
  moved(task, await rejectIn(w, task, words?.trim() || `Changes were asked for: ${request.text}`));

export const taskActs: Record<TaskActName, TaskAct> = {
  ...{ reprioritize, assign, comment, block, reject },
  cancel: async ({ w }, task, { words }) =>
    moved(task, await cancelIn(w, task, words?.trim().slice(0, maxReasonLength) || 'Canceled in chat.')),
  retry: async ({ w }, task) => moved(task, await retryIn(w, task)),
  approve: async ({ w }, task) => moved(task, await approveIn(w, task, {})),
  run: async ({ w }, task) => moved(task, (await runNowIn(w, task)).task),
};

import { listAgentRows } from '@overmind/db/queries/projects/agents';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { TaskActName } from '@overmind/domain/replies/acts';
import { cancelChoice, revertingChoice } from '@overmind/domain/replies/choices';
import { joinedNames, named, statusPhrases } from '@overmind/domain/replies/wording';
import { retryIn } from '../../tasks/retry.ts';
import { updateIn } from '../../tasks/update.ts';
import type { ChangedTask } from '../acts/record.ts';
import type { Turn } from '../turn.ts';
import { cannot, type Undone, undoEach } from './outcome.ts';

type Act = Exclude<TaskActName, 'cancel'>;

const changedSince = () => cannot('It was changed since, so I leave it.');

async function restorePriority({ w }: Turn, task: TaskRow, { was, now }: ChangedTask): Promise<string> {
  if (task.priority !== now || typeof was !== 'number') throw changedSince();
  await updateIn(w, task, { priority: was });
  return `${named(task)} has priority ${was} again.`;
}

async function restoreAgent({ w }: Turn, task: TaskRow, { was, now }: ChangedTask): Promise<string> {
  if (task.assigned_agent_id !== now) throw changedSince();
  const agent = (await listAgentRows(w.tx, task.project_id)).find((each) => each.id === was);
  if (was !== null && agent === undefined) throw cannot('The agent it was with is gone.');
  await updateIn(w, task, { agent: agent?.name ?? null });
  return `${named(task)} is with ${agent?.name ?? 'no agent'} again.`;
}

async function unblock({ w }: Turn, task: TaskRow, { now }: ChangedTask): Promise<string> {
  if (task.status === 'blocked' && task.status_reason !== now) throw changedSince();
  if (task.status !== 'blocked') throw cannot(`It ${statusPhrases[task.status]} now, so it stays as it is.`);
  await retryIn(w, task);
  return `${named(task)} is queued again.`;
}

/** What cannot be taken back, with what can be done instead. */
function refuse(lines: string[], tasks: readonly ChangedTask[], choices: Undone['choices'] = []): Undone {
  return { lines, choices, tasks: [...tasks] };
}

const maxChoices = 3;

export async function undoOnTasks(turn: Turn, act: Act, tasks: readonly ChangedTask[]): Promise<Undone> {
  const names = joinedNames(tasks);
  const cancels = tasks.slice(0, maxChoices).map((task) => cancelChoice(task.key));
  const [are, them] = tasks.length === 1 ? ['is', 'it'] : ['are', 'them'];
  switch (act) {
    case 'reprioritize':
      return undoEach(turn, tasks, (task, changed) => restorePriority(turn, task, changed));
    case 'assign':
      return undoEach(turn, tasks, (task, changed) => restoreAgent(turn, task, changed));
    case 'block':
      return undoEach(turn, tasks, (task, changed) => unblock(turn, task, changed));
    case 'comment':
      return refuse([`The comment on ${names} stays: a task's history is only ever added to.`], tasks);
    case 'retry':
      return refuse(
        [`${names} ${are} queued again, which cannot be turned back. I can cancel ${them}.`],
        tasks,
        cancels,
      );
    case 'run':
      return refuse(
        [`${names} ${are} started, which cannot be turned back. I can cancel ${them}.`],
        tasks,
        cancels,
      );
    case 'approve':
      return refuse(
        [`Approving ${names} is final and cannot be taken back. I can add a task that reverts it.`],
        tasks,
        tasks.slice(0, maxChoices).map(revertingChoice),
      );
    case 'reject':
      return refuse(
        [`Sending ${names} back cannot be taken back: only a successful run brings a task to review.`],
        tasks,
      );
  }
}

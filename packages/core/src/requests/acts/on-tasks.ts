import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { listTaskIdsByKey } from '@overmind/db/queries/talk/known-tasks';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { ActOutcome, TaskActName } from '@overmind/domain/replies/acts';
import { getLockedTask } from '../../tasks/move.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { exampleKey } from './example-key.ts';
import { type ChangedTask, recordAct } from './record.ts';
import { taskActs } from './task-acts.ts';

/** As many tasks as one message acts on. */
const maxTargets = 100;

interface Tried {
  done: { task: TaskRow; changed: ChangedTask }[];
  refused: { key: string; detail: string }[];
}

/** Each by itself: what cannot be done to one task keeps nothing from the others. */
async function tryEach(
  turn: Turn,
  name: TaskActName,
  understood: UnderstoodRequest,
  keys: readonly string[],
): Promise<Tried> {
  const { w } = turn;
  const found = await listTaskIdsByKey(w.tx, turn.projectId, keys);
  const missing = keys.filter((key) => !found.some((task) => task.key === key));
  const tried: Tried = {
    done: [],
    refused: missing.map((key) => ({ key, detail: 'There is no such task.' })),
  };
  for (const { id, key } of found) {
    const result = await w.attempt(async () => {
      const before = await getLockedTask(w, id);
      return taskActs[name](turn, before, understood);
    });
    if (result.ok) tried.done.push(result.value);
    else tried.refused.push({ key, detail: result.error.message });
  }
  return tried;
}

/** Acts on the tasks that are meant, and says of each that was not acted on why. */
export async function actOnTasks(
  turn: Turn,
  name: TaskActName,
  understood: UnderstoodRequest,
): Promise<Answer> {
  requireRole(turn, 'operator');
  if (understood.targets.length === 0) {
    const key = await exampleKey(turn);
    throw new AppError('invalid', `Name the task, for example "how is ${key}?" or "cancel ${key}".`);
  }
  // Scheduling takes the project before its tasks.
  if (name === 'run') await lockProject(turn.w.tx, turn.projectId);
  const keys = understood.targets.slice(0, maxTargets);
  const { done, refused } = await tryEach(turn, name, understood, keys);
  if (done.length > 0) await recordAct(turn, name, { tasks: done.map((each) => each.changed) });
  const tasks = done.map((each) => each.task);
  const outcome: ActOutcome = {
    ...{ kind: 'acted', act: name, tasks, refused, left: understood.targets.length - keys.length },
    stopping: tasks.filter((task) => task.status === 'in_progress').map((task) => task.key),
    agent: understood.agent,
    priority: understood.priority ?? 1,
    words: understood.words,
  };
  return answerWith(outcome, tasks);
}

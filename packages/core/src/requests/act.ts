import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findTasksByKey, lockTask, type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import type { ReplyOutcome } from '@overmind/domain/requests/reply';
import { setAgentEnabledIn } from '../agents/change.ts';
import { userIdOf } from '../call.ts';
import { requestCycle } from '../cycles/request.ts';
import { updateProjectIn } from '../projects/update.ts';
import { cancelIn } from '../tasks/cancel.ts';
import { emitTask } from '../tasks/move.ts';
import { retryIn } from '../tasks/retry.ts';
import { approveIn, rejectIn } from '../tasks/review.ts';
import type { Write } from '../write.ts';
import { describeChanges, describeStatus } from './answer.ts';
import type { Answer } from './say.ts';

const plain = (outcome: ReplyOutcome, tasks: TaskRow[] = []): Answer => ({
  outcome,
  tasks: tasks.map(toLink),
  choices: [],
});
const toLink = ({ id, key, title }: TaskRow) => ({ id, key, title });

async function lockedTargets(w: Write, projectId: string, keys: readonly string[]): Promise<TaskRow[]> {
  const found = await findTasksByKey(w.tx, projectId, keys);
  const missing = keys.find((key) => !found.some((task) => task.key === key));
  if (missing !== undefined) throw new AppError('not_found', `There is no task ${missing}.`);
  const locked = [];
  for (const task of found.sort((a, b) => a.number - b.number)) locked.push(await lockTask(w.tx, task.id));
  return locked.filter((task) => task !== null);
}

/** The relayer does nothing that the person who speaks could not do by hand. */
async function requireMaintainer(w: Write, projectId: string): Promise<void> {
  const userId = userIdOf(w.call);
  const access = userId === null ? null : await findAccess(w.tx, userId, 'project', projectId);
  if (access?.role === 'maintainer' || access?.role === 'owner') return;
  throw new AppError('forbidden', 'Only a maintainer of this project can do that.');
}

type TaskAct = (w: Write, task: TaskRow, request: UnderstoodRequest, words: string) => Promise<TaskRow>;

const setPriority: TaskAct = async (w, task, request) => {
  const changed = await updateTaskRow(w.tx, task.id, { priority: request.priority ?? 1 });
  w.audit('task.updated', task.id, task.project_id, { fields: ['priority'] });
  emitTask(w, changed);
  await requestCycle(w, task.project_id, 'input');
  return changed;
};

const taskActs = {
  cancel: { verb: 'canceled', act: ((w, task) => cancelIn(w, task, 'Canceled in chat.')) as TaskAct },
  retry: { verb: 'retried', act: ((w, task) => retryIn(w, task)) as TaskAct },
  approve: { verb: 'approved', act: ((w, task) => approveIn(w, task, {})) as TaskAct },
  reject: { verb: 'rejected', act: ((w, task, _request, words) => rejectIn(w, task, words)) as TaskAct },
  reprioritize: { verb: 'reprioritized', act: setPriority },
} as const;

const isTaskAct = (intent: string): intent is keyof typeof taskActs => Object.hasOwn(taskActs, intent);

async function actOnTasks(
  w: Write,
  request: RowOf<'requests'>,
  understood: UnderstoodRequest,
  intent: keyof typeof taskActs,
) {
  const { verb, act } = taskActs[intent];
  const tasks = [];
  for (const task of await lockedTargets(w, request.project_id, understood.targets)) {
    tasks.push(await act(w, task, understood, request.text));
  }
  return plain({ kind: 'acted', verb, tasks }, tasks);
}

async function toggleAgent(
  w: Write,
  projectId: string,
  name: string | null,
  isEnabled: boolean,
): Promise<Answer> {
  await requireMaintainer(w, projectId);
  const agent = (await listAgentRows(w.tx, projectId)).find((each) => each.name === name);
  if (!agent) throw new AppError('not_found', `There is no agent "${name}".`);
  await setAgentEnabledIn(w, agent, isEnabled);
  return plain({ kind: 'agent_toggled', agent: agent.name, is_enabled: isEnabled });
}

async function setOrchestration(
  w: Write,
  projectId: string,
  orchestration: 'running' | 'paused',
): Promise<Answer> {
  await requireMaintainer(w, projectId);
  await updateProjectIn(w, projectId, { settings: { orchestration } });
  return plain({ kind: orchestration === 'paused' ? 'paused' : 'resumed' });
}

async function askBack(w: Write, projectId: string, understood: UnderstoodRequest): Promise<Answer> {
  const tasks = await findTasksByKey(w.tx, projectId, understood.targets);
  const verb = understood.intent === 'reprioritize' ? 'prioritize' : understood.intent.replace('_', ' ');
  return {
    outcome: {
      kind: 'clarify',
      question: understood.needs_clarification ?? 'What do you mean?',
      choices: tasks.map((task) => `${task.key} ${task.title}`),
    },
    tasks: tasks.map(toLink),
    choices: tasks.map((task) => ({ label: task.key, say: `${verb} ${task.key}` })),
  };
}

/** Carries out a control request, or answers a question, in the transaction that stores the answer. */
export async function actOn(
  w: Write,
  request: RowOf<'requests'>,
  understood: UnderstoodRequest,
): Promise<Answer> {
  const { intent } = understood;
  const projectId = request.project_id;
  if (understood.needs_clarification !== null) return askBack(w, projectId, understood);
  if (isTaskAct(intent)) return actOnTasks(w, request, understood, intent);
  switch (intent) {
    case 'status':
    case 'ask':
      return describeStatus(w.tx, projectId, understood.targets);
    case 'what_changed':
      return describeChanges(w.tx, projectId, understood.targets);
    case 'pause':
      return setOrchestration(w, projectId, 'paused');
    case 'resume':
      return setOrchestration(w, projectId, 'running');
    case 'run_cycle':
      await requestCycle(w, projectId, 'command');
      return plain({ kind: 'cycle_requested' });
    case 'enable_agent':
    case 'disable_agent':
      return toggleAgent(w, projectId, understood.agent, intent === 'enable_agent');
    case 'help':
      return plain({ kind: 'help' });
    case 'create_tasks':
      return plain({ kind: 'refused', detail: 'I found nothing to do in that.' });
    case 'undo':
    case 'discuss':
    case 'spec':
      return plain({ kind: 'unsupported', what: intent });
  }
}

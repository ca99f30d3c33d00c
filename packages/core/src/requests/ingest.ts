import type { CycleCounts } from '@overmind/contracts/entities/cycle';
import { PlannedTask } from '@overmind/contracts/entities/request';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { lockPlannableRequests, updateRequestRow } from '@overmind/db/queries/work/requests';
import { findTasksByKey, listTasksOfStatus, type TaskRow } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { findDuplicate } from '@overmind/domain/requests/duplicates';
import { z } from 'zod';
import { addTask } from '../tasks/create.ts';
import type { Write } from '../write.ts';
import { type Answer, sayAsRelayer } from './say.ts';

/** Requests that one cycle takes in; the rest is for the next. */
const maxRequests = 100;
const maxOpenTasks = 200;

const Hints = z.object({ planned: z.array(PlannedTask) });

interface Made {
  task: TaskRow;
  agent: string | null;
  isNew: boolean;
}

async function listOpenTasks(w: Write, projectId: string): Promise<TaskRow[]> {
  const lists = [];
  for (const status of ['queued', 'in_progress', 'blocked', 'needs_review'] as const) {
    lists.push(await listTasksOfStatus(w.tx, projectId, status, maxOpenTasks));
  }
  return lists.flat();
}

async function findOpenDuplicate(
  w: Write,
  projectId: string,
  title: string,
  made: readonly Made[],
): Promise<TaskRow | null> {
  const ownIds = new Set(made.map((each) => each.task.id));
  const open = (await listOpenTasks(w, projectId)).filter((task) => !ownIds.has(task.id));
  const duplicate = findDuplicate(title, open);
  if (!duplicate) return null;
  const [task] = await findTasksByKey(w.tx, projectId, [duplicate.key]);
  return task ?? null;
}

async function makeTasks(
  w: Write,
  request: RowOf<'requests'>,
  planned: readonly PlannedTask[],
): Promise<Made[]> {
  const made: Made[] = [];
  const agents = new Set((await listAgentRows(w.tx, request.project_id)).map((agent) => agent.name));
  for (const plan of planned) {
    const duplicate = await findOpenDuplicate(w, request.project_id, plan.title, made);
    if (duplicate) {
      made.push({ task: duplicate, agent: null, isNew: false });
      continue;
    }
    const { task, agent } = await addTask(w, request.project_id, {
      title: plan.title,
      description: plan.description,
      acceptance_criteria: plan.acceptance_criteria,
      type: plan.type,
      priority: plan.priority,
      // It may have been removed since the request was understood; then another is chosen.
      agent: plan.agent !== null && agents.has(plan.agent) ? plan.agent : null,
      depends_on: plan.depends_on.map((index) => made[index]?.task.id).filter((id) => id !== undefined),
      due_at: null,
      requested_by: request.source === 'voice' ? 'voice' : 'chat',
      requestId: request.id,
    });
    made.push({ task, agent: agent?.name ?? null, isNew: true });
  }
  return made;
}

function toAnswer(made: readonly Made[]): Answer {
  const keyOf = new Map(made.map((each) => [each.task.id, each.task.key]));
  const fresh = made.filter((each) => each.isNew);
  return {
    outcome: {
      kind: 'tasks_created',
      tasks: fresh.map(({ task, agent }) => ({
        key: task.key,
        title: task.title,
        agent,
        priority: task.priority,
        waits_for: task.depends_on.map((id) => keyOf.get(id) ?? '').filter((key) => key !== ''),
      })),
      duplicates: made
        .filter((each) => !each.isNew)
        .map(({ task }) => ({ key: task.key, title: task.title })),
    },
    tasks: made.map(({ task }) => ({ id: task.id, key: task.key, title: task.title })),
    choices: [],
  };
}

/** Turns understood requests into tasks, and answers each in its conversation. */
export async function ingestRequests(w: Write, projectId: string): Promise<Partial<CycleCounts>> {
  const requests = await lockPlannableRequests(w.tx, projectId, maxRequests);
  let tasksCreated = 0;
  for (const request of requests) {
    const made = await makeTasks(w, request, Hints.parse(request.hints).planned);
    await sayAsRelayer(w, request, [toAnswer(made)]);
    await updateRequestRow(w.tx, request.id, { status: 'planned' });
    tasksCreated += made.filter((each) => each.isNew).length;
  }
  return { requests_ingested: requests.length, tasks_created: tasksCreated };
}

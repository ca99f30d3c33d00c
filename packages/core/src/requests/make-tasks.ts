import type { PlannedTask } from '@overmind/contracts/entities/request';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findSpecIdOfDiscussion } from '@overmind/db/queries/specs/specs';
import { listAlikeTasks } from '@overmind/db/queries/work/candidates';
import { findTasksByKey, listTasksByIds, type TaskRow } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { findDuplicate } from '@overmind/domain/requests/duplicates';
import { dedupeKey } from '@overmind/domain/tasks/dedupe-key';
import { addTask } from '../tasks/create.ts';
import type { Write } from '../write.ts';

/** What became of one planned task. */
export interface Made {
  task: TaskRow;
  agent: string | null;
  /** False when the task was there already and the request is linked to it. */
  isNew: boolean;
  /** Keys that it was to wait for and that no task has. */
  unknownKeys: string[];
}

export interface MadePlan {
  made: Made[];
  /** Tasks from before that some of them wait for. */
  waitedFor: TaskRow[];
}

/** Makes the tasks of one request in order, so that each can wait for those before it. */
export async function makeTasks(
  w: Write,
  request: RowOf<'requests'>,
  planned: readonly PlannedTask[],
): Promise<MadePlan> {
  const agents = new Set((await listAgentRows(w.tx, request.project_id)).map((agent) => agent.name));
  const keys = [...new Set(planned.flatMap((plan) => plan.waits_for))];
  const waitedFor = await findTasksByKey(w.tx, request.project_id, keys);
  const specId = await findSpecOf(w, request);
  const made: Made[] = [];
  for (const plan of planned) {
    const duplicate = await findAskedBefore(w, request.project_id, plan, made);
    if (duplicate) {
      await linkToDuplicate(w, request, duplicate);
      made.push({ task: duplicate, agent: null, isNew: false, unknownKeys: [] });
      continue;
    }
    const known = waitedFor.filter((task) => plan.waits_for.includes(task.key));
    const before = plan.depends_on.map((index) => made[index]?.task.id).filter((id) => id !== undefined);
    const { task, agent } = await addTask(w, request.project_id, {
      title: plan.title,
      description: plan.description,
      acceptance_criteria: plan.acceptance_criteria,
      type: plan.type,
      priority: plan.priority,
      // It may have been removed since the request was understood; then another is chosen.
      agent: plan.agent !== null && agents.has(plan.agent) ? plan.agent : null,
      depends_on: [...new Set([...before, ...known.map((each) => each.id)])],
      after: plan.after,
      files: plan.files,
      due_at: null,
      requested_by: request.source === 'voice' ? 'voice' : 'chat',
      requestId: request.id,
      specId,
    });
    const unknownKeys = plan.waits_for.filter((key) => !known.some((each) => each.key === key));
    made.push({ task, agent: agent?.name ?? null, isNew: true, unknownKeys });
  }
  return { made, waitedFor };
}

/** Where a spec was made of what a discussion decided, the tasks of that decision belong to it. */
const findSpecOf = async (
  w: Write,
  { source, conversation_id: id }: RowOf<'requests'>,
): Promise<string | null> =>
  source === 'discussion' && id !== null ? findSpecIdOfDiscussion(w.tx, id) : null;

/** A title of a model finds only a task that was asked for in the same words. */
async function findAskedBefore(
  w: Write,
  projectId: string,
  { title, asked }: PlannedTask,
  made: readonly Made[],
): Promise<TaskRow | null> {
  if (asked === undefined) return findOpenDuplicate(w, projectId, title, made);
  for (const each of asked.titles) {
    const found = await findOpenDuplicate(w, projectId, each, made);
    if (found) return found;
  }
  const alike = await findOpenDuplicate(w, projectId, title, made);
  return alike?.description.includes(asked.words) ? alike : null;
}

const maxAlike = 20;

/** An open task that asks for the same, but for those of the same request. */
async function findOpenDuplicate(
  w: Write,
  projectId: string,
  title: string,
  made: readonly Made[],
): Promise<TaskRow | null> {
  const key = dedupeKey(title);
  if (key === null) return null;
  const own = new Set(made.map((each) => each.task.id));
  const alike = (await listAlikeTasks(w.tx, projectId, key, maxAlike + own.size)).filter(
    ({ id }) => !own.has(id),
  );
  const found = findDuplicate(title, alike);
  const [task] = await listTasksByIds(
    w.tx,
    alike.filter((each) => each.key === found?.key).map((each) => each.id),
  );
  return task ?? null;
}

/** The task's history tells that it was asked for again, and in which words. */
async function linkToDuplicate(w: Write, request: RowOf<'requests'>, task: TaskRow): Promise<void> {
  await w.taskEvent(request.project_id, {
    task_id: task.id,
    event_type: 'log',
    payload: {
      message: `Asked for again: ${request.text.slice(0, 2_000)}`,
      request_id: request.id,
      message_id: request.message_id,
    },
  });
}

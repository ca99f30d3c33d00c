import { z } from 'zod';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { NewRating, Rating } from '../entities/prompt.ts';
import { Run } from '../entities/run.ts';
import {
  Approval,
  BulkTaskAct,
  BulkTaskResult,
  Cancellation,
  DependenciesPut,
  NewTask,
  NewTaskEvent,
  Rejection,
  Task,
  TaskEvent,
  TaskPatch,
  TaskStatus,
  TaskType,
} from '../entities/task.ts';
import { alsoForAgents, defineRoute, IdParams, ofProject } from './route.ts';

export const createTask = defineRoute({
  id: 'tasks.create',
  method: 'POST',
  path: '/projects/:id/tasks',
  summary: 'Add a task; the orchestrator schedules it',
  policy: ofProject('operator'),
  params: IdParams,
  body: NewTask,
  response: Task,
  status: 201,
});
export const listTasks = defineRoute({
  id: 'tasks.list',
  method: 'GET',
  path: '/projects/:id/tasks',
  summary: 'Tasks, by priority and age',
  policy: alsoForAgents('viewer', 'project'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    status: commaList(TaskStatus).optional(),
    type: commaList(TaskType).optional(),
    agent: Uuid.optional(),
    q: z.string().max(200).optional(),
  }),
  response: pageOf(Task),
});
export const getTask = defineRoute({
  id: 'tasks.get',
  method: 'GET',
  path: '/tasks/:id',
  summary: 'One task',
  policy: alsoForAgents('viewer', 'task'),
  params: IdParams,
  response: Task,
});
export const updateTask = defineRoute({
  id: 'tasks.update',
  method: 'PATCH',
  path: '/tasks/:id',
  summary: 'Change a task, or move it along its lifecycle',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: TaskPatch,
  response: Task,
});
export const listTaskEvents = defineRoute({
  id: 'tasks.events.list',
  method: 'GET',
  path: '/tasks/:id/events',
  summary: 'Everything that happened to a task, oldest first',
  policy: alsoForAgents('viewer', 'task'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(TaskEvent),
});
export const addTaskEvent = defineRoute({
  id: 'tasks.events.create',
  method: 'POST',
  path: '/tasks/:id/events',
  summary: 'Comment on a task, or add another event to its history',
  policy: alsoForAgents('operator', 'task'),
  params: IdParams,
  body: NewTaskEvent,
  response: TaskEvent,
  status: 201,
});
export const getTaskDependencies = defineRoute({
  id: 'tasks.dependencies.get',
  method: 'GET',
  path: '/tasks/:id/dependencies',
  summary: 'What a task waits for, and what waits for it',
  policy: alsoForAgents('viewer', 'task'),
  params: IdParams,
  response: z.object({ depends_on: z.array(Uuid), dependents: z.array(Uuid) }),
});
export const getTaskRating = defineRoute({
  id: 'tasks.rating',
  method: 'GET',
  path: '/tasks/:id/rating',
  summary: 'How the result of a task was rated; null where no experiment has a use for that',
  policy: ofProject('viewer', 'task'),
  params: IdParams,
  response: z.object({ rating: Rating.nullable() }),
});
export const rateTask = defineRoute({
  id: 'tasks.rate',
  method: 'POST',
  path: '/tasks/:id/rating',
  summary:
    'Say how good a reviewed result is, for the experiments with the prompts of its runs; the first rating counts',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: NewRating,
  response: Rating,
});
export const putTaskDependencies = defineRoute({
  id: 'tasks.dependencies.put',
  method: 'PUT',
  path: '/tasks/:id/dependencies',
  summary: 'Set what a task waits for; a circle is refused',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: DependenciesPut,
  response: Task,
});
export const runTask = defineRoute({
  id: 'tasks.run',
  method: 'POST',
  path: '/tasks/:id/run',
  summary: 'Schedule a queued task now, ahead of the next cycle',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  response: Run,
  status: 202,
});
export const cancelTask = defineRoute({
  id: 'tasks.cancel',
  method: 'POST',
  path: '/tasks/:id/cancel',
  summary: 'Cancel a task and its live run',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: Cancellation.optional(),
  response: Task,
});
export const retryTask = defineRoute({
  id: 'tasks.retry',
  method: 'POST',
  path: '/tasks/:id/retry',
  summary: 'Queue a failed or blocked task again',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  response: Task,
});
export const approveTask = defineRoute({
  id: 'tasks.approve',
  method: 'POST',
  path: '/tasks/:id/approve',
  summary: 'Accept the result that was shown; another commit since then is refused',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: Approval.optional(),
  response: Task,
});
export const rejectTask = defineRoute({
  id: 'tasks.reject',
  method: 'POST',
  path: '/tasks/:id/reject',
  summary: 'Ask for changes: the task is queued again with your words',
  policy: ofProject('operator', 'task'),
  params: IdParams,
  body: Rejection,
  response: Task,
});
export const bulkTasks = defineRoute({
  id: 'tasks.bulk',
  method: 'POST',
  path: '/projects/:id/tasks/bulk',
  summary: 'Do the same to many tasks; each answers for itself',
  policy: ofProject('operator'),
  params: IdParams,
  body: BulkTaskAct,
  response: BulkTaskResult,
});
export const getGraph = defineRoute({
  id: 'tasks.graph',
  method: 'GET',
  path: '/projects/:id/graph',
  summary: 'Tasks and their dependencies as nodes and edges',
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({
    nodes: z.array(
      Task.pick({
        ...{ id: true, key: true, title: true, type: true, status: true, status_reason: true },
        ...{ priority: true, after: true, assigned_agent_id: true },
      }),
    ),
    edges: z.array(z.object({ from: Uuid, to: Uuid })).meta({ description: '`to` waits for `from`' }),
    is_partial: z.boolean().meta({ description: 'true when there are more tasks than are shown' }),
  }),
});

import * as routes from '@overmind/contracts/routes/tasks';
import type { Core } from '@overmind/core/core';
import { runTaskNow } from '@overmind/core/runs/run-now';
import { actOnTasks } from '@overmind/core/tasks/bulk';
import { cancelTask } from '@overmind/core/tasks/cancel';
import { createTask } from '@overmind/core/tasks/create';
import { putDependencies } from '@overmind/core/tasks/dependencies';
import { addTaskEvent } from '@overmind/core/tasks/events';
import { getDependencies, getGraph } from '@overmind/core/tasks/graph';
import { getTaskRating, rateTask } from '@overmind/core/tasks/rate';
import { getTask, listTaskEvents, listTasks } from '@overmind/core/tasks/read';
import { retryTask } from '@overmind/core/tasks/retry';
import { approveTask, rejectTask } from '@overmind/core/tasks/review';
import { updateTask } from '@overmind/core/tasks/update';
import { type Handler, on } from './handle.ts';

export const taskHandlers = (core: Core): Handler[] => [
  on(routes.createTask, ({ call, params, body }) => createTask(core, call, params.id, body)),
  on(routes.listTasks, ({ params, query }) => listTasks(core, params.id, query)),
  on(routes.getTask, ({ params }) => getTask(core, params.id)),
  on(routes.updateTask, ({ call, params, body }) => updateTask(core, call, params.id, body)),
  on(routes.listTaskEvents, ({ params, query }) => listTaskEvents(core, params.id, query)),
  on(routes.addTaskEvent, ({ call, params, body }) => addTaskEvent(core, call, params.id, body)),
  on(routes.bulkTasks, ({ call, params, body }) => actOnTasks(core, call, params.id, body)),
  on(routes.getTaskDependencies, ({ params }) => getDependencies(core, params.id)),
  on(routes.putTaskDependencies, ({ call, params, body }) => putDependencies(core, call, params.id, body)),
  on(routes.runTask, ({ call, params }) => runTaskNow(core, call, params.id)),
  on(routes.cancelTask, ({ call, params, body }) => cancelTask(core, call, params.id, body?.reason)),
  on(routes.retryTask, ({ call, params }) => retryTask(core, call, params.id)),
  on(routes.approveTask, ({ call, params, body }) => approveTask(core, call, params.id, body ?? {})),
  on(routes.getTaskRating, ({ params }) => getTaskRating(core, params.id)),
  on(routes.rateTask, ({ call, params, body }) => rateTask(core, call, params.id, body)),
  on(routes.rejectTask, ({ call, params, body }) => rejectTask(core, call, params.id, body.reason)),
  on(routes.getGraph, ({ params }) => getGraph(core, params.id)),
];

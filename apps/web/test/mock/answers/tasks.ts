import { randomUUID } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { uuid } from '../fixtures/ids.ts';
import { taskEvents } from '../fixtures/tasks.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, made, ok, page, problem, type Reply, unknown } from './answer.ts';

const bulkMoves: Record<string, { from: Task['status'][]; to: Task['status'] }> = {
  approve: { from: ['needs_review'], to: 'done' },
  retry: { from: ['failed', 'blocked'], to: 'queued' },
  cancel: { from: ['queued', 'in_progress', 'blocked', 'needs_review', 'failed'], to: 'canceled' },
};

export function taskAnswers(view: Snapshot, feed: Feed): Answers {
  const change = (id: string, patch: Partial<Task>): Reply => {
    const task = view.tasks.find((each) => each.id === id);
    if (task === undefined) return unknown;
    Object.assign(task, patch, { version: task.version + 1, updated_at: new Date().toISOString() });
    feed.event('task.updated', id, { ...patch, version: task.version, updated_at: task.updated_at });
    return ok(task);
  };
  const move = (patch: Partial<Task>) => (call: Call) => change(call.id, patch);
  const one = (act: string, id: string, body: Record<string, unknown>) => {
    const task = view.tasks.find((each) => each.id === id);
    const found = bulkMoves[act];
    if (task === undefined) return { id, ok: false, detail: 'There is no such task.', rule: null };
    if (found !== undefined && !found.from.includes(task.status))
      return { id, ok: false, detail: `The task is ${task.status}.`, rule: 'task.transition' };
    if (found !== undefined) change(id, { status: found.to, status_reason: null });
    if (act === 'prioritize') change(id, { priority: Number(body['priority']) });
    if (act === 'assign') {
      const agent = view.agents.find(({ name }) => name === body['agent']);
      change(id, { assigned_agent_id: agent?.id ?? null });
    }
    return { id, ok: true, detail: null, rule: null };
  };
  return {
    'POST /projects/:id/tasks': ({ body }) => {
      const task = {
        ...{ ...view.tasks[0], ...body, id: randomUUID(), key: `SHOP-${view.tasks.length + 1}` },
        ...{ latest_run_id: null, status: 'queued' },
      } as Task;
      view.tasks.unshift(task);
      feed.event('task.created', task.id, { ...task });
      return made(task);
    },
    'POST /projects/:id/tasks/bulk': ({ body }) =>
      ok({ results: (body['ids'] as string[]).map((id) => one(String(body['act']), id, body)) }),
    'GET /tasks/:id/rating': () => ok({ rating: null }),
    'GET /tasks/:id': ({ id }) => {
      const task = view.tasks.find((each) => each.id === id);
      return task === undefined ? unknown : ok(task);
    },
    'GET /tasks/:id/events': ({ id }) => page(taskEvents(id)),
    'POST /tasks/:id/events': ({ id, body }) =>
      made({ ...taskEvents(id)[3], id: randomUUID(), payload: body }),
    'GET /tasks/:id/dependencies': () => ok({ depends_on: [], dependents: [uuid(5, 2)] }),
    'PUT /tasks/:id/dependencies': ({ id, body }) => {
      const wanted = body['depends_on'] as string[];
      const circle = view.tasks.find((each) => wanted.includes(each.id) && each.depends_on.includes(id));
      if (circle === undefined) return change(id, body);
      return problem(409, 'rule_violated', `These tasks would wait for each other: ${circle.key} → itself.`);
    },
    'POST /tasks/:id/approve': ({ id, body }) => {
      const shown = body['run_id'];
      const run = view.runs.find(({ task_id, status }) => task_id === id && status === 'completed');
      if (shown === undefined || shown === run?.id) return change(id, { status: 'done' });
      const rule = 'task.approval_is_of_one_commit';
      return problem(409, 'rule_violated', 'The result changed since you looked at it.', { rule });
    },
    'POST /tasks/:id/reject': move({ status: 'queued', status_reason: null }),
    'POST /tasks/:id/retry': move({ status: 'queued', status_reason: null }),
    'POST /tasks/:id/cancel': move({ status: 'canceled' }),
    'POST /tasks/:id/run': move({ status: 'in_progress' }),
    'PATCH /tasks/:id': ({ id, body }) =>
      change(id, { status: 'blocked', status_reason: String(body['reason']) }),
  };
}

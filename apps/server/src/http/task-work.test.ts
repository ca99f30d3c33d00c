import { randomUUID } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import * as inbox from '@overmind/contracts/routes/inbox';
import * as tasks from '@overmind/contracts/routes/tasks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask } from '../test-support/work.ts';

let server: TestServer;
let owner: Person;
let viewer: Person;
let stranger: Person;
let project: Awaited<ReturnType<typeof addProject>>;
let task: Task;
beforeAll(async () => {
  server = await startTestServer();
  [owner, viewer, stranger] = [await addPerson(server), await addPerson(server), await addPerson(server)];
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  project = await addProject(server, owner, { viewer });
  task = await addTask(owner, project);
});

const inProject = () => ({ params: { id: project.id } });
const ofTask = (id = task.id) => ({ params: { id } });

describe('a write to tasks', () => {
  const writes: [string, string, string, (id: string) => unknown][] = [
    ['PATCH', 'tasks/:task', 'an edit', () => ({ priority: 1 })],
    ['POST', 'tasks/:task/events', 'a comment', () => ({ comment: 'Look.' })],
    ['PUT', 'tasks/:task/dependencies', 'dependencies', () => ({ depends_on: [] })],
    ['POST', 'tasks/:task/run', 'a run', () => undefined],
    ['POST', 'tasks/:task/cancel', 'a cancel', () => ({})],
    ['POST', 'tasks/:task/retry', 'a retry', () => undefined],
    ['POST', 'tasks/:task/approve', 'an approval', () => ({})],
    ['POST', 'tasks/:task/reject', 'a rejection', () => ({ reason: 'No.' })],
    ['POST', 'projects/:project/tasks/bulk', 'a bulk act', (id) => ({ act: 'cancel', ids: [id] })],
  ];

  it.each(writes)(
    '%s %s: %s is refused to who only looks, and to strangers like what is not',
    async (method, path, _what, bodyOf) => {
      const at = (taskId: string, projectId: string, token: string): Promise<Answer> => {
        const body = bodyOf(taskId);
        const address = path.replace(':task', taskId).replace(':project', projectId);
        return send(server, {
          method,
          path: `/api/${address}`,
          token,
          ...(body === undefined ? {} : { body }),
        });
      };
      const before = await owner.api.call(tasks.getTask, ofTask());
      const events = await owner.api.call(tasks.listTaskEvents, ofTask());
      expect((await at(task.id, project.id, viewer.token)).status).toBe(403);
      const foreign = await at(task.id, project.id, stranger.token);
      const unknown = await at(randomUUID(), randomUUID(), stranger.token);
      expect(foreign.status).toBe(404);
      expect({ ...foreign.json, instance: '' }).toEqual({ ...unknown.json, instance: '' });
      expect(await owner.api.call(tasks.getTask, ofTask())).toEqual(before);
      expect(await owner.api.call(tasks.listTaskEvents, ofTask())).toEqual(events);
    },
  );

  it('in bulk does nothing to tasks of a project that the caller belongs to, but did not name', async () => {
    const second = await addProject(server, owner, {}, 'Second');
    const other = await addTask(owner, second);
    const { results } = await owner.api.call(tasks.bulkTasks, {
      ...inProject(),
      body: { act: 'cancel', ids: [other.id, task.id] },
    });
    expect(results).toEqual([
      { id: other.id, ok: false, detail: 'There is no such task.', rule: null },
      { id: task.id, ok: true, detail: null, rule: null },
    ]);
    expect((await owner.api.call(tasks.getTask, ofTask(other.id))).status).toBe('queued');
  });

  it('in bulk is repeated under its key without a second effect', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const request = {
      ...{ method: 'POST', path: `/api/projects/${project.id}/tasks/bulk`, token: owner.token, headers },
      body: { act: 'prioritize', ids: [task.id, randomUUID()], priority: 1 },
    };
    const first = await send(server, request);
    expect(first.status).toBe(200);
    expect((await send(server, request)).json).toEqual(first.json);
    expect((await owner.api.call(tasks.getTask, ofTask())).version).toBe(task.version + 1);
    const other = { ...request, body: { ...request.body, priority: 2 } };
    expect((await send(server, other)).status).toBe(422);
  });
});

describe('what a task waits for', () => {
  it('is put, read, shown in the graph, and refused as a circle by name', async () => {
    const second = await addTask(owner, project);
    const put = await owner.api.call(tasks.putTaskDependencies, {
      ...ofTask(second.id),
      body: { depends_on: [task.id], after: 'failed' },
    });
    expect(put).toMatchObject({ depends_on: [task.id], after: 'failed' });
    expect(await owner.api.call(tasks.getTaskDependencies, ofTask())).toEqual({
      ...{ depends_on: [], dependents: [second.id] },
    });
    const graph = await viewer.api.call(tasks.getGraph, inProject());
    expect(graph).toMatchObject({ edges: [{ from: task.id, to: second.id }], is_partial: false });
    const circle = await send(server, {
      ...{ method: 'PUT', path: `/api/tasks/${task.id}/dependencies`, token: owner.token },
      body: { depends_on: [second.id] },
    });
    expect(circle.status).toBe(409);
    expect(circle.problem).toMatchObject({
      rule: 'task.dependency_cycle',
      detail: expect.stringContaining(`${task.key} → ${second.key} → ${task.key}`),
    });
  });
});

describe('the history of a task', () => {
  it('takes comments and entries of people, within bounds', async () => {
    const add = (body: unknown) =>
      send(server, { method: 'POST', path: `/api/tasks/${task.id}/events`, token: owner.token, body });
    expect((await add({ comment: 'Look.' })).json).toMatchObject({
      ...{ event_type: 'comment', payload: { comment: 'Look.' }, actor: `user:${owner.id}` },
    });
    expect((await add({ event_type: 'log', payload: { line: 1 } })).status).toBe(201);
    for (const body of [
      { event_type: 'status_changed', payload: { to: 'done' } },
      { event_type: 'log', payload: { x: 'a'.repeat(20_000) } },
      { comment: '   ' },
    ])
      expect((await add(body)).status, JSON.stringify(body).slice(0, 60)).toBe(422);
  });
});

describe('the inbox', () => {
  beforeEach(async () => {
    await owner.api.call(tasks.updateTask, { ...ofTask(), body: { status: 'blocked', reason: 'No key.' } });
  });
  const ids = async (person: Person) =>
    (await person.api.call(inbox.listInbox, { query: { project: project.id } })).items.map((item) => item.id);

  it('shows what waits to who belongs to the project, and to nobody else', async () => {
    expect(await ids(owner)).toEqual([task.id]);
    const seen = await viewer.api.call(inbox.listInbox, { query: { project: project.id, kind: 'blocked' } });
    expect(seen.items).toMatchObject([{ kind: 'blocked', can_decide: false, project: { id: project.id } }]);
    expect(await ids(stranger)).toEqual([]);
    const whole = await send(server, { path: '/api/inbox?limit=500', token: stranger.token });
    expect(whole.text).not.toContain(project.id);
  });

  it('refuses a forged cursor', async () => {
    for (const query of ['cursor=x', 'kind=everything', 'project=1'])
      expect((await send(server, { path: `/api/inbox?${query}`, token: owner.token })).status).toBe(400);
  });
});

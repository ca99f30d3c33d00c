import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import { revokeRunner } from '@overmind/contracts/routes/runners';
import { cancelTask, listTaskEvents } from '@overmind/contracts/routes/tasks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { FakeRunner, success } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startAgent } from '../test-support/start-agent.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let owner: Person;
let admin: Person;
let runner: FakeRunner;
let project: Project;
let job: RunJob;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  owner = await addPerson(server);
  admin = await addPerson(server, { isAdmin: true });
});
afterAll(() => server.stop());
beforeEach(async () => {
  runner = (await FakeRunner.connect(server)).keepAlive();
  project = await addWorkingProject(owner);
  ({ job, token } = await startAgent(server, runner, owner, project));
});
afterEach(() => {
  runner.socket.close();
  expect(server.faults.splice(0)).toEqual([]);
});

const call = (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> =>
  send(server, { method, path: `/api${path}`, token, ...(body === undefined ? {} : { body }) });
const ofRunner = (path: string): Promise<Answer> =>
  send(server, {
    ...{ method: 'POST', path: `/api/runs/${job.run.id}${path}`, token: runner.token },
    body: { lease_token: job.lease_token },
  });

describe('with the token of its run a coding agent', () => {
  it('reads its run, its task, and the tasks and the state of its project', async () => {
    const task = (await call(`/tasks/${job.task.id}`)).json;
    expect(task).toMatchObject({ id: job.task.id, project_id: project.id });
    expect((await call(`/runs/${job.run.id}`)).json).toMatchObject({ task_id: job.task.id });
    expect((await call(`/tasks/${job.task.id}/dependencies`)).status).toBe(200);
    const ids = (await call(`/projects/${project.id}/tasks`)).json.items.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([job.task.id]);
    expect((await call(`/projects/${project.id}/state/latest`)).json).toMatchObject({
      project_id: project.id,
    });
  });

  it('comments on its task, where people read it', async () => {
    const posted = await call(`/tasks/${job.task.id}/events`, { comment: 'The old API is used elsewhere.' });
    expect(posted).toMatchObject({ status: 201 });
    const { items } = await owner.api.call(listTaskEvents, { params: { id: job.task.id } });
    expect(items.at(-1)).toMatchObject({
      ...{ event_type: 'comment', payload: { comment: 'The old API is used elsewhere.' } },
      actor: expect.stringMatching(/^agent:coder-/),
    });
  });

  it('finds another task of its own project no more than one that does not exist', async () => {
    const other = await addTask(owner, project, { title: 'Another' });
    for (const path of ['', '/events', '/dependencies'])
      expect((await call(`/tasks/${other.id}${path}`)).status).toBe(404);
    expect((await call(`/tasks/${other.id}/events`, { comment: 'x' })).status).toBe(404);
  });

  it('decides, changes and starts nothing', async () => {
    const writes: [string, string, unknown][] = [
      ['POST', `/tasks/${job.task.id}/approve`, {}],
      ['POST', `/tasks/${job.task.id}/cancel`, {}],
      ['PATCH', `/tasks/${job.task.id}`, { status: 'done' }],
      ['POST', `/projects/${project.id}/tasks`, { title: 'More', type: 'test' }],
      ['PATCH', `/projects/${project.id}`, { settings: { auto_accept: ['test'] } }],
      ['POST', `/runs/${job.run.id}/cancel`, {}],
      ['POST', `/runs/${job.run.id}/complete`, { lease_token: job.lease_token, status: 'completed' }],
      ['POST', `/runs/${job.run.id}/agent-token/renew`, { lease_token: job.lease_token }],
      ['POST', `/runs/${job.run.id}/agent-token`, { lease_token: job.lease_token }],
      ['POST', '/auth/tokens', { name: 'more', scopes: ['read'] }],
    ];
    for (const [method, path, body] of writes)
      expect((await call(path, body, method)).status, path).toBe(403);
    const entry = { event_type: 'intervention', payload: { feedback: 'Do more.' } };
    expect((await call(`/tasks/${job.task.id}/events`, entry)).status).toBe(403);
    expect((await call(`/tasks/${job.task.id}`)).json.status).toBe('in_progress');
  });

  it.each([`/ws?project=`, '/ws/runner?project=', '/ws/terminal?project='])(
    'opens no socket: %s',
    async (path) => {
      const headers = { authorization: `Bearer ${token}` };
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}${project.id}`, { headers });
      const code = await new Promise((resolve) => socket.once('close', resolve));
      expect(code).toBe(4403);
    },
  );
});

describe('the token is worth nothing', () => {
  const ends: [string, () => Promise<unknown>][] = [
    ['once the runner says that the agent has ended', () => ofRunner('/agent-token/end')],
    ['once its run has ended', () => runner.complete(job, success())],
    ['once its run is canceled', () => owner.api.call(cancelTask, { params: { id: job.task.id } })],
    ['once its runner is revoked', () => admin.api.call(revokeRunner, { params: { id: runner.id } })],
  ];
  it.each(ends)('%s', async (_when, end) => {
    expect((await call(`/runs/${job.run.id}`)).status).toBe(200);
    await end();
    expect((await call(`/runs/${job.run.id}`)).status).toBe(401);
    expect((await call(`/tasks/${job.task.id}/events`, { comment: 'x' })).status).toBe(401);
  });
});

it('is renewed by the runner that holds the run, and refused to any other', async () => {
  const renewed = await ofRunner('/agent-token/renew');
  expect(renewed).toMatchObject({ status: 200, json: { expires_at: expect.any(String) } });
  const other = await FakeRunner.connect(server);
  for (const path of ['/agent-token', '/agent-token/renew', '/agent-token/end']) {
    const foreign = await send(server, {
      ...{ method: 'POST', path: `/api/runs/${job.run.id}${path}`, token: other.token },
      body: { lease_token: job.lease_token },
    });
    expect(foreign.problem).toMatchObject({ status: 409, code: 'stale_lease' });
  }
  other.socket.close();
  expect((await call(`/runs/${job.run.id}`)).status).toBe(200);
});

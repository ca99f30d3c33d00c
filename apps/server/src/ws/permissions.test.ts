import type { Permission } from '@overmind/contracts/entities/permission';
import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import { listInbox } from '@overmind/contracts/routes/inbox';
import { listProjects } from '@overmind/contracts/routes/projects';
import { getRun, listRunInputs, listRunPermissions, sendRunInput } from '@overmind/contracts/routes/runs';
import { listTaskEvents } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addRunner, FakeRunner, leaseOf, permissionAsk } from '../test-support/fake-runner.ts';
import { addMember, addPerson, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';
import { addAgent, addCodingAgent, addTask, addWorkingProject, taskIn } from '../test-support/work.ts';

let server: TestServer;
let ada: Person;
let viewer: Person;
let project: Project;
let credentials: { id: string; token: string };
let runner: FakeRunner;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server, { name: 'ada' });
  viewer = await addPerson(server, { name: 'viewer' });
  credentials = await addRunner(server);
  runner = (await FakeRunner.connect(server, credentials, { capacity: 50 })).keepAlive();
  project = await addWorkingProject(ada, 'Leave', { concurrency: 20 });
  await addCodingAgent(ada, project, 'coder');
  await addMember(server, project.id, viewer, 'viewer');
});
afterAll(() => server.stop());
const started: RunJob[] = [];
afterEach(async () => {
  for (const job of started.splice(0)) await runner.complete(job);
  expect(server.faults.splice(0)).toEqual([]);
});

async function startRun(): Promise<RunJob> {
  const task = await addTask(ada, project, { agent: 'coder' });
  const taken = await runner.take((job) => job.task.id === task.id);
  started.push(taken);
  return taken;
}

const runOf = (job: RunJob) => ada.api.call(getRun, { params: { id: job.run.id } });
const permissionsOf = async (job: RunJob): Promise<Permission[]> =>
  (await ada.api.call(listRunPermissions, { params: { id: job.run.id } })).items;
const pathOf = (job: RunJob, requestId: string) => `/api/runs/${job.run.id}/permissions/${requestId}`;
const decide = (job: RunJob, requestId: string, body: unknown, person = ada) =>
  send(server, { method: 'POST', path: pathOf(job, requestId), token: person.token, body });
const waiting = async (kind: 'permission' | 'question') =>
  (await ada.api.call(listInbox, { query: { kind, project: project.id } })).items;
const needsYou = async () =>
  (await ada.api.call(listProjects, { query: {} })).items.find(({ id }) => id === project.id)?.needs_you;

async function reconnect(jobs: RunJob[]): Promise<FakeRunner> {
  await runner.close();
  runner = (
    await FakeRunner.connect(server, credentials, { capacity: 50, live_runs: jobs.map(leaseOf) })
  ).keepAlive();
  return runner;
}

describe('what a coding agent asks leave for', () => {
  it('lets its run wait, is in the inbox, and a decision goes to the runner and everyone who watches', async () => {
    const watcher = await TestViewer.open(server, { token: ada.token, projectId: project.id });
    onTestFinished(() => watcher.close());
    const job = await startRun();
    const before = await needsYou();
    const id = await runner.askLeave(job);
    await runner.tell({ type: 'permission.request', ...leaseOf(job), request: { ...permissionAsk(), id } });
    expect(await permissionsOf(job)).toMatchObject([
      { id, status: 'pending', title: 'Run npm ci', decided_at: null },
    ]);
    expect(await runOf(job)).toMatchObject({ is_waiting: true });
    const [item] = await waiting('permission');
    expect(item).toMatchObject({ id, can_decide: true, permission: { id }, task: { id: job.task.id } });
    expect(await waiting('question')).toEqual([]);
    expect(await needsYou()).toBe((before ?? 0) + 1);

    const answer = await decide(job, id, { decision: 'allow' });
    expect(answer.json).toMatchObject({ status: 'allowed', option_id: 'once', decided_by_user_id: ada.id });
    expect(await runner.waitFor('permission.answer')).toMatchObject({
      ...{ run_id: job.run.id, request_id: id, option_id: 'once', decided_by: 'ada' },
    });
    expect(await runOf(job)).toMatchObject({ is_waiting: false });
    expect(await waiting('permission')).toEqual([]);
    const told = await waitFor(
      () => watcher.events.filter((event) => event.entity.id === id).length === 2 && watcher.events,
      { what: 'both events' },
    );
    expect(
      told
        .filter((event) => event.entity.id === id)
        .map((event) => [event.type, event.entity.patch['status']]),
    ).toEqual([
      ['agent.run.permission.requested', 'pending'],
      ['agent.run.permission.decided', 'allowed'],
    ]);
    const events = await ada.api.call(listTaskEvents, { params: { id: job.task.id } });
    expect(events.items.find((event) => event.event_type === 'intervention')).toMatchObject({
      ...{ actor: `user:${ada.id}`, payload: { permission_id: id, status: 'allowed', option: 'Allow' } },
    });
  });

  it('is decided once: the same again is answered alike, another decision is refused', async () => {
    const job = await startRun();
    const id = await runner.askLeave(job);
    const both = await Promise.all([
      decide(job, id, { decision: 'deny' }),
      decide(job, id, { option_id: 'no' }),
    ]);
    expect(both.map(({ status, json }) => [status, json.status, json.option_id])).toEqual([
      ...[
        [200, 'denied', 'no'],
        [200, 'denied', 'no'],
      ],
    ]);
    const other = await decide(job, id, { decision: 'allow' });
    expect([other.status, other.problem.detail]).toEqual([409, 'ada has denied this already.']);
  });

  it('can be answered only by what is offered', async () => {
    const job = await startRun();
    const [first] = permissionAsk().options;
    const id = await runner.askLeave(job, { options: first ? [first] : [] });
    expect((await decide(job, id, { option_id: 'always' })).status).toBe(422);
    expect((await decide(job, id, { decision: 'maybe' })).status).toBe(422);
    expect((await decide(job, id, { decision: 'deny' })).json).toMatchObject({
      status: 'denied',
      option_id: null,
    });
    await runner.waitFor('permission.answer', (frame) => frame.request_id === id && frame.option_id === null);
  });

  it('cannot be decided once its time is over, or its run', async () => {
    const job = await startRun();
    const [expired, withdrawn] = [await runner.askLeave(job), await runner.askLeave(job)];
    for (let times = 0; times < 2; times += 1)
      await runner.tell({
        ...{ type: 'permission.closed', ...leaseOf(job), request_id: expired, outcome: 'expired' },
      });
    expect(await runOf(job)).toMatchObject({ is_waiting: true });
    const late = await decide(job, expired, { decision: 'allow' });
    expect([late.status, late.problem.detail]).toEqual([
      ...[409, 'Nobody answered in time, so it was denied. The agent went on without it.'],
    ]);
    await runner.complete(job);
    expect((await permissionsOf(job)).map(({ status }) => status)).toEqual(['expired', 'withdrawn']);
    expect((await decide(job, withdrawn, { decision: 'deny' })).status).toBe(409);
    expect(await runOf(job)).toMatchObject({ is_waiting: false });
  });

  it('is for operators of its project, and found only under its run', async () => {
    const [job, other] = [await startRun(), await startRun()];
    const id = await runner.askLeave(job);
    const eve = await addPerson(server, { name: 'eve' });
    expect((await decide(job, id, { decision: 'allow' }, viewer)).status).toBe(403);
    expect((await decide(job, id, { decision: 'allow' }, eve)).status).toBe(404);
    expect((await decide(other, id, { decision: 'allow' })).status).toBe(404);
    expect(
      (await send(server, { path: `/api/runs/${job.run.id}/permissions`, token: eve.token })).status,
    ).toBe(404);
    expect(await permissionsOf(job)).toMatchObject([{ status: 'pending' }]);
  });

  it('is asked by nobody whose lease is over, and not under the id of another run', async () => {
    const [job, other] = [await startRun(), await startRun()];
    const id = await runner.askLeave(job);
    const request = { ...permissionAsk(), id };
    expect(await runner.tell({ type: 'permission.request', ...leaseOf(other), request })).toMatchObject({
      ...{ type: 'refused', code: 'conflict' },
    });
    await runner.complete(other);
    expect(
      await runner.tell({ type: 'permission.request', ...leaseOf(other), request: permissionAsk() }),
    ).toMatchObject({ type: 'refused', code: 'stale_lease' });
  });

  it('is shown with a time of ours, whatever the clock of the runner', async () => {
    const job = await startRun();
    const day = 24 * 3_600_000;
    for (const offMs of [-day, day])
      await runner.askLeave(job, { expires_at: new Date(Date.now() + offMs).toISOString() });
    for (const { expires_at: at } of await permissionsOf(job)) {
      const leftMs = Date.parse(at) - Date.now();
      expect(leftMs).toBeGreaterThan(500_000);
      expect(leftMs).toBeLessThan(610_000);
    }
  });

  it('reaches a runner that was away when it was decided, and again after each reconnect', async () => {
    const job = await startRun();
    const id = await runner.askLeave(job);
    await runner.close();
    expect((await decide(job, id, { decision: 'allow' })).status).toBe(200);
    for (let times = 0; times < 2; times += 1) {
      await reconnect([job]);
      const answer = await runner.waitFor('permission.answer', (frame) => frame.request_id === id);
      expect(answer).toMatchObject({ option_id: 'once', decided_by: 'ada' });
    }
    await runner.tell({ type: 'permission.request', ...leaseOf(job), request: { ...permissionAsk(), id } });
    await waitFor(() => runner.all('permission.answer').length === 2, { what: 'the answer again' });
    await runner.complete(job);
    await reconnect([]);
    runner.send({ type: 'heartbeat', runs: [] });
    await waitFor(() => runner.all('leases').length >= 2, { what: 'a second heartbeat' });
    expect(runner.all('permission.answer')).toEqual([]);
  });
});

describe('words for a live coding agent', () => {
  const say = (job: RunJob, text: string, person = ada) =>
    send(server, {
      method: 'POST',
      path: `/api/runs/${job.run.id}/input`,
      token: person.token,
      body: { text },
    });
  const inputsOf = async (job: RunJob) =>
    (await ada.api.call(listRunInputs, { params: { id: job.run.id } })).items;

  it('wait until the runner has taken them, over a reconnect', async () => {
    const job = await startRun();
    const sent = await ada.api.call(sendRunInput, {
      params: { id: job.run.id },
      body: { text: 'Use pnpm.' },
    });
    expect(sent).toMatchObject({ status: 'queued', author_user_id: ada.id });
    await runner.waitFor('input', (frame) => frame.input_id === sent.id);
    await reconnect([job]);
    expect(await runner.waitFor('input', (frame) => frame.input_id === sent.id)).toMatchObject({
      ...{ run_id: job.run.id, text: 'Use pnpm.', author: 'ada' },
    });
    await runner.tell({ type: 'input.taken', ...leaseOf(job), input_id: sent.id, refusal: null });
    expect(await inputsOf(job)).toMatchObject([{ id: sent.id, status: 'delivered' }]);
    await reconnect([job]);
    runner.send({ type: 'heartbeat', runs: [leaseOf(job)] });
    await waitFor(() => runner.all('leases').length >= 2, { what: 'a second heartbeat' });
    expect(runner.all('input')).toEqual([]);
  });

  it('are refused by the agent with a reason, and by the end of the run', async () => {
    const job = await startRun();
    await say(job, 'One');
    await say(job, 'Two');
    const [one] = await inputsOf(job);
    await runner.tell({ type: 'input.taken', ...leaseOf(job), input_id: one?.id ?? '', refusal: 'Busy.' });
    await runner.complete(job);
    expect(await inputsOf(job)).toMatchObject([
      { status: 'refused', detail: 'Busy.' },
      { status: 'refused', detail: 'The run ended before the agent could hear it.' },
    ]);
    expect((await say(job, 'Three')).status).toBe(409);
  });

  it('are for operators, for coding agents, and twenty at a time', async () => {
    const job = await startRun();
    expect((await say(job, 'x', viewer)).status).toBe(403);
    expect((await say(job, 'x', await addPerson(server))).status).toBe(404);
    expect((await say(job, ' ')).status).toBe(422);
    for (let count = 0; count < 20; count += 1) expect((await say(job, `${count}`)).status).toBe(202);
    expect((await say(job, 'one more')).status).toBe(409);
    await addAgent(ada, project, 'tester');
    const task = await addTask(ada, project, { agent: 'tester' });
    const plain = await runner.take((each) => each.task.id === task.id);
    started.push(plain);
    expect((await say(plain, 'x')).problem.detail).toContain('Only a coding agent');
  });

  it('reach a run that was still queued when they were said', async () => {
    const task = await addTask(ada, project, { agent: 'coder' });
    const queued = await waitFor(async () => (await taskIn(ada, task.id, 'queued')).latest_run_id, {
      what: 'a queued run',
    });
    const sent = await ada.api.call(sendRunInput, {
      params: { id: queued },
      body: { text: 'Mind the gap.' },
    });
    started.push(await runner.take((job) => job.task.id === task.id));
    await runner.waitFor('input', (frame) => frame.input_id === sent.id);
  });
});

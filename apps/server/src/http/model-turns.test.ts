import { randomUUID } from 'node:crypto';
import { Client } from '@overmind/client/http';
import type { RunJob } from '@overmind/contracts/entities/run';
import { putProvider } from '@overmind/contracts/routes/providers';
import { leaveRunTurn, takeRunTurn } from '@overmind/contracts/routes/runner-model-turns';
import { claimRuns, runnerHeartbeat } from '@overmind/contracts/routes/runner-runs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addRunner, FakeRunner } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let ada: Person;
let runner: Client;
let job: RunJob;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server, { isAdmin: true });
  (await FakeRunner.connect(server)).keepAlive();
  await ada.api.call(putProvider, {
    params: { provider: 'gpu' },
    body: {
      ...{ kind: 'openai_compatible', base_url: 'http://10.0.0.7:8000/v1', is_local: true },
      limits: { concurrency: 1 },
    },
  });
  runner = clientOf((await addRunner(server)).token);
  await runner.call(runnerHeartbeat, { body: { allowed_roots: ['/repos'], capacity: 2, labels: [] } });
  const task = await addTask(ada, await addWorkingProject(ada), { agent: 'qa' });
  job = await waitFor(
    async () => {
      const { jobs } = await runner.call(claimRuns, { body: { capacity: 5, wait_s: 5 } });
      return jobs.find((each) => each.task.id === task.id);
    },
    { what: 'the run to be given' },
  );
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const clientOf = (token: string) => new Client({ baseUrl: `http://127.0.0.1:${server.port}`, token });
const of = (turnId: string) => ({ params: { id: job.run.id, turn_id: turnId } });
function take(turnId: string, { by = runner, wait_s = 0, signal = new AbortController().signal } = {}) {
  const asked = { provider: 'openai', origin: 'http://10.0.0.7:8000', machine: 'm1', tokens: 10, wait_s };
  return by.call(takeRunTurn, { ...of(turnId), body: { lease_token: job.lease_token, ...asked }, signal });
}
const leave = (turnId: string, by = runner) => by.call(leaveRunTurn, { ...of(turnId), body: { tokens: 3 } });

it('a runner takes the turn of its call, and the next goes when it has left', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  expect(await take(one)).toEqual({ state: 'taken' });
  expect(await take(two)).toEqual({ state: 'waiting' });
  const waiting = take(two, { wait_s: 20 });
  await leave(one);
  await leave(one);
  expect(await waiting).toEqual({ state: 'taken' });
  await leave(two);
});

it('one that hangs up while it waits is waited for no longer, and stands where it stood', async () => {
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
  await take(one);
  const gone = new AbortController();
  const asked = take(two, { wait_s: 20, signal: gone.signal }).catch((error: unknown) => error);
  await waitFor(
    async () => (await server.core.db.selectFrom('model_turns').select('id').execute()).length === 2,
    { what: 'the second call to wait' },
  );
  gone.abort();
  expect(await asked).toBeInstanceOf(Error);
  await leave(one);
  expect(await take(three)).toEqual({ state: 'waiting' });
  expect(await take(two)).toEqual({ state: 'taken' });
  for (const id of [two, three]) await leave(id);
});

it('nobody else takes or leaves a turn', async () => {
  const id = randomUUID();
  const stranger = clientOf((await addRunner(server)).token);
  await expect(take(id, { by: stranger })).rejects.toMatchObject({ code: 'stale_lease' });
  for (const by of [ada.api, clientOf('nothing')]) {
    await expect(take(id, { by })).rejects.toMatchObject({
      code: expect.stringMatching(/^(forbidden|unauth)/),
    });
    await expect(leave(id, by)).rejects.toMatchObject({ code: expect.stringMatching(/^(forbidden|unauth)/) });
  }
});

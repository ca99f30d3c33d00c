import type { RunJob } from '@overmind/contracts/entities/run';
import { decideRunPermission, sendRunInput } from '@overmind/contracts/routes/runs';
import { startTestRedis, type TestRedis } from '@overmind/testing/redis';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeRunner, note } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';
import { addCodingAgent, addTask, addWorkingProject } from '../test-support/work.ts';

let redis: TestRedis;
let near: TestServer;
let far: TestServer;
let ada: Person;
let runner: FakeRunner;
let projectId: string;
let job: RunJob;

/** The runner dialled one node; people speak to the other. */
beforeAll(async () => {
  redis = await startTestRedis();
  const env = { REDIS_URL: redis.url };
  near = await startTestServer({ isWorker: true, env });
  far = await startTestServer({ env, databaseUrl: near.databaseUrl });
  ada = await addPerson(near, { name: 'ada' });
  runner = (await FakeRunner.connect(near)).keepAlive();
  const project = await addWorkingProject(ada);
  projectId = project.id;
  await addCodingAgent(ada, project, 'coder');
  const task = await addTask(ada, project, { agent: 'coder' });
  job = await runner.take((each) => each.task.id === task.id);
});
afterAll(async () => {
  await far.stop();
  await near.stop();
  await redis.stop();
});

const atFar = () => far.nobody.withToken(ada.token);
const allow = (id: string) =>
  atFar().call(decideRunPermission, {
    ...{ params: { id: job.run.id, request_id: id }, body: { decision: 'allow' } },
  });
const answered = (id: string) => runner.waitFor('permission.answer', (frame) => frame.request_id === id);

it('a decision and words at one node reach the runner at the other, and its steps come back', async () => {
  const viewer = await TestViewer.open(far, { token: ada.token, projectId });
  viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0, transcript_after_seq: 0 });
  runner.transcript(job, 1, [note('one', 'I am here.')]);
  await waitFor(() => viewer.stepsOf(job.run.id).length === 1, { what: 'the step' });
  const id = await runner.askLeave(job);
  await waitFor(() => viewer.events.some((event) => event.entity.id === id), { what: 'the request' });
  await allow(id);
  expect(await answered(id)).toMatchObject({ option_id: 'once' });
  const input = await atFar().call(sendRunInput, { params: { id: job.run.id }, body: { text: 'Go on.' } });
  expect(await runner.waitFor('input')).toMatchObject({ input_id: input.id, author: 'ada' });
  await viewer.close();
});

it('while Redis is away, what was decided is found in the database', async () => {
  const id = await runner.askLeave(job);
  await redis.stop();
  await waitFor(() => !near.core.bus.isConnected && !far.core.bus.isConnected, { what: 'both to notice' });
  await allow(id);
  expect(await answered(id)).toMatchObject({ option_id: 'once' });
});

import type { Run } from '@overmind/contracts/entities/run';
import { startTestServer } from '@overmind/testing/postgres';
import { startTestRedis, type TestRedis } from '@overmind/testing/redis';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  approve,
  createProject,
  expectGapless,
  finalRun,
  runTheTests,
  say,
  taskWith,
} from './support/main-job.ts';
import { Person } from './support/person.ts';
import { createDatabase, type OwnDatabase } from './support/postgres.ts';
import { lookOf } from './support/repository.ts';
import { quickBeats, type Server } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';
import { Witness } from './support/witness.ts';

/** Realtime falls back to the database within a second; the rest is for a busy machine. */

let postgres: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  postgres = await startTestServer();
});
afterAll(() => postgres.stop());

interface Cluster {
  apiA: Server;
  apiB: Server;
  redis: TestRedis;
}

/** Two API nodes and a worker on one PostgreSQL and one Redis; files are on a shared folder. */
async function startCluster(stand: Stand): Promise<Cluster> {
  const database: OwnDatabase = stand.own(await createDatabase(postgres.url));
  const redis = stand.own(await startTestRedis());
  const dataDir = await stand.folder();
  const env = { ...quickBeats, DATABASE_URL: database.url, REDIS_URL: redis.url };
  const apiA = await stand.server({ ...env, ROLE: 'api' }, dataDir);
  const apiB = await stand.server({ ...env, ROLE: 'api' }, dataDir);
  await stand.server({ ...env, ROLE: 'worker' }, dataDir);
  return { apiA, apiB, redis };
}

test('the main job runs over two API nodes and a worker', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const { apiA, apiB } = await startCluster(stand);
  await stand.runner(apiA, [repository]);
  const before = await lookOf(repository);
  const person = await Person.signIn(apiA.url);
  const work = await createProject(person, repository, { run: ['node', '--test'] });
  const watcher = stand.own(await Watcher.open(person.at(apiB.url), work.project.id));

  const { run, task } = await runTheTests(person, watcher, work);
  expect(run).toMatchObject({ status: 'completed', reason: 'ok' });
  expect(run.evidence[0]?.tests).toMatchObject({ passed: 1 });
  const lines = await waitForWholeLog(watcher, run);
  expect(lines.map((line) => line.message).join('\n')).toContain('hello from the test');
  await approve(person, watcher, { run, task });
  expectGapless(watcher.events.map((event) => event.seq));
  expect(await person.at(apiB.url).download(`/runs/${run.id}/logs/download`)).toEqual(
    await person.download(`/runs/${run.id}/logs/download`),
  );
  expect(await lookOf(repository)).toEqual(before);
});

const waitForWholeLog = async (watcher: Watcher, run: Run) => {
  await waitFor(() => watcher.lines(run.id).length >= run.log_seq, {
    what: 'every line',
  });
  expectGapless(watcher.lines(run.id).map((line) => line.seq));
  return watcher.lines(run.id);
};

test('loses nothing and goes on when Redis dies in the middle of a run', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const { apiA, apiB, redis } = await startCluster(stand);
  await stand.runner(apiA, [repository]);
  const step = stand.own(await Witness.create({ lines: 200, hasGate: true }));
  const person = await Person.signIn(apiA.url);
  const work = await createProject(person, repository, { run: step.run });
  const watcher = stand.own(await Watcher.open(person.at(apiB.url), work.project.id));
  await say(person, work, 'Run the tests');
  await watcher.line('line 50');

  await redis.stop();
  step.openGate();
  await watcher.line('line 200');
  const completed = await watcher.event({ type: 'agent.run.completed' });
  const run = await person.get<Run>(`/runs/${completed.entity.id}`);
  expect(run).toMatchObject({ status: 'completed', reason: 'ok' });
  await waitForWholeLog(watcher, run);
  await taskWith(person, work.project.id, 'needs_review');

  // Work that is asked for while Redis is away is done too, and is seen.
  await say(person, work, 'Review the login form');
  await watcher.event({ type: 'agent.run.started', patch: ({ id }) => id !== run.id });
  const second = await watcher.event({ type: 'agent.run.completed', patch: ({ id }) => id !== run.id });
  await waitForWholeLog(watcher, await person.get<Run>(`/runs/${second.entity.id}`));

  stand.own(await startTestRedis({ port: Number(new URL(redis.url).port) }));
  await waitFor(() => apiB.program.stderr.includes('Redis is back'), {
    what: 'Redis to be noticed',
  });
  await person.post(`/tasks/${run.task_id}/approve`, { run_id: run.id, head_commit: run.head_commit });
  await watcher.event({ type: 'task.updated', id: run.task_id, patch: ({ status }) => status === 'done' });
  expectGapless(watcher.events.map((event) => event.seq));
});

test('a run outlives the API node of its runner, and completes once', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const { apiA, apiB } = await startCluster(stand);
  await stand.runner(apiA, [repository]);
  const step = stand.own(await Witness.create({ lines: 200, hasGate: true }));
  const person = await Person.signIn(apiB.url);
  const work = await createProject(person, repository, { run: step.run });
  const watcher = stand.own(await Watcher.open(person, work.project.id));
  await say(person, work, 'Run the tests');
  await watcher.line('line 50');

  await apiA.kill();
  await apiA.restart();
  step.openGate();
  await watcher.event({ type: 'agent.run.completed', patch: ({ status }) => status === 'completed' });
  const task = await taskWith(person, work.project.id, 'needs_review');
  const run = await finalRun(person, task.id);
  await waitForWholeLog(watcher, run);
  expect(run).toMatchObject({ status: 'completed', reason: 'ok' });
  expect(step.executions()).toMatchObject([{ isEnded: true }]);
  expect(await person.list<Run>(`/projects/${work.project.id}/runs`)).toHaveLength(1);
  expectGapless(watcher.events.map((event) => event.seq));
});

import type { Run } from '@overmind/contracts/entities/run';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { createProject, expectGapless, finalRun, say, taskWith } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { processesOf } from './support/process-list.ts';
import type { Runner } from './support/runner.ts';
import { isAlive, quickBeats, type Server } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';
import { Witness } from './support/witness.ts';

async function beginLongRun(stand: Stand) {
  const repository = await stand.repository();
  const server = await stand.server(quickBeats);
  const runner = await stand.runner(server, [repository]);
  const step = stand.own(await Witness.create({ lines: 100, hasGate: true }));
  const person = await Person.signIn(server.url);
  const work = await createProject(person, repository, { run: step.run });
  const watcher = stand.own(await Watcher.open(person, work.project.id));
  await say(person, work, 'Run the tests');
  await watcher.line('line 49');
  return { server, runner, step, person, work, watcher };
}

/** Fails when the program has not ended in good order by then. */
async function endsWell(
  program: Server['program'] | Runner['program'],
  signal: NodeJS.Signals,
): Promise<void> {
  program.signal(signal);
  await waitFor(() => program.exit, { what: `${program.name} to end` });
  expect(program.exit).toEqual({ code: 0, signal: null });
}

test('SIGTERM to the server: it ends in good order, and the run goes on under the next one', async () => {
  await using stand = new Stand();
  const { server, step, person, work, watcher } = await beginLongRun(stand);
  const postmaster = await server.postmasterPid();
  await endsWell(server.program, 'SIGTERM');
  await waitFor(() => watcher.closeCode, { what: 'the socket to close' });
  expect(watcher.closeCode).toBe(1001);
  expect(postmaster !== null && isAlive(postmaster)).toBe(false);
  expect(step.livePids()).not.toEqual([]);

  await server.restart();
  step.openGate();
  const task = await taskWith(person, work.project.id, 'needs_review');
  expect(await finalRun(person, task.id)).toMatchObject({ status: 'completed', attempt: 1 });
  expect(step.executions()).toMatchObject([{ isEnded: true }]);
  const after = stand.own(await Watcher.open(person, work.project.id, watcher.events.at(-1)?.seq));
  await after.event({ type: 'agent.run.completed' });
  expectGapless([...watcher.events, ...after.events].map((event) => event.seq));
});

test('SIGTERM to the runner: it hands the run back, and does it when it is there again', async () => {
  await using stand = new Stand();
  const { runner, step, person, work, watcher } = await beginLongRun(stand);
  await endsWell(runner.program, 'SIGTERM');
  expect(step.livePids()).toEqual([]);
  const handedBack = await watcher.event({ type: 'agent.run.completed' });
  expect(handedBack.entity.patch).toMatchObject({ status: 'failed', reason: 'released' });

  step.openGate();
  await runner.restart();
  const task = await taskWith(person, work.project.id, 'needs_review');
  expect(await finalRun(person, task.id)).toMatchObject({ status: 'completed', attempt: 2 });
  expect(step.executions()).toMatchObject([{ isEnded: false }, { isEnded: true }]);
  expect(step.overlaps()).toEqual([]);
});

test('SIGINT to both, as Ctrl-C sends it: no process is left', async () => {
  await using stand = new Stand();
  const { server, runner, step } = await beginLongRun(stand);
  const postmaster = await server.postmasterPid();
  await Promise.all([endsWell(runner.program, 'SIGINT'), endsWell(server.program, 'SIGINT')]);
  expect(step.livePids()).toEqual([]);
  expect(postmaster !== null && isAlive(postmaster)).toBe(false);
  expect([...processesOf(server.options.dataDir), ...processesOf(runner.dataDir)]).toEqual([]);
});

test('after kill -9 the server is ready again, with all that was there', async () => {
  await using stand = new Stand();
  const { server, person, work, step } = await beginLongRun(stand);
  const startedAt = performance.now();
  await server.kill();
  await server.restart();
  const readyMs = Math.round(performance.now() - startedAt);
  console.info(`ready ${readyMs} ms after kill -9`);
  expect((await fetch(`${server.url}/api/ready`)).status).toBe(200);
  const runs = await person.list<Run>(`/projects/${work.project.id}/runs`);
  expect(runs).toMatchObject([{ status: 'streaming' }]);
  step.openGate();
  await taskWith(person, work.project.id, 'needs_review');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '@overmind/contracts/entities/run';
import type { Runner as RunnerEntity } from '@overmind/contracts/entities/runner';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { Wire } from './support/chaos/wire.ts';
import { createProject, finalRun, say, taskWith } from './support/main-job.ts';
import { Person } from './support/person.ts';
import type { Runner } from './support/runner.ts';
import { quickBeats } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';
import { Witness } from './support/witness.ts';

/** Registers another runner and starts it with an address of its own for the server. */
async function addRunner(stand: Stand, host: string, person: Person, repository: string): Promise<Runner> {
  const { token } = await person.post<{ token: string }>('/runners', { name: 'second', labels: [] });
  const dataDir = await stand.folder();
  const tokenFile = join(dataDir, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  return stand.launch({ url: `http://${host}`, tokenFile, roots: [repository], dataDir });
}

/** A run that goes on until its gate opens, held by the runner that was there first. */
async function beginOnTwo(stand: Stand) {
  const repository = await stand.repository();
  const wire = stand.own(await Wire.open());
  const server = await stand.server({ ...quickBeats, ALLOWED_HOSTS: wire.host });
  wire.leadTo(server.options.port);
  const first = await stand.runner(server, [repository]);
  const person = await Person.signIn(server.url);
  const [local] = await person.list<RunnerEntity>('/runners');
  const step = stand.own(await Witness.create({ lines: 20, hasGate: true }));
  const work = await createProject(person, repository, { run: step.run });
  const watcher = stand.own(await Watcher.open(person, work.project.id));
  await say(person, work, 'Run the tests');
  await watcher.line('line 9');
  const second = await addRunner(stand, wire.host, person, repository);
  const live = await taskWith(person, work.project.id, 'in_progress');
  const runOf = async (): Promise<Run> => {
    const { latest_run_id: id } = await person.get<Task>(`/tasks/${live.id}`);
    return person.get<Run>(`/runs/${id}`);
  };
  expect((await runOf()).runner_id).toBe(local?.id);
  return { first, second, person, local: local?.id ?? '', step, live, work, runOf };
}

test('a runner that is revoked while it works ends its processes, and another does the run anew', async () => {
  await using stand = new Stand();
  const { first, person, local, step, live, runOf } = await beginOnTwo(stand);
  const pids = step.livePids();
  expect(pids).not.toEqual([]);
  expect((await person.try('DELETE', `/runners/${local}`)).status).toBe(204);
  await waitFor(() => pids.every((pid) => !step.livePids().includes(pid)), {
    ...{ what: 'its processes to end' },
  });
  await waitFor(() => first.program.exit, { what: 'the revoked runner to end' });
  const again = await waitFor(
    async () => {
      const run = await runOf();
      return run.attempt === 2 && run.runner_id !== null ? run : null;
    },
    { what: 'the other runner to take it' },
  );
  expect(again.runner_id).not.toBe(local);
  step.openGate();
  expect(await finalRun(person, live.id)).toMatchObject({ status: 'completed', attempt: 2 });
});

test('a runner that drains finishes what it has, and what comes then goes to the other', async () => {
  await using stand = new Stand();
  const { person, local, step, live, work } = await beginOnTwo(stand);
  await person.patch(`/runners/${local}`, { is_draining: true });
  step.openGate();
  expect(await finalRun(person, live.id)).toMatchObject({
    ...{ status: 'completed', attempt: 1, runner_id: local },
  });
  const after = await person.post<Task>(`/projects/${work.project.id}/tasks`, {
    ...{ title: 'Test it again', type: 'test', agent: 'qa' },
  });
  const run = await finalRun(person, after.id);
  expect([run.status, run.runner_id === local]).toEqual(['completed', false]);
});

/** A gated task of a new project is drained away from the runner; the next task comes once it takes runs again. */
async function drainAndResume(
  stand: Stand,
  person: Person,
  { runnerId, repository }: { runnerId: string; repository: string },
): Promise<Run[]> {
  const step = stand.own(await Witness.create({ lines: 10, hasGate: true }));
  const { project } = await createProject(person, repository, { run: step.run });
  const order = () =>
    person.post<Task>(`/projects/${project.id}/tasks`, { title: 'Test it', type: 'test', agent: 'qa' });
  const busy = await order();
  await waitFor(() => step.livePids().length > 0, { what: 'its program to live' });
  await person.patch(`/runners/${runnerId}`, { is_draining: true });
  step.openGate();
  const finished = await finalRun(person, busy.id);
  await person.patch(`/runners/${runnerId}`, { is_draining: false });
  return [finished, await finalRun(person, (await order()).id)];
}

test('a runner that drained while it was busy and takes runs again is given the next one, every time', async () => {
  await using stand = new Stand();
  const server = await stand.server(quickBeats);
  const repository = await stand.repository();
  await stand.runner(server, [repository], { env: { RUNNER_CAPACITY: '1' } });
  const person = await Person.signIn(server.url);
  const [local] = await person.list<RunnerEntity>('/runners');
  const place = { runnerId: local?.id ?? '', repository };
  const expected = { status: 'completed', attempt: 1, runner_id: local?.id };
  expect(await drainAndResume(stand, person, place)).toMatchObject([expected, expected]);
  expect(await drainAndResume(stand, person, place)).toMatchObject([expected, expected]);
});

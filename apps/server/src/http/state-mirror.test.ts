import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { createProject, updateProject } from '@overmind/contracts/routes/projects';
import { listRunners } from '@overmind/contracts/routes/runners';
import { getStateCopy } from '@overmind/contracts/routes/state';
import { runCycles } from '@overmind/core/cycles/run';
import { mirrorState, mirrorWaitingStates } from '@overmind/core/state/mirror-state';
import { getState } from '@overmind/core/state/read';
import { userCall } from '@overmind/core/test-support/makers';
import { gitIn, writeNotes } from '@overmind/core/test-support/states';
import { listMirrorsToWrite } from '@overmind/db/queries/projects/state-copies';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../../../runner/src/limits.ts';
import { Runner } from '../../../runner/src/runner.ts';
import { makeRepository } from '../../../runner/src/test-support/repository.ts';
import { addRunner } from '../test-support/fake-runner.ts';
import { addPerson } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

async function startRunner(server: TestServer, folder: string): Promise<Runner> {
  const { token } = await addRunner(server);
  const dataDir = join(folder, 'data');
  await mkdir(dataDir, { recursive: true });
  const runner = new Runner({
    settings: {
      ...{ serverUrl: server.url, token, roots: [join(folder, 'work')], rootsFile: null, dataDir },
      ...{ capacity: 1, labels: [], isRootAllowed: true, isolation: 'auto', sandbox: 'auto' },
      ...{ readable: [], tokenFile: null, limits: defaultLimits },
    },
    ...{ version: '0.0.0', environment: process.env, log: () => {} },
  });
  await runner.start();
  return runner;
}

it('stands on a branch of the project’s own repository, by a runner that holds it', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.stop());
  const temp = await createTempFolder();
  onTestFinished(() => temp.remove());
  const folder = await realpath(temp.path);
  const repository = await makeRepository(join(folder, 'work', 'shop'), { 'readme.md': 'A shop.\n' });
  const runner = await startRunner(server, folder);
  const owner = await addPerson(server, { isAdmin: true });
  const isOnline = async () =>
    (await owner.api.call(listRunners, {})).items.some(
      (each) => each.status === 'online' && each.allowed_roots.length > 0,
    );
  await waitFor(isOnline, { what: 'the runner to be online' });
  const project = await owner.api.call(createProject, {
    body: { name: 'Shop', default_repo_path: repository, settings: { state_mirror: {} } },
  });
  const inProject = { params: { id: project.id } };
  const waiting = () => listMirrorsToWrite(server.core.db, 10);
  await runCycles(server.core, project.id);
  expect(await waiting()).toEqual([project.id]);
  await mirrorState(server.core, project.id);
  expect(await waiting()).toEqual([]);
  const git = (...args: string[]) => gitIn(join(repository, '.git'), ...args);
  const shown = () => git('show', 'overmind/state:overmind-state.yaml');
  expect(`${await shown()}\n`).toBe((await getState(server.core, project.id)).content);

  await runner.stop(1);
  await writeNotes(server.core, userCall(owner.id), project.id, 'By hand.\n');
  const isGone = async () =>
    (await owner.api.call(listRunners, {})).items.every((each) => each.status !== 'online');
  await waitFor(isGone, { what: 'the runner to be gone' });
  await mirrorWaitingStates(server.core);
  expect((await owner.api.call(getStateCopy, inProject)).problem).toContain(
    'No runner that is online offers',
  );
  expect(await waiting()).toEqual([project.id]);

  const next = await startRunner(server, folder);
  onTestFinished(() => next.stop(1));
  await waitFor(isOnline, { what: 'the next runner to be online' });
  await mirrorWaitingStates(server.core);
  expect((await owner.api.call(getStateCopy, inProject)).problem).toBeNull();
  expect(await shown()).toContain('By hand.');
  expect(await git('log', '--format=%an: %s', 'overmind/state')).toBe(
    'person: v2: Notes changed\norchestrator: v1: First version',
  );

  await owner.api.call(updateProject, {
    ...inProject,
    body: { settings: { state_mirror: { branch: 'overmind/other', path: 'docs/state.yaml' } } },
  });
  await mirrorWaitingStates(server.core);
  expect(await git('ls-tree', '-r', '--name-only', 'overmind/other')).toBe('docs/state.yaml');
  expect(server.faults).toEqual([]);
});

import { mkdir, readdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listRunners, listWorkspaces, pruneWorkspaces } from '@overmind/contracts/routes/runners';
import { newId } from '@overmind/db/database';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../../../runner/src/limits.ts';
import { Runner } from '../../../runner/src/runner.ts';
import { addRunner } from '../test-support/fake-runner.ts';
import { addPerson } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function startRunner(): Promise<{ id: string; dataDir: string }> {
  const temp = await createTempFolder();
  onTestFinished(() => temp.remove());
  const folder = await realpath(temp.path);
  const dataDir = join(folder, 'data');
  await mkdir(join(folder, 'work'));
  const { id, token } = await addRunner(server);
  const runner = new Runner({
    settings: {
      ...{ serverUrl: server.url, token, roots: [join(folder, 'work')], rootsFile: null, dataDir },
      ...{ capacity: 1, labels: [], isRootAllowed: true, isolation: 'auto', sandbox: 'auto' },
      ...{ readable: [], tokenFile: null, limits: defaultLimits },
    },
    ...{ version: '0.0.0', environment: process.env, log: () => {} },
  });
  onTestFinished(() => runner.stop(1));
  await runner.start();
  return { id, dataDir };
}

it('are asked of the runner and pruned by it, for admins only', async () => {
  const { id, dataDir } = await startRunner();
  const admin = await addPerson(server, { isAdmin: true });
  const member = await addPerson(server);
  const params = { id };
  const body = { run_ids: null, with_caches: true };
  const isOnline = async () =>
    (await admin.api.call(listRunners, {})).items.some((each) => each.id === id && each.status === 'online');
  await waitFor(isOnline, { what: 'the runner to be online' });
  const run_id = newId();
  await mkdir(join(dataDir, 'worktrees', run_id), { recursive: true });
  await writeFile(join(dataDir, 'worktrees', run_id, 'left.bin'), Buffer.alloc(1024 * 1024, 1));
  const report = await admin.api.call(listWorkspaces, { params });
  expect(report.workspaces).toEqual([expect.objectContaining({ run_id, state: 'left' })]);
  expect(report.budget_bytes).toBe(defaultLimits.diskBudgetBytes);
  await expect(member.api.call(listWorkspaces, { params })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(member.api.call(pruneWorkspaces, { params, body })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await readdir(join(dataDir, 'worktrees'))).toEqual([run_id]);
  const pruned = await admin.api.call(pruneWorkspaces, { params, body });
  expect(pruned.removed).toBe(1);
  expect(pruned.freed_bytes).toBeGreaterThan(1024 * 1024);
  expect(await readdir(join(dataDir, 'worktrees'))).toEqual([]);
});

it('cannot be looked at where no runner is', async () => {
  const admin = await addPerson(server, { isAdmin: true });
  const { id } = await addRunner(server);
  await expect(admin.api.call(listWorkspaces, { params: { id } })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await expect(admin.api.call(listWorkspaces, { params: { id: newId() } })).rejects.toMatchObject({
    code: 'not_found',
  });
});

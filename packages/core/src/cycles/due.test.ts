import { listCyclePage } from '@overmind/db/queries/work/cycles';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MadeProject, makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { makeRequest, plannedTask } from '../test-support/planned.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { requestOverdueCycles } from './request.ts';
import { runCycles } from './run.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  await makeRunner(on.core, { capacity: 1 });
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
  await makeTask(on.core, made);
  await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
});

const latest = async () => (await listCyclePage(on.core.db, made.project.id, { limit: 1 })).items[0];
const set = (sql: string) => on.database.pool.query(sql, [made.project.id]);

it('asks for nothing where nothing is due, though tasks wait for room', async () => {
  const before = await latest();
  await set(`update tasks set not_before = now() + interval '1 hour' where project_id = $1`);
  await requestOverdueCycles(on.core);
  expect(await latest()).toEqual(before);
});

it.each<[string, () => Promise<unknown>]>([
  [
    'a time has passed',
    () => set(`update tasks set not_before = now() - interval '1 second' where project_id = $1`),
  ],
  [
    'a task is to be looked at',
    () => set(`insert into task_looks select project_id, id from tasks where project_id = $1`),
  ],
  [
    'a request was left by a cycle that failed',
    async () => {
      await makeRequest(on.core, made, [plannedTask('Paint the wall')]);
      await set(
        `update orchestrator_cycles set state = 'cycle.failed' where project_id = $1 and state = 'cycle.queued'`,
      );
    },
  ],
])('asks for one cycle where %s, and then for no other', async (_what, leave) => {
  await leave();
  await requestOverdueCycles(on.core);
  expect(await latest()).toMatchObject({ state: 'cycle.queued', trigger: 'timer' });
  await runCycles(on.core, made.project.id);
  const done = await latest();
  expect(done?.state).toBe('cycle.completed');
  await requestOverdueCycles(on.core);
  expect(await latest()).toEqual(done);
});

it('lets a project rest whose cycle just failed, and asks again later', async () => {
  await set(`insert into task_looks select project_id, id from tasks where project_id = $1`);
  await set(
    `update orchestrator_cycles set state = 'cycle.failed', finished_at = now() - interval '1 minute'
    where project_id = $1`,
  );
  const failed = await latest();
  await requestOverdueCycles(on.core);
  expect(await latest()).toEqual(failed);
  await set(`update orchestrator_cycles set finished_at = now() - interval '1 hour' where project_id = $1`);
  await requestOverdueCycles(on.core);
  expect(await latest()).toMatchObject({ state: 'cycle.queued', trigger: 'timer' });
});

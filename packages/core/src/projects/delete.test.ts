import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { makeProject, makeReviewedTask, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { deleteProject } from './update.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

test('a project with a whole history is deleted, and nothing of it is left', async () => {
  const { core } = on;
  const made = await makeProject(core);
  const { call } = await makeRunner(core);
  const task = await makeReviewedTask(core, made, call);
  await makeTask(core, made, { depends_on: [task.id] });
  await runCycles(core, made.project.id);
  await deleteProject(core, made.owner, made.project.id);
  for (const table of [
    'projects',
    'tasks',
    'task_events',
    'project_state_versions',
    'realtime_events',
  ] as const)
    expect(await on.database.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
});

import type { Task } from '@overmind/contracts/entities/task';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelTask } from '../tasks/cancel.ts';
import { getTask } from '../tasks/read.ts';
import { updateTask } from '../tasks/update.ts';
import { finish, makeProject, makeRunner, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { runCycles } from './run.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

it('names on their cards the live tasks that touch the same files, for as long as they are live', async () => {
  const runner = (await makeRunner(on.core)).call;
  const made = await makeProject(on.core);
  const add = (files: string[]) => makeTask(on.core, made, { files });
  const [one, two, other] = [await add(['src/a.ts']), await add(['src']), await add(['docs/a.md'])];
  const overlapsOf = async (...tasks: Task[]) =>
    (await Promise.all(tasks.map((task) => getTask(on.core, task.id)))).map((task) => task.overlaps);
  const jobs = await startRuns(on.core, made, runner);
  expect(await overlapsOf(one, two, other)).toEqual([[two.key], [one.key], []]);
  for (const job of jobs) await finish(on.core, runner, job);
  const three = await add(['src/a.ts']);
  await runCycles(on.core, made.project.id);
  expect(await overlapsOf(one, two, three)).toEqual([
    [two.key, three.key],
    [one.key, three.key],
    [one.key, two.key],
  ]);
  await updateTask(on.core, made.owner, one.id, { status: 'done' });
  await cancelTask(on.core, made.owner, three.id, undefined);
  await runCycles(on.core, made.project.id);
  expect(await overlapsOf(one, two, three)).toEqual([[], [], []]);
});

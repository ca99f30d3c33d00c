import { randomUUID } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { getRun } from '../runs/read.ts';
import {
  type MadeProject,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelTask } from './cancel.ts';
import { putDependencies } from './dependencies.ts';
import { getDependencies } from './graph.ts';
import { getTask, listTaskEvents } from './read.ts';
import { approveTask } from './review.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

const put = (task: Task, ...others: Task[]) =>
  putDependencies(on.core, made.owner, task.id, { depends_on: others.map((other) => other.id) });

async function makeTasks(count: number): Promise<Task[]> {
  const tasks = [];
  for (let index = 0; index < count; index += 1) tasks.push(await makeTask(on.core, made));
  return tasks;
}

describe('what a task waits for', () => {
  it('is set as a whole, and told in its history, the audit and to who watches', async () => {
    const [one, two, three] = (await makeTasks(3)) as [Task, Task, Task];
    await put(one, two);
    const changed = await putDependencies(on.core, made.owner, one.id, {
      depends_on: [three.id, two.id, three.id],
      after: 'ended',
    });
    expect(changed).toMatchObject({ depends_on: [two.id, three.id].sort(), after: 'ended' });
    expect(await getDependencies(on.core, one.id)).toEqual({
      depends_on: changed.depends_on,
      dependents: [],
    });
    expect(await getDependencies(on.core, two.id)).toEqual({ depends_on: [], dependents: [one.id] });
    const { items } = await listTaskEvents(on.core, one.id, { limit: 50 });
    const told = items.filter((event) => event.event_type === 'dependency').map((event) => event.payload);
    expect(told).toEqual([
      { depends_on: [two.key], after: 'done' },
      { depends_on: expect.arrayContaining([two.key, three.key]), after: 'ended' },
    ]);
    const { rows } = await on.database.pool.query(
      `select actor, project_id from audit_log where entity_id = $1 and action = 'task.dependencies_changed'`,
      [one.id],
    );
    expect(rows).toEqual(
      Array.from({ length: 2 }, () => ({ actor: `user:${made.owner.userId}`, project_id: made.project.id })),
    );
    const events = await listEventsAfter(on.core.db, made.project.id, 0, 500);
    const last = events.filter((event) => event.entity.id === one.id).at(-1);
    expect(last?.entity.patch).toMatchObject({ depends_on: changed.depends_on, after: 'ended' });
  });

  it('that is set to what it is changes nothing', async () => {
    const [one, two] = (await makeTasks(2)) as [Task, Task];
    const { version } = await put(one, two);
    expect((await put(one, two)).version).toBe(version);
  });

  it('may be done or canceled already, and done is enough', async () => {
    const runner = (await makeRunner(on.core)).call;
    const done = await makeReviewedTask(on.core, made, runner);
    await approveTask(on.core, made.owner, done.id, {});
    const [canceled, waiting] = (await makeTasks(2)) as [Task, Task];
    await cancelTask(on.core, made.owner, canceled.id, undefined);
    expect((await put(waiting, canceled)).depends_on).toEqual([canceled.id]);
    expect((await put(waiting, done)).depends_on).toEqual([done.id]);
    expect((await startRuns(on.core, made, runner)).map((job) => job.task.id)).toEqual([waiting.id]);
  });

  it('takes back a run that no runner has taken, and that counts as no attempt', async () => {
    await makeRunner(on.core);
    const [one] = (await makeTasks(1)) as [Task];
    await runCycles(on.core, made.project.id);
    const { latest_run_id: runId } = await getTask(on.core, one.id);
    const other = await makeTask(on.core, made);
    await put(one, other);
    expect(await getRun(on.core, runId ?? '')).toMatchObject({ status: 'canceled' });
    const { rows } = await on.database.pool.query('select attempts from tasks where id = $1', [one.id]);
    expect(rows[0].attempts).toBe(0);
    await runCycles(on.core, made.project.id);
    expect(await getTask(on.core, one.id)).toMatchObject({
      status: 'queued',
      status_reason: expect.stringMatching(/waits for/),
    });
  });

  it.each(['in progress', 'in review', 'done'])('stays when the task is %s', async (status) => {
    const runner = (await makeRunner(on.core)).call;
    const task =
      status === 'in progress'
        ? await makeTask(on.core, made)
        : await makeReviewedTask(on.core, made, runner);
    if (status === 'in progress') await startRuns(on.core, made, runner);
    if (status === 'done') await approveTask(on.core, made.owner, task.id, {});
    const other = await makeTask(on.core, made);
    await expect(put(task, other)).rejects.toMatchObject({
      status: 409,
      rule: 'task.dependencies_are_settled',
      message: expect.stringContaining(`this one is ${status}.`),
    });
  });

  it('is of its own project, and foreign tasks are told from unknown ones by nothing', async () => {
    const foreign = await makeTask(on.core, await makeProject(on.core));
    const [one, two] = (await makeTasks(2)) as [Task, Task];
    const refusals = [];
    for (const id of [foreign.id, randomUUID()]) {
      const tried = putDependencies(on.core, made.owner, one.id, { depends_on: [two.id, id] });
      refusals.push(await tried.catch((error: unknown) => error));
    }
    expect(refusals[0]).toMatchObject({ code: 'invalid', errors: [{ pointer: '/depends_on/1' }] });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it('is based on the version that was seen', async () => {
    const [one, two] = (await makeTasks(2)) as [Task, Task];
    const stale = { ...made.owner, ifMatch: one.version - 1 };
    await expect(putDependencies(on.core, stale, one.id, { depends_on: [two.id] })).rejects.toMatchObject({
      code: 'version_mismatch',
    });
  });
});

describe('a circle', () => {
  it('is refused with the way round', async () => {
    const [one, two] = (await makeTasks(2)) as [Task, Task];
    await put(one, two);
    await expect(put(two, one)).rejects.toMatchObject({
      status: 409,
      rule: 'task.dependency_cycle',
      message: expect.stringContaining(`${two.key} → ${one.key} → ${two.key}`),
    });
    await expect(put(one, one)).rejects.toMatchObject({
      rule: 'task.dependency_cycle',
      message: `A task cannot wait for itself: ${one.key} → ${one.key}.`,
    });
    expect((await getTask(on.core, two.id)).depends_on).toEqual([]);
  });

  it('of ten tasks is refused, whichever closes it', async () => {
    const tasks = await makeTasks(10);
    for (let index = 0; index + 1 < tasks.length; index += 1)
      await put(tasks[index] as Task, tasks[index + 1] as Task);
    const [first, last] = [tasks[0] as Task, tasks[9] as Task];
    const way = [last, ...tasks].map((task) => task.key).join(' → ');
    await expect(put(last, first)).rejects.toMatchObject({ message: expect.stringContaining(way) });
    expect((await put(last)).depends_on).toEqual([]);
  });

  it('is not closed by ten who each add a part at the same time', async () => {
    const tasks = await makeTasks(10);
    const results = await Promise.allSettled(
      tasks.map((task, index) => put(task, tasks[(index + 1) % tasks.length] as Task)),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ rule: 'task.dependency_cycle' });
  });
});

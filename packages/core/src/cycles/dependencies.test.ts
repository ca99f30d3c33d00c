import type { NewTask, Task } from '@overmind/contracts/entities/task';
import { listLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { listCyclePage } from '@overmind/db/queries/work/cycles';
import { countTasksByStatus } from '@overmind/db/queries/work/tasks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Call } from '../call.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { putDependencies } from '../tasks/dependencies.ts';
import { getTask } from '../tasks/read.ts';
import { retryTask } from '../tasks/retry.ts';
import { updateTask } from '../tasks/update.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { runOrchestrator } from './request.ts';
import { runCycles } from './run.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let roots = 0;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  roots += 1;
  const root = `/roots/${roots}`;
  runner = (await makeRunner(on.core, { roots: [root] })).call;
  made = await makeProject(on.core, { agent: { max_attempts: 1 }, repoPath: root });
});

const cycle = () => runCycles(on.core, made.project.id);
const now = (task: Task) => getTask(on.core, task.id);
const add = (fields: Partial<z.input<typeof NewTask>> = {}) => makeTask(on.core, made, fields);
const liveTasks = async () => (await listLiveRuns(on.core.db, made.project.id)).map((run) => run.task_id);
const lastCounts = async () =>
  (await listCyclePage(on.core.db, made.project.id, { limit: 1 })).items[0]?.counts;

/** Lets the one task that can start run, and end in that way. */
async function run(task: Task, result?: typeof failure): Promise<void> {
  const job = (await startRuns(on.core, made, runner)).find((each) => each.task.id === task.id);
  if (!job) throw new Error('the task did not start');
  await finish(on.core, runner, job, result);
  await cycle();
}

describe('a task that waits for another', () => {
  it('says what for, and how that stands', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id] });
    await cycle();
    expect(await now(second)).toMatchObject({ status: 'queued', status_reason: `waits for ${first.key}` });
    await run(first, failure);
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}, which failed`);
    await retryTask(on.core, made.owner, first.id);
    await cycle();
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}`);
    await run(first);
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}, which waits for a review`);
    await updateTask(on.core, made.owner, first.id, { status: 'done' });
    await cycle();
    expect((await now(second)).status_reason).toBeNull();
    expect(await liveTasks()).toEqual([second.id]);
    expect(await lastCounts()).toMatchObject({ tasks_unblocked: 1, runs_scheduled: 1 });
  });

  it('says what to do when that is canceled, and starts when it need not wait any more', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id] });
    await cancelTask(on.core, made.owner, first.id, undefined);
    await cycle();
    expect((await now(second)).status_reason).toBe(
      `waits for ${first.key}, which was canceled: remove the dependency or cancel this too`,
    );
    await putDependencies(on.core, made.owner, second.id, { depends_on: [] });
    await cycle();
    expect(await liveTasks()).toEqual([second.id]);
  });

  it('starts however that ends when it only waits for the end', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id], after: 'ended' });
    await run(first, failure);
    expect(await liveTasks()).toEqual([second.id]);
  });

  it('is taken back from the queue of runs when that is tried again first', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id], after: 'ended' });
    await run(first, failure);
    await retryTask(on.core, made.owner, first.id);
    await cycle();
    expect(await liveTasks()).toEqual([first.id]);
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}`);
    await run(first, failure);
    expect(await liveTasks()).toEqual([second.id]);
  });

  it('takes no run when the dependency comes after the run was queued', async () => {
    const first = await add();
    const second = await add();
    await cycle();
    expect(await liveTasks()).toHaveLength(2);
    await putDependencies(on.core, made.owner, second.id, { depends_on: [first.id] });
    const jobs = await startRuns(on.core, made, runner);
    expect(jobs.map((job) => job.task.id)).toEqual([first.id]);
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}`);
  });

  it('says so again when it comes back to the queue', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id] });
    await cycle();
    await updateTask(on.core, made.owner, second.id, { status: 'blocked', reason: 'It needs a key.' });
    await cycle();
    expect((await now(second)).status_reason).toBe('It needs a key.');
    await retryTask(on.core, made.owner, second.id);
    await cycle();
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}`);
  });
});

describe('a task that waits for a failure', () => {
  it('starts when there is one', async () => {
    const first = await add();
    const fix = await add({ depends_on: [first.id], after: 'failed' });
    await run(first, failure);
    expect(await liveTasks()).toEqual([fix.id]);
  });

  it('is canceled when there is none, and so are those that wait for it in turn', async () => {
    const first = await add();
    const fix = await add({ depends_on: [first.id], after: 'failed' });
    const fixOfFix = await add({ depends_on: [fix.id], after: 'failed' });
    await run(first);
    const reason = `${first.key} passed, so there is nothing to fix`;
    expect(await now(fix)).toMatchObject({ status: 'canceled', status_reason: reason });
    expect(await now(fixOfFix)).toMatchObject({
      status: 'canceled',
      status_reason: `${fix.key} was canceled, so there is nothing to fix`,
    });
    expect(await lastCounts()).toMatchObject({ tasks_canceled: 2 });
  });
});

describe('a full cycle', () => {
  it('mends what was left wrong: who waits, and how many there are', async () => {
    const first = await add();
    const second = await add({ depends_on: [first.id] });
    await cycle();
    await on.database.pool.query('update tasks set is_ready = true, status_reason = null where id = $1', [
      second.id,
    ]);
    await on.database.pool.query('update task_counts set count = 77 where project_id = $1', [
      made.project.id,
    ]);
    await runOrchestrator(on.core, made.owner, made.project.id, 'full');
    await cycle();
    expect((await now(second)).status_reason).toBe(`waits for ${first.key}`);
    expect(await countTasksByStatus(on.core.db, made.project.id)).toMatchObject({ queued: 2, done: 0 });
    expect(await liveTasks()).toEqual([first.id]);
  });
});

it('looks at as many tasks as change at once, in as many cycles as it takes', async () => {
  const first = await add();
  const { project, agent } = made;
  await on.database.pool.query(
    `insert into tasks (id, project_id, number, key, title, type, priority, requested_by, assigned_agent_id)
    select gen_random_uuid(), $1, 1000 + n, 'X-' || n, 'Thing ' || n, 'doc', 3, 'api', $2 from generate_series(1, 1500) n`,
    [project.id, agent.id],
  );
  await on.database.pool.query(
    'insert into task_dependencies select id, $2 from tasks where project_id = $1 and number > 1000',
    [project.id, first.id],
  );
  await cycle();
  const { rows } = await on.database.pool.query(
    'select count(*)::int from tasks where project_id = $1 and status_reason = $2',
    [project.id, `waits for ${first.key}`],
  );
  expect(rows[0].count).toBe(1_500);
});

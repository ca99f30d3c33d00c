import { newId } from '@overmind/db/database';
import { waitFor } from '@overmind/testing/wait-for';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemCall } from '../call.ts';
import { makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { write } from '../write.ts';
import { jobHandlers } from './handlers.ts';
import { PgBossJobs } from './pg-boss.ts';

let on: TestCore;
beforeEach(async () => {
  on = await startTestCore();
});
afterEach(() => on.stop());

const enqueue = (project_id: string, startAfter?: Date) =>
  write(on.core, systemCall, (w) => w.enqueue('cycle.run', { project_id }, startAfter));

/** Works on `cycle.run` and notes what came when. */
async function note(handle: (id: string) => Promise<void> = () => Promise.resolve()) {
  const came: { id: string; at: number }[] = [];
  await on.work({
    'cycle.run': async ({ project_id: id }) => {
      came.push({ id, at: Date.now() });
      await handle(id);
    },
  });
  return { came, times: (id: string) => came.filter((each) => each.id === id) };
}

test('a job is there when its transaction is committed, and not when it is rolled back', async () => {
  const { times } = await note();
  const [kept, lost] = [newId(), newId()];
  const failing = write(on.core, systemCall, async (w) => {
    await w.enqueue('cycle.run', { project_id: lost });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await write(on.core, systemCall, async (w) => {
    await w.enqueue('cycle.run', { project_id: kept });
    const { rows } = await on.database.pool.query('select 1 from pgboss.job');
    expect(rows).toEqual([]);
  });
  await waitFor(() => times(kept).length > 0, { what: 'the job' });
  expect(times(kept)).toHaveLength(1);
  expect(times(lost)).toEqual([]);
});

test('a worker is woken for each job', async () => {
  const { bus, log } = on.core;
  const options = { connectionString: on.url, bus, log, isWorker: false };
  const neverLooking = new PgBossJobs({ ...options, pollingIntervalS: 86_400 });
  const came: string[] = [];
  const handlers = jobHandlers(on.core);
  handlers['cycle.run'] = ({ project_id: id }) => Promise.resolve(void came.push(id));
  try {
    await neverLooking.start();
    await neverLooking.work(handlers);
    for (let index = 0; index < 10; index += 1) {
      const id = newId();
      await enqueue(id);
      await waitFor(() => came.includes(id), { what: `job ${index}` });
    }
  } finally {
    await neverLooking.stop();
  }
});

test('a job that always fails is tried three times and then laid aside with its reason, while others go on', async () => {
  const poison = newId();
  const { times } = await note(async (id) => {
    if (id !== poison) return;
    // Another has to come and be done while this one is at work, else this one never ends.
    const other = newId();
    await enqueue(other);
    await waitFor(() => times(other).length > 0, { what: 'another job' });
    throw new Error('it is poison');
  });
  await enqueue(poison);
  const isLaidAside = async () =>
    (await on.database.pool.query(`select 1 from pgboss.job where name = 'dead.letter'`)).rows.length > 0;
  await waitFor(isLaidAside, { what: 'the poison to be laid aside' });
  expect(times(poison)).toHaveLength(3);
  const { rows } = await on.database.pool.query(
    `select data, source_output from pgboss.job where name = 'dead.letter'`,
  );
  expect(rows[0].data).toEqual({ project_id: poison });
  expect(JSON.stringify(rows[0].source_output)).toContain('it is poison');
});

test('a job for later comes then, by itself', async () => {
  const { came, times } = await note();
  const [id, due] = [newId(), new Date(Date.now() + 1_500)];
  await enqueue(id, due);
  await waitFor(() => times(id).length > 0, { what: 'the job' });
  expect(came[0]?.at).toBeGreaterThanOrEqual(due.getTime());
});

test('a task whose time to be tried again has come starts by itself', async () => {
  await on.work();
  const made = await makeProject(on.core);
  const task = await makeTask(on.core, made);
  await on.database.pool.query(`update tasks set not_before = now() + interval '1 second' where id = $1`, [
    task.id,
  ]);
  await makeRunner(on.core);
  const { rows } = await on.database.pool.query('select not_before from tasks where id = $1', [task.id]);
  await write(on.core, systemCall, (w) =>
    w.enqueue('cycle.due', { project_id: made.project.id }, rows[0].not_before),
  );
  const runs = async () =>
    (await on.database.pool.query('select 1 from agent_runs where task_id = $1', [task.id])).rows;
  await waitFor(async () => (await runs()).length === 1, { what: 'the run' });
});

test('a job whose data no worker understands is laid aside too', async () => {
  await note();
  await write(on.core, systemCall, (w) => on.core.jobs.enqueue(w.tx, 'cycle.run', { project_id: 'no id' }));
  const laidAside = async () =>
    (await on.database.pool.query(`select 1 from pgboss.job where name = 'dead.letter'`)).rows.length;
  await waitFor(async () => (await laidAside()) > 0, { what: 'the job to be laid aside' });
});

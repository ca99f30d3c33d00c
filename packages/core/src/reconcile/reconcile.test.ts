import type { RunJob } from '@overmind/contracts/entities/run';
import type { TaskEvent } from '@overmind/contracts/entities/task';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { renew } from '../runs/leases.ts';
import { getRun } from '../runs/read.ts';
import { getTask, listTaskEvents } from '../tasks/read.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { reconcile } from './reconcile.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let runnerId: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${Math.random()}` });
  const there = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  [runner, runnerId] = [there.call, there.runner.id];
});

const sql = (text: string, values: unknown[] = []) => on.database.pool.query(text, values);

/** Makes what no transaction of ours would leave behind: the rules of the database look away. */
async function plant(text: string, values: unknown[] = []): Promise<void> {
  const client = await on.database.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(text, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}

const taskOf = (id: string) => getTask(on.core, id);

async function interventions(taskId: string): Promise<TaskEvent['payload'][]> {
  const { items } = await listTaskEvents(on.core, taskId, { limit: 500 });
  return items.filter((event) => event.event_type === 'intervention').map((event) => event.payload);
}

async function audits(taskId: string): Promise<number> {
  const { rows } = await sql(
    `select count(*)::int as count from audit_log where entity_id = $1 and project_id = $2 and action = 'task.reconciled'`,
    [taskId, made.project.id],
  );
  return rows[0].count;
}

async function start(): Promise<RunJob> {
  const task = await makeTask(on.core, made);
  const jobs = await startRuns(on.core, made, runner);
  const job = jobs.find((each) => each.task.id === task.id);
  if (!job) throw new Error('the task was not claimed');
  return job;
}

/** A task whose run is scheduled and not taken. */
async function schedule(): Promise<{ taskId: string; runId: string }> {
  const task = await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
  const { latest_run_id: runId } = await taskOf(task.id);
  if (runId === null) throw new Error('no run was scheduled');
  return { taskId: task.id, runId };
}

/** Whatever was planted is mended once, is told of, and stays mended. */
async function expectMended(taskId: string, found: RegExp): Promise<void> {
  await Promise.all([reconcile(on.core), reconcile(on.core)]);
  const told = await interventions(taskId);
  expect(told).toEqual([expect.objectContaining({ by: 'reconciler', found: expect.stringMatching(found) })]);
  expect(told[0]?.['did']).toMatch(/\.$/);
  expect(await audits(taskId)).toBe(1);
  const version = (await taskOf(taskId)).version;
  await reconcile(on.core);
  expect(await interventions(taskId)).toHaveLength(1);
  expect((await taskOf(taskId)).version).toBe(version);
}

describe('a held run that nobody works on', () => {
  let job: RunJob;
  beforeEach(async () => {
    job = await start();
  });

  afterEach(async () => {
    expect((await getRun(on.core, job.run.id)).finished_at).not.toBeNull();
    expect(
      await renew(on.core, runnerId, [{ run_id: job.run.id, lease_token: job.lease_token }]),
    ).toMatchObject([{ is_valid: false }]);
    await expect(finish(on.core, runner, job)).rejects.toMatchObject({ code: 'stale_lease' });
  });

  it.each([
    [
      'its runner was removed',
      'update agent_runs set runner_id = null where id = $1',
      /Its runner was removed/,
    ],
    [
      'its runner was revoked',
      'update runners set revoked_at = now() where id = (select runner_id from agent_runs where id = $1)',
      /Its runner was revoked/,
    ],
    [
      'it has no lease',
      'update agent_runs set lease_expires_at = null where id = $1',
      /No runner held a lease/,
    ],
  ])('because %s is lost, and its task is queued again', async (_name, change, found) => {
    await plant(change, [job.run.id]);
    await expectMended(job.task.id, found);
    expect(await getRun(on.core, job.run.id)).toMatchObject({ status: 'failed', reason: 'lost' });
    expect(await taskOf(job.task.id)).toMatchObject({
      status: 'queued',
      status_reason: expect.stringMatching(/tried again/),
    });
  });

  it.each(['queued', 'canceled', 'needs_review', 'failed', 'blocked', 'done'])(
    'because its task is %s ends, and the task stays there',
    async (status) => {
      await plant('update tasks set status = $2 where id = $1', [job.task.id, status]);
      await expectMended(job.task.id, /live although its task was/);
      expect(await getRun(on.core, job.run.id)).toMatchObject({
        status: 'canceled',
        status_detail: expect.stringContaining('although its task was'),
      });
      expect((await taskOf(job.task.id)).status).toBe(status);
    },
  );
});

describe('a task in progress without a live run', () => {
  it('goes on by the result of its run', async () => {
    const job = await start();
    await plant(
      `update agent_runs set status = 'completed', reason = 'ok', finished_at = now() where id = $1`,
      [job.run.id],
    );
    await expectMended(job.task.id, /had ended/);
    expect((await taskOf(job.task.id)).status).toBe('needs_review');
  });

  it('is queued again after a lost run, also when it named another run', async () => {
    const job = await start();
    await plant(
      `update agent_runs set status = 'failed', reason = 'lost', finished_at = now() where id = $1`,
      [job.run.id],
    );
    await plant('update tasks set latest_run_id = null where id = $1', [job.task.id]);
    await expectMended(job.task.id, /had ended/);
    expect(await taskOf(job.task.id)).toMatchObject({ status: 'queued', latest_run_id: job.run.id });
  });

  it('fails when its last failure was the last attempt', async () => {
    const job = await start();
    await plant(
      `update agent_runs set status = 'failed', reason = 'command_failed', finished_at = now() where id = $1`,
      [job.run.id],
    );
    await expectMended(job.task.id, /had ended/);
    expect(await taskOf(job.task.id)).toMatchObject({
      status: 'failed',
      status_reason: expect.stringMatching(/retry/),
    });
  });

  it('of which none ever began fails, and says what to do', async () => {
    const task = await makeTask(on.core, made);
    await plant(`update tasks set status = 'in_progress' where id = $1`, [task.id]);
    await expectMended(task.id, /no run of it had begun/);
    expect(await taskOf(task.id)).toMatchObject({
      status: 'failed',
      status_reason: expect.stringMatching(/Retry it/),
    });
  });
});

describe('a queued run that no runner can take', () => {
  it.each([
    ['its agent is disabled', 'update agents set is_enabled = false where id = $2', /disabled/],
    ['its agent was removed', 'update agents set removed_at = now() where id = $2', /./],
    [
      'the project is paused',
      `update projects set settings = settings || '{"orchestration":"paused"}' where id = $1`,
      /paused/,
    ],
    ['the project is archived', 'update projects set archived_at = now() where id = $1', /archived|paused/],
    [
      'its task has another agent',
      `update tasks set assigned_agent_id = (select id from agents where project_id = $1 and name = 'qa')
       where project_id = $1`,
      /qa/,
    ],
    [
      'no runner offers its repository',
      `update runners set last_heartbeat_at = now() - interval '46 seconds' where id = $3`,
      /no runner/,
    ],
    [
      'no runner carries its labels',
      `update agents set config = config || '{"labels":["gpu"]}' where id = $2;
       update agent_runs set labels = '{gpu}' where agent_id = $2 and status = 'queued'`,
      /no connected runner carries the label gpu/,
    ],
    ['every runner drains', 'update runners set is_draining = true where id = $3', /no runner/],
  ])('because %s is taken back, and its task waits with the reason', async (_name, change, reason) => {
    const { taskId, runId } = await schedule();
    await plant(`update agent_runs set created_at = created_at - interval '46 seconds' where id = $1`, [
      runId,
    ]);
    const values = [made.project.id, made.agent.id, runnerId];
    await plant(change.replaceAll(/\$(\d)/g, (_, place: string) => `'${values[Number(place) - 1]}'`));
    await expectMended(taskId, /could not take it/);
    expect(await getRun(on.core, runId)).toMatchObject({
      status: 'canceled',
      status_detail: expect.stringMatching(/never began/),
    });
    await runCycles(on.core, made.project.id);
    const task = await taskOf(taskId);
    expect(task).toMatchObject({ status: 'queued', status_reason: expect.stringMatching(reason) });
    const { rows } = await sql('select attempts from tasks where id = $1', [taskId]);
    expect(rows[0].attempts).toBe(task.latest_run_id === runId ? 0 : 1);
  });

  it('because its task is no longer queued ends', async () => {
    const { taskId, runId } = await schedule();
    await plant(`update tasks set status = 'canceled' where id = $1`, [taskId]);
    await expectMended(taskId, /live although its task was canceled/);
    expect((await getRun(on.core, runId)).status).toBe('canceled');
  });

  it('is left alone while its runner may still come back', async () => {
    const { taskId, runId } = await schedule();
    await plant(`update agent_runs set created_at = created_at - interval '46 seconds' where id = $1`, [
      runId,
    ]);
    await plant(
      `update runners set last_heartbeat_at = now() - interval '31 seconds', disconnected_at = now() where id = $1`,
      [runnerId],
    );
    await reconcile(on.core);
    expect((await getRun(on.core, runId)).status).toBe('queued');
    expect(await interventions(taskId)).toEqual([]);
  });
});

describe('a card that names another run', () => {
  it('names its live run again', async () => {
    const job = await start();
    await plant('update tasks set latest_run_id = null where id = $1', [job.task.id]);
    await expectMended(job.task.id, /did not name its live run/);
    expect(await taskOf(job.task.id)).toMatchObject({ status: 'in_progress', latest_run_id: job.run.id });
  });
});

it('one that cannot be mended keeps no other from it', async () => {
  const [one, other] = [await start(), await start()];
  await plant('update agent_runs set runner_id = null, payload = $2 where id = $1', [one.run.id, '{}']);
  await plant('update agent_runs set runner_id = null where id = $1', [other.run.id]);
  await reconcile(on.core);
  expect(await getRun(on.core, other.run.id)).toMatchObject({ reason: 'lost' });
  await plant(
    'update agent_runs set payload = (select payload from agent_runs where id = $2) where id = $1',
    [one.run.id, other.run.id],
  );
  await reconcile(on.core);
  expect(await getRun(on.core, one.run.id)).toMatchObject({ reason: 'lost' });
});

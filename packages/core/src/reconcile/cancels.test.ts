import type { RunJob } from '@overmind/contracts/entities/run';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { renew } from '../runs/leases.ts';
import { getRun } from '../runs/read.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { getTask } from '../tasks/read.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { endOverdueCancels } from './cancels.ts';

let on: TestCore;
let made: MadeProject;
let runner: { call: Call; id: string };
let job: RunJob;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${Math.random()}` });
  const there = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  runner = { call: there.call, id: there.runner.id };
  await makeTask(on.core, made);
  const [started] = await startRuns(on.core, made, runner.call);
  if (!started) throw new Error('nothing was claimed');
  job = started;
  await cancelTask(on.core, made.owner, job.task.id, 'Not needed.');
});

const age = (seconds: number) =>
  on.database.pool.query(
    "update agent_runs set cancel_requested_at = clock_timestamp() - $2 * interval '1 second' where id = $1",
    [job.run.id, seconds],
  );
const lease = () => ({ run_id: job.run.id, lease_token: job.lease_token });

it('a cancel that its runner does not confirm is final in time, and the task with it', async () => {
  await age(14);
  await Promise.all([endOverdueCancels(on.core), endOverdueCancels(on.core)]);
  expect(await getRun(on.core, job.run.id)).toMatchObject({
    status: 'canceled',
    status_detail: expect.stringContaining('Not needed'),
  });
  expect((await getTask(on.core, job.task.id)).status).toBe('canceled');
  const { rows } = await on.database.pool.query(
    `select payload ->> 'found' as found from task_events where task_id = $1 and event_type = 'intervention'`,
    [job.task.id],
  );
  expect(rows).toEqual([{ found: expect.stringMatching(/did not say that it stopped/) }]);
});

it('a runner that comes back after that is refused, and changes nothing', async () => {
  await age(14);
  await endOverdueCancels(on.core);
  const before = await getRun(on.core, job.run.id);
  expect(await renew(on.core, runner.id, [lease()])).toMatchObject([{ is_valid: false }]);
  await expect(finish(on.core, runner.call, job)).rejects.toMatchObject({ code: 'stale_lease' });
  expect(await getRun(on.core, job.run.id)).toEqual(before);
});

it('a cancel that is young is left to the runner', async () => {
  await age(5);
  await endOverdueCancels(on.core);
  expect((await getRun(on.core, job.run.id)).finished_at).toBeNull();
  expect(await finish(on.core, runner.call, job)).toMatchObject({ status: 'canceled' });
});

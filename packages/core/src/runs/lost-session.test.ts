import type { RunJob } from '@overmind/contracts/entities/run';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { retryTask } from '../tasks/retry.ts';
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
import { releaseRun, reportProgress } from './complete.ts';
import { noteApiAlive } from './leases.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await noteApiAlive(on.core);
  const agent = { executor: 'acp' as const, acp: { preset: 'echo' }, commands: [] };
  made = await makeProject(on.core, { repoPath: `/roots/${Math.random()}`, agent });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
  await makeTask(on.core, made);
});

/** The next attempt, as the runner gets it. */
async function start(): Promise<RunJob> {
  await on.database.pool.query('update tasks set not_before = null where project_id = $1', [made.project.id]);
  const [job] = await startRuns(on.core, made, runner, 1);
  if (!job) throw new Error('nothing was claimed');
  return job;
}

const leaseOf = ({ run, lease_token: leaseToken }: RunJob) => ({ runId: run.id, leaseToken });
const report = (job: RunJob, sessionId: string) =>
  reportProgress(on.core, runner, { ...leaseOf(job), steps: [], baseCommit: null, sessionId });
const handBack = (job: RunJob) => releaseRun(on.core, runner, { ...leaseOf(job), detail: 'It goes.' });

it('waits for the attempt that comes to it, however many were interrupted before they had one of their own', async () => {
  const first = await start();
  await report(first, 'session-1');
  await handBack(first);
  const second = await start();
  await handBack(second);
  const third = await start();
  const session = { run_id: first.run.id, session_id: 'session-1' };
  expect([first.resume, second.resume, third.resume]).toEqual([null, session, session]);
});

it('gives way to that of a later attempt, once there is one', async () => {
  const first = await start();
  await report(first, 'session-1');
  await handBack(first);
  const second = await start();
  await report(second, 'session-2');
  await handBack(second);
  expect((await start()).resume).toEqual({ run_id: second.run.id, session_id: 'session-2' });
});

it('is over with an attempt that was not interrupted', async () => {
  const first = await start();
  await report(first, 'session-1');
  await handBack(first);
  await finish(on.core, runner, await start(), failure);
  const { id } = first.task;
  await retryTask(on.core, made.owner, id);
  expect((await start()).resume).toBeNull();
});

import type { Task } from '@overmind/contracts/entities/task';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { revokeRunner } from '../runners/register.ts';
import { claimRuns } from '../runs/claim.ts';
import { makeRunner, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { rebaseMerge, revertMerge } from './follow-up.ts';
import { MergeStand } from './test-support/merge-stand.ts';

let on: TestCore;
let stand: MergeStand;
/** Has a clone of its own at the same path. */
let clone: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  stand = await MergeStand.make(on);
  clone = (await makeRunner(on.core, { roots: [stand.repoPath] })).call;
});
afterEach(() => stand[Symbol.asyncDispose]());

async function makeRebase(): Promise<Task> {
  const [id = ''] = await stand.queue(1);
  const [queued] = await stand.merges([id]);
  stand.script.against.set(queued?.head_commit ?? '', '*');
  await stand.drain([id]);
  return rebaseMerge(on.core, stand.made.owner, id);
}

async function makeRevert(): Promise<Task> {
  const ids = await stand.queue(1);
  await stand.drain(ids);
  return revertMerge(on.core, stand.made.owner, ids[0] ?? '');
}

/** The keys of what a runner takes now. */
async function takenBy(call: Call): Promise<string[]> {
  await runCycles(on.core, stand.made.project.id);
  return (await claimRuns(on.core, call, 5)).map(({ task }) => task.key);
}

const change = (set: string) =>
  on.database.pool.query(`update runners set ${set} where id = $1`, [stand.runner.id]);

describe.each([
  ['a rebase', makeRebase],
  ['a revert', makeRevert],
])('%s', (_what, make) => {
  it('goes to the runner that holds the commit', async () => {
    const task = await make();
    expect(await takenBy(clone)).toEqual([]);
    expect(await takenBy(stand.runner.call)).toEqual([task.key]);
  });

  it('waits for room there, and while that runner is started again', async () => {
    await change('capacity = 1');
    const task = await make();
    const busy = await makeTask(on.core, stand.made, { priority: 1 });
    const [job] = await startRuns(on.core, stand.made, stand.runner.call, 1);
    expect(job?.task.key).toBe(busy.key);
    expect(await takenBy(clone)).toEqual([]);
    await change(`disconnected_at = now(), last_heartbeat_at = now() - interval '1 minute'`);
    expect(await takenBy(clone)).toEqual([]);
    await change(`disconnected_at = null, last_heartbeat_at = now() + interval '1 hour'`);
    expect(await takenBy(stand.runner.call)).toEqual([task.key]);
  });

  it.each([
    ['revoked', () => revokeRunner(on.core, stand.made.owner, stand.runner.id)],
    ['away for long', () => change(`last_heartbeat_at = now() - interval '1 hour'`)],
    ['draining', () => change('is_draining = true')],
    ['without that folder', () => change(`allowed_roots = '{}'`)],
  ])('goes to another once that one is %s', async (_state, leave) => {
    const task = await make();
    await leave();
    expect(await takenBy(clone)).toEqual([task.key]);
  });
});

it('goes on where its last attempt was made, though another made what is rebased', async () => {
  const task = await makeRebase();
  await runCycles(on.core, stand.made.project.id);
  await on.database.pool.query(
    `update agent_runs set payload = payload || '{"start_commit": "${'c'.repeat(40)}"}' where task_id = $1`,
    [task.id],
  );
  expect(await takenBy(clone)).toEqual([task.key]);
});

import type { MergeTarget } from '@overmind/contracts/entities/merge-ways';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { approveTask } from '../tasks/review.ts';
import { finish, startRuns, success } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { rebaseMerge } from './follow-up.ts';
import { requestMerge } from './request.ts';
import { newCommit } from './test-support/approved.ts';
import { MergeStand } from './test-support/merge-stand.ts';

let on: TestCore;
let stand: MergeStand;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  stand = await MergeStand.make(on);
});
afterEach(() => stand[Symbol.asyncDispose]());

/** Work that conflicts, and the rebase of it that goes to such a target; gives what is said of the work then. */
async function rebaseInto(target: MergeTarget): Promise<string> {
  const { core } = on;
  const { owner } = stand.made;
  const [id = ''] = await stand.queue(1);
  const [queued] = await stand.merges([id]);
  stand.script.against.set(queued?.head_commit ?? '', '*');
  expect(await stand.drain([id])).toMatchObject([{ status: 'conflict' }]);
  const rebase = await rebaseMerge(core, owner, id);
  const job = (await startRuns(core, stand.made, stand.runner.call)).find(
    ({ task }) => task.id === rebase.id,
  );
  if (!job) throw new Error('the rebase was not claimed');
  await finish(core, stand.runner.call, job, {
    ...success,
    head_commit: newCommit(),
    branch: job.run.branch,
  });
  await approveTask(core, owner, rebase.id, {});
  const merge = await requestMerge(core, owner, rebase.id, { target });
  expect(await stand.drain([merge.id])).toMatchObject([{ status: 'merged' }]);
  const [origin] = await stand.merges([id]);
  return origin?.detail?.replace(rebase.key, 'KEY') ?? '';
}

it('of what conflicts says with which task and commit it went in', async () => {
  expect(await rebaseInto('local')).toMatch(/^It went into main with KEY as [0-9a-f]{10}\.$/);
});

it('says of a pull request that it waits there, not that it went in', async () => {
  const said = 'With KEY it waits in pull request #7: https://git.example.org/acme/shop/pull/7';
  expect(await rebaseInto('pull_request')).toBe(said);
});

import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { revokeRunner } from '../runners/register.ts';
import { makeRunner } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { previewMerge } from './preview.ts';
import { requestMerge } from './request.ts';
import { makeApproved, makeManyApproved } from './test-support/approved.ts';
import { MergeStand } from './test-support/merge-stand.ts';
import { ScriptedRunner } from './test-support/scripted-runner.ts';

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

/** Says of each item that its commit is not in this clone. */
const lacksCommits = (question: RunnerQuestion): RunnerAnswer | null =>
  question.kind === 'merge_try'
    ? {
        ...{ kind: 'merge_try', base_commit: '0'.repeat(40) },
        outcome: {
          ...{ result: 'obstructed', item_id: question.items[0]?.id ?? null, is_missing: true },
          detail: 'Commit 0123456789 is not in this repository any more. Run the task again.',
        },
      }
    : null;

/** A runner with a clone of its own at the same path. */
async function addClone() {
  const { call, runner } = await makeRunner(on.core, { roots: [stand.repoPath] });
  return { call, name: runner.name, id: runner.id, script: new ScriptedRunner(on.core, runner.id) };
}

const goAway = (id: string) =>
  on.database.pool.query(`update runners set last_heartbeat_at = now() - interval '1 hour' where id = $1`, [
    id,
  ]);
const comeBack = (id: string) =>
  on.database.pool.query(`update runners set last_heartbeat_at = now() + interval '1 hour' where id = $1`, [
    id,
  ]);
const revoke = () => revokeRunner(on.core, stand.made.owner, stand.runner.id);

it('tries the work of each runner where it was done', async () => {
  const clone = await addClone();
  using script = clone.script;
  const [first = ''] = await stand.queue(1);
  const { task, head } = await makeApproved(on.core, stand.made, clone.call);
  const second = await requestMerge(on.core, stand.made.owner, task.id, {});
  expect(await stand.drain([first, second.id])).toMatchObject([{ status: 'merged' }, { status: 'merged' }]);
  expect(stand.script.heads).toHaveLength(1);
  expect(script.heads).toEqual([head]);
});

it('waits for the runner that did the work, says for which, and holds up nobody else', async () => {
  const clone = await addClone();
  using script = clone.script;
  const [waiting = ''] = await stand.queue(1);
  const { task } = await makeApproved(on.core, stand.made, clone.call);
  const other = await requestMerge(on.core, stand.made.owner, task.id, {});
  await goAway(stand.runner.id);
  expect(await stand.drain([other.id])).toMatchObject([{ status: 'merged' }]);
  const { rows } = await on.database.pool.query<{ name: string }>('select name from runners where id = $1', [
    stand.runner.id,
  ]);
  expect(await stand.merges([waiting])).toMatchObject([
    { status: 'queued', detail: expect.stringContaining(`Waits for the runner ${rows[0]?.name}`) },
  ]);
  await comeBack(stand.runner.id);
  expect(await stand.drain([waiting])).toMatchObject([{ status: 'merged' }]);
  expect(script.heads).toHaveLength(1);
});

it('holds up nobody else’s work, however much waits for a runner that is away', async () => {
  const clone = await addClone();
  using script = clone.script;
  const waiting: string[] = [];
  for (const task of await makeManyApproved(on.core, stand.made, stand.runner.call, 52))
    waiting.push((await requestMerge(on.core, stand.made.owner, task.id, {})).id);
  const { task } = await makeApproved(on.core, stand.made, clone.call);
  const other = await requestMerge(on.core, stand.made.owner, task.id, {});
  await goAway(stand.runner.id);
  expect(await stand.drain([other.id])).toMatchObject([{ status: 'merged' }]);
  expect(script.heads).toHaveLength(1);
  for (const merge of await stand.merges(waiting))
    expect(merge).toMatchObject({
      status: 'queued',
      detail: expect.stringContaining('Waits for the runner'),
    });
  await comeBack(stand.runner.id);
  const merges = await stand.drain(waiting);
  expect(merges.filter(({ status }) => status !== 'merged')).toEqual([]);
});

it('looks where the work was done what a merge would meet', async () => {
  const clone = await addClone();
  using script = clone.script;
  const { task } = await makeApproved(on.core, stand.made, stand.runner.call);
  await goAway(stand.runner.id);
  await expect(previewMerge(on.core, task.id)).rejects.toMatchObject({
    ...{ code: 'unavailable', message: expect.stringContaining('where the work was done') },
  });
  expect(script.asked).toEqual([]);
});

it('asks another for work whose runner was revoked, and waits for the commit to come there', async () => {
  const clone = await addClone();
  using script = clone.script;
  const ids = await stand.queue(2);
  await revoke();
  script.intercept = lacksCommits;
  const detailNow = async () => {
    await stand.advance();
    return (await stand.merges(ids)).map(({ detail }) => detail);
  };
  await expect
    .poll(detailNow)
    .toEqual(ids.map(() => expect.stringMatching(`is not in .* of ${clone.name},.* Tried again in 5 s`)));
  script.intercept = () => null;
  const merges = await stand.drain(ids, { isPatient: true });
  expect(merges.map(({ status }) => status)).toEqual(['merged', 'merged']);
});

it('gives up only the work whose commit never comes there, with what to do', async () => {
  const clone = await addClone();
  using script = clone.script;
  const ids = await stand.queue(2);
  await revoke();
  const isOfFirst = (question: RunnerQuestion) =>
    question.kind === 'merge_try' && question.items[0]?.id === ids[0];
  script.intercept = (question) => (isOfFirst(question) ? lacksCommits(question) : null);
  expect(await stand.drain(ids, { isPatient: true })).toMatchObject([
    {
      status: 'failed',
      detail: expect.stringMatching(/was revoked\. Fetch it there, or run the task again/),
    },
    { status: 'merged' },
  ]);
});

it('settles work whose commit is gone from where it was done', async () => {
  const ids = await stand.queue(1);
  stand.script.intercept = lacksCommits;
  expect(await stand.drain(ids)).toMatchObject([
    { status: 'failed', detail: expect.stringContaining('Run the task again') },
  ]);
  expect(stand.script.tries()).toHaveLength(1);
});

it('asks again later when another cannot push the branch of a pull request', async () => {
  const clone = await addClone();
  using script = clone.script;
  const ids = await stand.queue(1, { target: 'pull_request' });
  await revoke();
  const refused: RunnerAnswer = { kind: 'refused', detail: 'Commit 01 is not in this repository any more.' };
  const left = [refused];
  script.intercept = (question) => (question.kind === 'push' ? (left.shift() ?? null) : null);
  expect(await stand.drain(ids, { isPatient: true })).toMatchObject([{ pull_request: { number: 7 } }]);
});

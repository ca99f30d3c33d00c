import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { listQueue } from '@overmind/db/queries/review/merge-queues';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelMerge } from './cancel.ts';
import { tryOnTop } from './steps.ts';
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

const full: RunnerAnswer = {
  ...{ kind: 'merge_try', base_commit: '0'.repeat(40) },
  outcome: { result: 'obstructed', item_id: null, detail: 'Only 3 MB are free' },
};
const held: RunnerAnswer = { kind: 'merge_apply', outcome: 'obstructed', detail: 'Another git holds main.' };
const refused: RunnerAnswer = { kind: 'refused', detail: 'There is no branch "main" here.' };

/** Answers so to the first questions of a kind. */
function answerFirst(kind: string, answers: (RunnerAnswer | 'silence')[]): void {
  const left = [...answers];
  stand.script.intercept = (question) => (question.kind === kind ? (left.shift() ?? null) : null);
}
const sizes = (tries: readonly QuestionOf<'merge_try'>[]) => tries.map(({ items }) => items.length);

it.each([
  ['a disk that is full', 'merge_try', full],
  ['a refusal', 'merge_try', refused],
  ['a branch that someone holds', 'merge_apply', held],
  ['a refusal to move the branch', 'merge_apply', refused],
])('blames nobody for %s: the group stays whole and goes in later', async (_what, kind, answer) => {
  const ids = await stand.queue(3);
  answerFirst(kind, [answer, answer]);
  const merges = await stand.drain(ids, { isPatient: true });
  expect(merges.map(({ status }) => status)).toEqual(['merged', 'merged', 'merged']);
  expect(sizes(stand.script.tries())).toEqual([3, 3, 3]);
});

it('asks again later and later, and says when', async () => {
  const [id = ''] = await stand.queue(1);
  answerFirst('merge_try', [full, full]);
  /** Lets the queue go on until it says so, and no further. */
  const untilHeld = (seconds: number) =>
    waitFor(
      async () => {
        const [merge] = await stand.merges([id]);
        if (merge?.detail === `Only 3 MB are free. Tried again in ${seconds} s.`) return true;
        await stand.advance();
        return false;
      },
      { what: `a wait of ${seconds} s` },
    );
  await untilHeld(5);
  const { pool } = on.database;
  await pool.query(`update merges set not_before = not_before + interval '1 hour' where id = $1`, [id]);
  const tries = stand.script.tries().length;
  await stand.advance();
  expect(stand.script.tries()).toHaveLength(tries);
  await stand.skipWaits();
  await untilHeld(30);
});

it('ends after so many times with the reason, and lets the next go on', async () => {
  const ids = await stand.queue(2);
  answerFirst(
    'merge_try',
    Array.from({ length: 5 }, () => full),
  );
  const merges = await stand.drain(ids, { isPatient: true });
  expect(merges).toMatchObject([
    {
      status: 'failed',
      merged_commit: null,
      detail: expect.stringMatching(/^Only 3 MB are free\. .*5 times/),
    },
    { status: 'failed' },
  ]);
  const later = await stand.queue(1);
  expect(await stand.drain(later)).toMatchObject([{ status: 'merged' }]);
});

it('does not push for ever, and says that it stands in the repository', async () => {
  const ids = await stand.queue(1, { target: 'push' });
  stand.script.intercept = (question) => (question.kind === 'push' ? 'silence' : null);
  const isPushed = async () => {
    await stand.advance();
    return stand.script.asked.filter(({ kind }) => kind === 'push').length;
  };
  for (let times = 1; times <= 5; times += 1) {
    await stand.skipWaits();
    await expect.poll(isPushed).toBe(times);
    await stand.expireAsks();
    await stand.advance();
  }
  expect(await stand.merges(ids)).toMatchObject([
    {
      ...{ status: 'failed', merged_commit: stand.script.branch.at(-1) },
      detail: expect.stringMatching(/^Merged into main as \w+ in the repository itself, but not pushed: /),
    },
  ]);
  expect(stand.script.branch).toHaveLength(2);
});

it('stays known as merged when it is tried once more, because another joined it or the branch moved on', async () => {
  const [one = ''] = await stand.queue(1, { target: 'push' });
  stand.script.intercept = (question) => (question.kind === 'push' ? 'silence' : null);
  const hasMoved = async () => {
    stand.begin();
    return stand.script.asked.some(({ kind }) => kind === 'push');
  };
  await expect.poll(hasMoved).toBe(true);
  await stand.expireAsks();
  await stand.advance();
  const queue = { repo_path: stand.repoPath, base_branch: 'main' };
  await tryOnTop(on.core, await listQueue(on.core.db, queue, 10));
  expect(await cancelMerge(on.core, stand.made.owner, one)).toMatchObject({
    ...{ status: 'failed', merged_commit: stand.script.branch.at(-1) },
    detail: expect.stringContaining('pushing it was given up'),
  });
});

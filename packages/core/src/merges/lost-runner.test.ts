import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOpenQuestions } from '../runners/ask.ts';
import { revokeRunner } from '../runners/register.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { advanceMerges } from './advance.ts';
import { cancelMerge } from './cancel.ts';
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

const revoke = () => revokeRunner(on.core, stand.made.owner, stand.runner.id);
const cancel = (id: string) => cancelMerge(on.core, stand.made.owner, id);
const applies = () => stand.script.asked.filter(({ kind }) => kind === 'merge_apply').length;

/** The runner takes the question to move the branch and says nothing any more; with `hasMoved` it did move it. */
async function loseAtMove(hasMoved: boolean): Promise<string[]> {
  const ids = await stand.queue(2);
  stand.script.intercept = (question) => {
    if (question.kind !== 'merge_apply') return null;
    if (hasMoved) stand.script.move(question);
    return 'silence';
  };
  const isAsked = async () => {
    stand.begin();
    return applies();
  };
  await expect.poll(isAsked).toBe(1);
  return ids;
}

describe('a runner that dies while it moves the branch', () => {
  it.each([
    ['after it moved, which is found and not done twice', true],
    ['before it moved', false],
  ])('%s', async (_when, hasMoved) => {
    const ids = await loseAtMove(hasMoved);
    stand.script.intercept = () => null;
    await stand.expireAsks();
    const merges = await stand.drain(ids, { isPatient: true });
    expect(merges.map(({ status }) => status)).toEqual(['merged', 'merged']);
    expect(stand.script.branch).toHaveLength(3);
    expect(stand.script.branch.at(-1)).toBe(merges[1]?.merged_commit);
    expect(merges[0]?.evidence).toMatchObject([{ exit_code: 0 }]);
  });
});

describe('a runner that is revoked', () => {
  it.each([true, false])(
    'hands its queue to another that holds the repository (moved: %s)',
    async (hasMoved) => {
      const ids = await loseAtMove(hasMoved);
      using _other = await stand.addRunner();
      await revoke();
      const merges = await stand.drain(ids, { isPatient: true });
      expect(merges.map(({ status }) => status)).toEqual(['merged', 'merged']);
      expect(stand.script.branch).toHaveLength(3);
    },
  );

  it('after it tried the group leaves no queue that stands still', async () => {
    const ids = await stand.queue(1);
    await stand.advance();
    await expect.poll(() => stand.script.tries().length).toBe(1);
    using _other = await stand.addRunner();
    await revoke();
    expect(await stand.drain(ids, { isPatient: true })).toMatchObject([{ status: 'merged' }]);
  });
});

describe('a merge whose runner is gone', () => {
  it('can be canceled, and says what nobody knows', async () => {
    const [one = '', two = ''] = await loseAtMove(true);
    await revoke();
    await stand.advance();
    expect(await cancel(one)).toMatchObject({
      ...{ status: 'canceled', merged_commit: null, finished_at: expect.any(String) },
      detail: expect.stringMatching(/did not say whether main went to \w{10}: look there/),
    });
    expect(await cancel(two)).toMatchObject({ status: 'canceled' });
  });

  it('is not merged after all when the runner comes back', async () => {
    const [one = ''] = await loseAtMove(false);
    await revoke();
    await cancel(one);
    expect(await listOpenQuestions(on.core, stand.runner.id)).toEqual([]);
  });

  it('is not canceled where another runner sees that it is in', async () => {
    const [one = ''] = await loseAtMove(true);
    using other = await stand.addRunner();
    await revoke();
    await expect(cancel(one)).rejects.toMatchObject({
      ...{ rule: 'merge.cancel', message: expect.stringContaining('holds it already') },
    });
    expect(other.asked.map(({ kind }) => kind)).toEqual(['merge_preview']);
  });

  it('is canceled where another runner sees that it is not in, which may be another clone', async () => {
    const [one = ''] = await loseAtMove(false);
    using _other = await stand.addRunner();
    await revoke();
    expect(await cancel(one)).toMatchObject({
      ...{ status: 'canceled', detail: expect.stringContaining('did not say whether main went to') },
    });
  });
});

it('is not canceled while the branch may move at any moment', async () => {
  const [one = ''] = await loseAtMove(false);
  await expect(cancel(one)).rejects.toMatchObject({ code: 'unavailable', retryAfterS: 5 });
});

it('that only waits to be pushed any more ends as it stands', async () => {
  const [one = ''] = await stand.queue(1, { target: 'push' });
  stand.script.intercept = (question) => (question.kind === 'push' ? 'silence' : null);
  const isPushed = async () => {
    stand.begin();
    return stand.script.asked.some(({ kind }) => kind === 'push');
  };
  await expect.poll(isPushed).toBe(true);
  await revoke();
  expect(await cancel(one)).toMatchObject({
    ...{ status: 'failed', merged_commit: stand.script.branch.at(-1) },
    detail: expect.stringContaining('pushing it was given up'),
  });
});

it('asks a runner again that nobody told of the question, since who should have died', async () => {
  const ids = await stand.queue(1);
  const told: string[] = [];
  const { publish } = on.core.bus;
  const deaf = {
    ...on.core,
    bus: Object.assign(Object.create(on.core.bus), {
      publish: (topic: string, message: string) => {
        if (topic.includes(stand.runner.id)) told.push(message);
        else publish.call(on.core.bus, topic, message);
      },
    }),
  };
  await advanceMerges(deaf, { repo_path: stand.repoPath, base_branch: 'main' });
  expect(told).toHaveLength(1);
  expect(stand.script.asked).toEqual([]);
  expect(await stand.drain(ids)).toMatchObject([{ status: 'merged' }]);
});

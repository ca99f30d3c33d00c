import type { Merge } from '@overmind/contracts/entities/merge';
import { newId } from '@overmind/db/database';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { listTaskEvents } from '../tasks/read.ts';
import { type MadeProject, makeProject, makeRunner } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { advanceAnsweredMerges, advanceMerges, advanceWaitingMerges } from './advance.ts';
import { cancelMerge } from './cancel.ts';
import { getMerge, listMerges } from './read.ts';
import { requestMerge } from './request.ts';
import { makeApproved, newCommit } from './test-support/approved.ts';
import { ScriptedRunner } from './test-support/scripted-runner.ts';

let on: TestCore;
let made: MadeProject;
let runner: { call: Call; id: string };
let script: ScriptedRunner;
let repoPath: string;

beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  repoPath = `/roots/${newId()}`;
  made = await makeProject(on.core, { repoPath, settings: { base_branch: 'main' } });
  const registered = await makeRunner(on.core, { roots: [repoPath] });
  runner = { call: registered.call, id: registered.runner.id };
  script = new ScriptedRunner(on.core, runner.id);
});
afterEach(() => script[Symbol.dispose]());

interface Queued {
  id: string;
  head: string;
  taskId: string;
}

async function queue(count: number, ways: Parameters<typeof requestMerge>[3] = {}): Promise<Queued[]> {
  const queued: Queued[] = [];
  for (let index = 0; index < count; index += 1) {
    const { task, head } = await makeApproved(on.core, made, runner.call);
    const merge = await requestMerge(on.core, made.owner, task.id, ways);
    queued.push({ id: merge.id, head, taskId: task.id });
  }
  return queued;
}

const emptied = { what: 'an empty queue' };
const place = () => ({ repo_path: repoPath, base_branch: 'main' });
const open = async () =>
  (await listMerges(on.core, made.project.id, { limit: 50, status: ['queued', 'checking'] })).items;

/** Lets the queue go on until nothing is left in it. */
async function drain(): Promise<void> {
  await waitFor(async () => {
    await advanceMerges(on.core, place());
    return (await open()).length === 0;
  }, emptied);
}

const statuses = async (queued: readonly Queued[]): Promise<Merge['status'][]> => {
  const merges: Merge['status'][] = [];
  for (const { id } of queued) merges.push((await getMerge(on.core, id)).status);
  return merges;
};
const headsOf = (queued: readonly Queued[]): string[] => queued.map(({ head }) => head);

describe('a queue', () => {
  it('goes in as a whole after one try, in its order, each with its own commit and the proof', async () => {
    const queued = await queue(3);
    await drain();
    expect(await statuses(queued)).toEqual(['merged', 'merged', 'merged']);
    expect(script.heads).toEqual(headsOf(queued));
    expect(script.tries()).toHaveLength(1);
    const [first, second] = [
      await getMerge(on.core, queued[0]?.id ?? ''),
      await getMerge(on.core, queued[1]?.id ?? ''),
    ];
    expect(first).toMatchObject({
      base_commit: '0'.repeat(40),
      conflicts: [],
      finished_at: expect.any(String),
    });
    expect(first.evidence).toMatchObject([{ name: 'test', exit_code: 0 }]);
    expect(second.base_commit).toBe(first.merged_commit);
    const events = await listTaskEvents(on.core, queued[0]?.taskId ?? '', { limit: 50 });
    expect(events.items.at(-1)?.payload).toMatchObject({
      merge_status: 'merged',
      merged_commit: first.merged_commit,
    });
  });

  it('finds the culprit, and merges the good ones around it', async () => {
    const queued = await queue(4);
    script.bad.add(queued[2]?.head ?? '');
    await drain();
    expect(await statuses(queued)).toEqual(['merged', 'merged', 'check_failed', 'merged']);
    expect(script.heads).toEqual(headsOf(queued).filter((head) => !script.bad.has(head)));
    const failed = await getMerge(on.core, queued[2]?.id ?? '');
    expect(failed).toMatchObject({ detail: '`npm test` exited with 1', merged_commit: null });
    expect(failed.evidence).toMatchObject([{ exit_code: 1 }]);
  });

  it('blames a conflict on no one who only met what never went in', async () => {
    const queued = await queue(3);
    const [first, second, third] = headsOf(queued);
    script.bad.add(first ?? '');
    script.against.set(second ?? '', first ?? '');
    script.against.set(third ?? '', second ?? '');
    await drain();
    expect(await statuses(queued)).toEqual(['check_failed', 'merged', 'conflict']);
    expect(await getMerge(on.core, queued[2]?.id ?? '')).toMatchObject({ conflicts: ['a.txt'] });
  });

  it('tries again on top of what moved the branch meanwhile', async () => {
    const queued = await queue(2);
    let moves = 2;
    script.intercept = (question) => {
      if (question.kind === 'merge_apply' && moves-- > 0) script.branch.push(newCommit());
      return null;
    };
    await drain();
    expect(await statuses(queued)).toEqual(['merged', 'merged']);
    expect(script.tries()).toHaveLength(3);
  });

  it('gives up on a branch that never stands still', async () => {
    const queued = await queue(1);
    script.intercept = (question) => {
      if (question.kind === 'merge_apply') script.branch.push(newCommit());
      return null;
    };
    await drain();
    expect(await getMerge(on.core, queued[0]?.id ?? '')).toMatchObject({
      ...{ status: 'failed', merged_commit: null },
      detail: expect.stringContaining('moved on 10 times'),
    });
  });

  it('settles one that finds local changes in its way, and no other for its sake', async () => {
    const queued = await queue(3);
    const stopped = queued[1]?.id ?? '';
    script.intercept = (question) =>
      question.kind === 'merge_try' && question.items.some(({ id }) => id === stopped)
        ? {
            ...{ kind: 'merge_try', base_commit: '0'.repeat(40) },
            outcome: { result: 'obstructed', item_id: stopped, detail: 'Commit or stash a.txt in /shop.' },
          }
        : null;
    await drain();
    expect(await statuses(queued)).toEqual(['merged', 'failed', 'merged']);
    expect(script.tries().map(({ items }) => items.length)).toEqual([3, 2]);
    expect(await getMerge(on.core, stopped)).toMatchObject({
      ...{ detail: expect.stringContaining('Commit or stash'), merged_commit: null },
    });
  });

  it('waits, with a reason, for a runner that holds the repository', async () => {
    const queued = await queue(1);
    await on.database.pool.query(
      `update runners set last_heartbeat_at = now() - interval '1 hour' where id = $1`,
      [runner.id],
    );
    await advanceMerges(on.core, place());
    expect(await getMerge(on.core, queued[0]?.id ?? '')).toMatchObject({
      status: 'queued',
      detail: expect.stringContaining(repoPath),
    });
    await on.database.pool.query(
      `update runners set last_heartbeat_at = now() + interval '1 hour' where id = $1`,
      [runner.id],
    );
    await advanceWaitingMerges(on.core);
    await waitFor(async () => {
      await advanceAnsweredMerges(on.core);
      return (await open()).length === 0;
    }, emptied);
    expect(await statuses(queued)).toEqual(['merged']);
  });

  it('asks again when the runner that was asked goes away', async () => {
    const queued = await queue(1);
    script.intercept = (question) => (question.kind === 'merge_try' ? 'silence' : null);
    await advanceMerges(on.core, place());
    await waitFor(() => script.tries().length === 1, { what: 'a try' });
    expect(await statuses(queued)).toEqual(['checking']);
    script.intercept = () => null;
    await on.database.pool.query(`update runner_asks set expires_at = now() - interval '1 minute'`);
    await advanceMerges(on.core, place());
    await on.database.pool.query('update merges set not_before = null');
    await drain();
    expect(await statuses(queued)).toEqual(['merged']);
    expect(script.tries()).toHaveLength(2);
  });
});

describe('one worker at a time', () => {
  it('works on a queue, however many are woken', async () => {
    const queued = await queue(3);
    await waitFor(async () => {
      await Promise.all(Array.from({ length: 4 }, () => advanceMerges(on.core, place())));
      return (await open()).length === 0;
    }, emptied);
    expect(await statuses(queued)).toEqual(['merged', 'merged', 'merged']);
    expect(script.tries()).toHaveLength(1);
    expect(script.asked.filter(({ kind }) => kind === 'merge_apply')).toHaveLength(1);
  });

  it.each(['before the branch moves', 'after the branch moved'])(
    'dies %s, and the next goes on from there',
    async (point) => {
      const queued = await queue(2);
      const crashing = {
        ...on.core,
        crashPoint: (name: string) => {
          if (name === point) throw new Error('the worker died');
        },
      };
      const died = () =>
        advanceMerges(crashing, place()).then(
          () => false,
          () => true,
        );
      await waitFor(died, { what: 'the death of the worker' });
      await drain();
      expect(await statuses(queued)).toEqual(['merged', 'merged']);
      expect(script.heads).toEqual(headsOf(queued));
      expect((await getMerge(on.core, queued[0]?.id ?? '')).evidence).toMatchObject([{ exit_code: 0 }]);
    },
  );
});

describe('a merge that is taken out', () => {
  it('before its turn is not tried', async () => {
    const queued = await queue(2);
    await cancelMerge(on.core, made.owner, queued[0]?.id ?? '');
    await drain();
    expect(await statuses(queued)).toEqual(['canceled', 'merged']);
    expect(script.heads).toEqual([queued[1]?.head]);
  });

  it('while it is tried does not go in with the others', async () => {
    const queued = await queue(2);
    await advanceMerges(on.core, place());
    await waitFor(() => script.tries().length === 1, { what: 'a try' });
    await cancelMerge(on.core, made.owner, queued[0]?.id ?? '');
    await drain();
    expect(await statuses(queued)).toEqual(['canceled', 'merged']);
    expect(script.heads).toEqual([queued[1]?.head]);
  });
});

describe('a target', () => {
  it('beyond the repository is pushed once for all of a group', async () => {
    const queued = await queue(2, { target: 'push' });
    await drain();
    expect(await statuses(queued)).toEqual(['merged', 'merged']);
    expect(script.asked.filter(({ kind }) => kind === 'push')).toMatchObject([
      { commit: script.branch.at(-1), branch: 'main', is_forced: false, remote: 'origin' },
    ]);
  });

  it('that refuses leaves the merge standing here, and says both', async () => {
    const queued = await queue(1, { target: 'push' });
    script.intercept = (question) =>
      question.kind === 'push' ? { kind: 'refused', detail: 'protected branch hook declined' } : null;
    await drain();
    const merge = await getMerge(on.core, queued[0]?.id ?? '');
    expect(merge).toMatchObject({ status: 'failed', merged_commit: script.branch.at(-1) });
    expect(merge.detail).toMatch(
      /^Merged into main as \w+ in the repository itself, but origin did not take it: protected/,
    );
  });

  it('that is a pull request moves no branch here', async () => {
    const queued = await queue(1, { target: 'pull_request' });
    await drain();
    const merge = await getMerge(on.core, queued[0]?.id ?? '');
    expect(merge).toMatchObject({ status: 'merged', merged_commit: null, pull_request: { number: 7 } });
    expect(script.asked.map(({ kind }) => kind)).toEqual(['push', 'pull_request']);
    expect(script.asked[0]).toMatchObject({ is_forced: true, branch: expect.stringMatching(/^overmind\//) });
  });
});

it('learns from the runner what the branch is called where the project does not say', async () => {
  made = await makeProject(on.core, { repoPath });
  const [queued] = await queue(1);
  const before = await getMerge(on.core, queued?.id ?? '');
  script.intercept = (question) =>
    question.kind === 'inspect'
      ? {
          kind: 'inspect',
          inspection: {
            ...{ ok: true, repo_path: repoPath, name: 'shop', has_git: true, default_branch: 'main' },
            detected: { test: [], lint: [], build: [], format: [] },
          },
        }
      : null;
  await advanceMerges(on.core, { repo_path: repoPath, base_branch: before.base_branch });
  await drain();
  expect(await getMerge(on.core, before.id)).toMatchObject({ status: 'merged', base_branch: 'main' });
});

import { MergeRules } from '@overmind/contracts/entities/project';
import { newId } from '@overmind/db/database';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { listInbox } from '../inbox/list.ts';
import { actOnTasks } from '../tasks/bulk.ts';
import { getTask } from '../tasks/read.ts';
import { approveTask } from '../tasks/review.ts';
import {
  finish,
  type MadeProject,
  makeMember,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelMerge } from './cancel.ts';
import { rebaseMerge, revertMerge } from './follow-up.ts';
import { previewMerge } from './preview.ts';
import { getMerge, listMerges } from './read.ts';
import { requestMerge, unknownBranch } from './request.ts';
import { makeApproved, makeReviewed } from './test-support/approved.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;

beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

async function begin(settings: NonNullable<Parameters<typeof makeProject>[1]>['settings'] = {}) {
  const repoPath = `/roots/${newId()}`;
  made = await makeProject(on.core, { repoPath, settings });
  runner = (await makeRunner(on.core, { roots: [repoPath] })).call;
}
beforeEach(() => begin());

const merges = async () => (await listMerges(on.core, made.project.id, { limit: 50 })).items;
const rules = (on_approve: boolean) => MergeRules.parse({ on_approve, strategy: 'squash' });
/** As if a runner had said so. */
const settle = (id: string, set: string) =>
  on.database.pool.query(`update merges set ${set}, finished_at = now() where id = $1`, [id]);

describe('a merge', () => {
  it('takes the approved commit, the branch the run started from and the ways of the project', async () => {
    await begin({ base_branch: 'next', merge: rules(false) });
    const { task, head, runId } = await makeApproved(on.core, made, runner);
    const merge = await requestMerge(on.core, made.owner, task.id, { target: 'push' });
    expect(merge).toMatchObject({
      ...{ task_key: task.key, run_id: runId, head_commit: head, base_branch: 'next', status: 'queued' },
      ...{ strategy: 'squash', target: 'push', requested_by_user_id: made.owner.userId },
    });
    const events = await listEventsAfter(on.core.db, made.project.id, 0, 500);
    expect(events.filter(({ type }) => type === 'merge.updated').map(({ entity }) => entity.patch)).toEqual([
      merge,
    ]);
  });

  it('is one at a time for a task', async () => {
    const { task } = await makeApproved(on.core, made, runner);
    const first = await requestMerge(on.core, made.owner, task.id, {});
    expect(first.base_branch).toBe(unknownBranch);
    await expect(requestMerge(on.core, made.owner, task.id, {})).rejects.toMatchObject({
      rule: 'merge.one_open',
    });
    await cancelMerge(on.core, made.owner, first.id);
    expect((await requestMerge(on.core, made.owner, task.id, {})).id).not.toBe(first.id);
  });

  it('is of nothing but an approved change', async () => {
    const reviewed = await makeReviewed(on.core, made, runner);
    await expect(requestMerge(on.core, made.owner, reviewed.task.id, {})).rejects.toMatchObject({
      rule: 'merge.task_done',
    });
    const task = await makeTask(on.core, made, { type: 'doc' });
    const [job] = await startRuns(on.core, made, runner);
    if (!job) throw new Error('nothing was claimed');
    await finish(on.core, runner, job, { ...success, head_commit: success.base_commit });
    await approveTask(on.core, made.owner, task.id, {});
    await expect(requestMerge(on.core, made.owner, task.id, {})).rejects.toMatchObject({
      rule: 'merge.nothing',
    });
    expect(await merges()).toEqual([]);
  });
});

describe('a result of a folder without git', () => {
  it('is approved as a patch, which is merged by no rule and refused with what to do instead', async () => {
    await begin({ merge: rules(true) });
    const task = await makeTask(on.core, made);
    const [job] = await startRuns(on.core, made, runner);
    if (!job) throw new Error('nothing was claimed');
    const commits = { base_commit: null, head_commit: null };
    await finish(on.core, runner, job, { ...success, ...commits, metrics: { files_changed: 1 } });
    await approveTask(on.core, made.owner, task.id, { run_id: job.run.id, head_commit: null });
    expect((await getTask(on.core, task.id)).status).toBe('done');
    expect(await merges()).toEqual([]);
    const refusal = { rule: 'merge.no_git', message: expect.stringContaining('git apply changes.patch') };
    await expect(requestMerge(on.core, made.owner, task.id, {})).rejects.toMatchObject(refusal);
    await expect(previewMerge(on.core, task.id)).rejects.toMatchObject(refusal);
  });
});

describe('an approval', () => {
  it('also merges when a maintainer says so', async () => {
    const { task, head } = await makeReviewed(on.core, made, runner);
    const maintainer = await makeMember(on.core, made.project.id, 'maintainer');
    await approveTask(on.core, maintainer, task.id, { merge: true });
    expect(await merges()).toMatchObject([{ head_commit: head }]);
  });

  it('of an operator who says so changes nothing', async () => {
    const { task } = await makeReviewed(on.core, made, runner);
    const operator = await makeMember(on.core, made.project.id, 'operator');
    await expect(approveTask(on.core, operator, task.id, { merge: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await getTask(on.core, task.id)).status).toBe('needs_review');
    expect(await merges()).toEqual([]);
  });

  it('merges by the rule of the project for those who may, and for many at once', async () => {
    await begin({ merge: rules(true) });
    const [one, two, three] = [
      await makeReviewed(on.core, made, runner),
      await makeReviewed(on.core, made, runner),
      await makeReviewed(on.core, made, runner),
    ];
    const operator = await makeMember(on.core, made.project.id, 'operator');
    await approveTask(on.core, operator, one.task.id, {});
    await approveTask(on.core, made.owner, two.task.id, { merge: false });
    expect((await getTask(on.core, one.task.id)).status).toBe('done');
    expect(await merges()).toEqual([]);
    await actOnTasks(on.core, made.owner, made.project.id, { act: 'approve', ids: [three.task.id] });
    expect((await merges()).map(({ head_commit }) => head_commit)).toEqual([three.head]);
  });
});

describe('what did not go in', () => {
  async function makeFailed(set: string) {
    const { task } = await makeApproved(on.core, made, runner);
    const merge = await requestMerge(on.core, made.owner, task.id, {});
    await settle(merge.id, set);
    return { task, merge };
  }
  const inbox = async () =>
    (await listInbox(on.core, made.owner, { limit: 50, project: made.project.id, kind: ['merge'] })).items;

  it('waits for a person until it is asked for again', async () => {
    const { task, merge } = await makeFailed(`status = 'failed', detail = 'Commit or stash a.txt.'`);
    expect(await inbox()).toMatchObject([
      { kind: 'merge', id: merge.id, merge: { detail: 'Commit or stash a.txt.' }, task: { id: task.id } },
    ]);
    await requestMerge(on.core, made.owner, task.id, {});
    expect(await inbox()).toEqual([]);
  });

  it('is given to its agent as a task that starts from the conflict, once', async () => {
    const { task, merge } = await makeFailed(
      `status = 'conflict', conflicts = '["src/a.ts"]', base_branch = 'main'`,
    );
    const rebase = await rebaseMerge(on.core, made.owner, merge.id);
    expect(rebase).toMatchObject({
      title: `Rebase ${task.key} on main`,
      ...{ type: 'code_change', assigned_agent_id: made.agent.id, parent_task_id: task.id },
      description: expect.stringContaining('- src/a.ts'),
      origin: { kind: 'rebase', merge_id: merge.id, commit: merge.head_commit, parent_commit: null },
    });
    expect(await inbox()).toEqual([]);
    await expect(rebaseMerge(on.core, made.owner, merge.id)).rejects.toMatchObject({
      rule: 'merge.one_follow_up',
    });
    const [job] = await startRuns(on.core, made, runner);
    expect(job).toMatchObject({ task: { id: rebase.id }, origin: rebase.origin });
  });

  it('is not rebased while it may still go in', async () => {
    const { task } = await makeApproved(on.core, made, runner);
    const merge = await requestMerge(on.core, made.owner, task.id, {});
    await expect(rebaseMerge(on.core, made.owner, merge.id)).rejects.toMatchObject({ rule: 'merge.rebase' });
    await expect(revertMerge(on.core, made.owner, merge.id)).rejects.toMatchObject({ rule: 'merge.revert' });
  });
});

it('what went in is taken back by a task that starts from that', async () => {
  const { task } = await makeApproved(on.core, made, runner);
  const merge = await requestMerge(on.core, made.owner, task.id, {});
  const [commit, base] = ['d'.repeat(40), 'e'.repeat(40)];
  await settle(
    merge.id,
    `status = 'merged', base_branch = 'main', merged_commit = '${commit}', base_commit = '${base}'`,
  );
  const revert = await revertMerge(on.core, made.owner, merge.id);
  expect(revert).toMatchObject({
    title: `Revert ${task.key} on main`,
    origin: { kind: 'revert', merge_id: merge.id, commit, parent_commit: base },
  });
  expect(await getMerge(on.core, merge.id)).toMatchObject({ follow_up_task_id: revert.id, status: 'merged' });
});

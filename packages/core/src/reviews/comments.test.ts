import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { newId } from '@overmind/db/database';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { makeReviewed } from '../merges/test-support/approved.ts';
import { updateRunner } from '../runners/register.ts';
import { claimRuns } from '../runs/claim.ts';
import { getTask } from '../tasks/read.ts';
import { rejectTask } from '../tasks/review.ts';
import {
  finish,
  type MadeProject,
  makeMember,
  makeProject,
  makeRunner,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { addComment, editComment, listComments, removeComment, resolveComment } from './comments.ts';
import { listViewed, markViewed } from './viewed.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let reviewed: Awaited<ReturnType<typeof makeReviewed>>;

beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  const repoPath = `/roots/${newId()}`;
  made = await makeProject(on.core, { repoPath });
  runner = (await makeRunner(on.core, { roots: [repoPath] })).call;
  reviewed = await makeReviewed(on.core, made, runner);
});

const remark = (line: number, body: string) =>
  ({ path: 'src/cart.ts', side: 'new', line, line_text: 'total += price', body }) as const;
const say = (line: number, body: string, call: Call = made.owner): Promise<ReviewComment> =>
  addComment(on.core, call, reviewed.runId, remark(line, body));

const shown = async (id: string) =>
  (await listEventsAfter(on.core.db, made.project.id, 0, 500))
    .filter(({ type, entity }) => type === 'review.comment.changed' && entity.id === id)
    .map(({ entity }) => entity.patch);

it('belongs to the commit it was made on, and shows at once', async () => {
  const comment = await say(12, 'Use cents.');
  expect(comment).toMatchObject({ head_commit: reviewed.head, line: 12, sent_at: null });
  const edited = await editComment(on.core, made.owner, comment.id, 'Use whole cents.');
  expect(await listComments(on.core, reviewed.runId)).toEqual([edited]);
  await removeComment(on.core, made.owner, comment.id);
  expect(await listComments(on.core, reviewed.runId)).toEqual([]);
  expect(await shown(comment.id)).toEqual([comment, edited, { deleted: true }]);
});

it('is changed by nobody but who wrote it', async () => {
  const comment = await say(1, 'Mine.');
  const other = await makeMember(on.core, made.project.id, 'owner');
  await expect(editComment(on.core, other, comment.id, 'Theirs.')).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(removeComment(on.core, other, comment.id)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listComments(on.core, reviewed.runId)).toEqual([comment]);
});

it('goes to the next run with all others, which goes on from what was commented on', async () => {
  const [second, first] = [await say(12, 'Use cents.'), await say(3, 'Name it.')];
  await rejectTask(on.core, made.owner, reviewed.task.id, '');
  const [job] = await startRuns(on.core, made, runner);
  expect(job?.feedback).toEqual([
    '- src/cart.ts:3 (new): `total += price` — Name it.\n- src/cart.ts:12 (new): `total += price` — Use cents.',
  ]);
  expect(job?.start_commit).toBe(reviewed.head);
  const sent = await listComments(on.core, reviewed.runId);
  expect(sent.map(({ sent_at }) => sent_at)).toEqual([expect.any(String), expect.any(String)]);
  expect((await shown(first.id)).at(-1)).toMatchObject({ id: first.id, sent_at: expect.any(String) });
  await expect(editComment(on.core, made.owner, second.id, 'Late.')).rejects.toMatchObject({
    rule: 'comment.sent',
  });
  await expect(removeComment(on.core, made.owner, second.id)).rejects.toMatchObject({ rule: 'comment.sent' });
});

it('is worked in by the runner that has the commit, or by another one that it cannot wait for', async () => {
  const repoPath = made.project.default_repo_path ?? '';
  const other = (await makeRunner(on.core, { roots: [repoPath] })).call;
  await rejectTask(on.core, made.owner, reviewed.task.id, 'Again.');
  expect(await startRuns(on.core, made, other)).toEqual([]);
  const worker = runner.actor.kind === 'runner' ? runner.actor.runnerId : '';
  await updateRunner(on.core, made.owner, worker, { is_draining: true });
  expect(await claimRuns(on.core, other, 5)).toMatchObject([{ start_commit: reviewed.head }]);
});

it('is sent once: the round after it has its own words', async () => {
  await say(12, 'Use cents.');
  await rejectTask(on.core, made.owner, reviewed.task.id, 'Almost.');
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, runner, job, { ...success, head_commit: 'c'.repeat(40) });
  await rejectTask(on.core, made.owner, reviewed.task.id, 'Again.');
  const [next] = await startRuns(on.core, made, runner);
  expect(next?.feedback.at(-1)).toBe('Again.');
  expect(next?.start_commit).toBe('c'.repeat(40));
});

it('or words are needed to ask for changes', async () => {
  await expect(rejectTask(on.core, made.owner, reviewed.task.id, ' ')).rejects.toMatchObject({
    code: 'invalid',
    status: 422,
  });
  expect((await getTask(on.core, reviewed.task.id)).status).toBe('needs_review');
});

it('that a failed wish for changes would have sent stays unsent', async () => {
  const comment = await say(1, 'Hm.');
  await rejectTask(on.core, made.owner, reviewed.task.id, 'Now.');
  await expect(rejectTask(on.core, made.owner, reviewed.task.id, 'Twice.')).rejects.toMatchObject({
    code: 'rule_violated',
  });
  const late = await say(2, 'Later.');
  await expect(rejectTask(on.core, made.owner, reviewed.task.id, '')).rejects.toMatchObject({
    code: 'rule_violated',
  });
  const all = await listComments(on.core, reviewed.runId);
  expect(all.map(({ id, sent_at }) => [id, sent_at !== null])).toEqual([
    [comment.id, true],
    [late.id, false],
  ]);
});

describe('a resolved comment', () => {
  const settle = (id: string, isResolved = true, call: Call = made.owner) =>
    resolveComment(on.core, call, id, isResolved);

  it('is resolved by any reviewer, whoever wrote it, shows at once, and opens again', async () => {
    const comment = await say(12, 'Use cents.');
    const other = await makeMember(on.core, made.project.id, 'operator');
    const resolved = await settle(comment.id, true, other);
    expect(resolved).toMatchObject({
      ...{ resolved_at: expect.any(String), resolved_by_user_id: other.userId },
      updated_at: comment.updated_at,
    });
    expect(await listComments(on.core, reviewed.runId)).toEqual([resolved]);
    expect(await settle(comment.id, false)).toEqual(comment);
    expect(await shown(comment.id)).toEqual([comment, resolved, comment]);
  });

  it('keeps who resolved it when another person does so too, and says nothing twice', async () => {
    const comment = await say(12, 'Use cents.');
    const other = await makeMember(on.core, made.project.id, 'operator');
    const resolved = await settle(comment.id, true, other);
    expect(await settle(comment.id)).toEqual(resolved);
    expect(await shown(comment.id)).toEqual([comment, resolved]);
  });

  it('is given to no run, until it is opened again', async () => {
    const [kept, settled] = [await say(3, 'Name it.'), await say(12, 'Use cents.')];
    await settle(settled.id);
    await rejectTask(on.core, made.owner, reviewed.task.id, '');
    const [job] = await startRuns(on.core, made, runner);
    if (!job) throw new Error('nothing was claimed');
    expect(job.feedback).toEqual(['- src/cart.ts:3 (new): `total += price` — Name it.']);
    await settle(kept.id);
    await settle(settled.id, false);
    await finish(on.core, runner, job, { ...success, head_commit: 'd'.repeat(40) });
    await rejectTask(on.core, made.owner, reviewed.task.id, '');
    const [next] = await startRuns(on.core, made, runner);
    expect(next?.feedback.at(-1)).toBe('- src/cart.ts:12 (new): `total += price` — Use cents.');
  });

  it('is not enough to ask for changes with', async () => {
    await settle((await say(1, 'Never mind.')).id);
    await expect(rejectTask(on.core, made.owner, reviewed.task.id, '')).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('can be one that a run was given, and is an unknown one nowhere', async () => {
    const comment = await say(1, 'Hm.');
    await rejectTask(on.core, made.owner, reviewed.task.id, '');
    expect(await settle(comment.id)).toMatchObject({
      sent_at: expect.any(String),
      resolved_at: expect.any(String),
    });
    await expect(settle(newId())).rejects.toMatchObject({ code: 'not_found' });
  });
});

it("marks of files are everyone's own", async () => {
  const other = await makeMember(on.core, made.project.id, 'viewer');
  const mark = (call: Call, path: string, is_viewed = true) =>
    markViewed(on.core, call, reviewed.runId, { path, is_viewed });
  await mark(made.owner, 'b.ts');
  expect(await mark(made.owner, 'a.ts')).toEqual({ paths: ['a.ts', 'b.ts'] });
  expect(await mark(made.owner, 'a.ts')).toEqual({ paths: ['a.ts', 'b.ts'] });
  expect(await mark(made.owner, 'b.ts', false)).toEqual({ paths: ['a.ts'] });
  expect(await listViewed(on.core, other, reviewed.runId)).toEqual({ paths: [] });
});

import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { insertConversation, insertMessage } from '@overmind/db/queries/talk/conversations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { setArchived } from '../projects/update.ts';
import { updateTask } from '../tasks/update.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeMember,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
  makeUser,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listInbox } from './list.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
  runner = (await makeRunner(on.core)).call;
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

type Query = Parameters<typeof listInbox>[2];
const list = async (call: Call, query: Partial<Query> = {}): Promise<InboxItem[]> =>
  (await listInbox(on.core, call, { limit: 50, ...query })).items;

async function block(project: MadeProject): Promise<string> {
  const task = await makeTask(on.core, project);
  await updateTask(on.core, project.owner, task.id, { status: 'blocked', reason: 'No key.' });
  return task.id;
}

async function failOne(): Promise<string> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, runner, job, failure);
  return job.task.id;
}

async function newChat(kind: 'chat' | 'discussion' = 'chat'): Promise<string> {
  const chat = {
    ...{ project_id: made.project.id, kind },
    title: 'Chat',
    mode: 'text',
    created_by_user_id: null,
  } as const;
  return (await on.core.db.transaction().execute((tx) => insertConversation(tx, chat))).id;
}

const ask = (conversation_id: string, content: string, related_task_id: string | null = null) =>
  on.core.db.transaction().execute((tx) =>
    insertMessage(tx, {
      ...{ conversation_id, content, related_task_id, role: 'relayer' },
      ...{ message_type: 'question_to_user', requires_user_response: true },
    }),
  );
const answer = (conversation_id: string) =>
  on.core.db
    .transaction()
    .execute((tx) => insertMessage(tx, { conversation_id, role: 'user', content: 'That one.' }));

describe('the inbox', () => {
  it('holds what waits for a person, the longest waiting first, with its project and evidence', async () => {
    const review = (await makeReviewedTask(on.core, made, runner)).id;
    const failed = await failOne();
    const blocked = await block(made);
    const question = await ask(await newChat(), 'Which one?', review);
    await makeTask(on.core, made);
    const items = await list(made.owner);
    expect(items.map(({ kind, id }) => [kind, id])).toEqual([
      ['review', review],
      ['failed', failed],
      ['blocked', blocked],
      ['question', question.id],
    ]);
    const project = { id: made.project.id, key: made.project.key, name: made.project.name };
    for (const item of items) expect(item).toMatchObject({ project, can_decide: true });
    expect(items[0]).toMatchObject({ message: null, task: { id: review, status: 'needs_review' } });
    expect(items[0]?.run?.evidence).toHaveLength(2);
    expect(items[1]?.run).toMatchObject({ reason: 'command_failed' });
    expect(items[2]).toMatchObject({ run: null, task: { status_reason: 'No key.' } });
    expect(items[3]).toMatchObject({ message: { content: 'Which one?' }, task: { id: review } });
  });

  it('keeps the place of what is edited while it waits', async () => {
    const [one, other] = [await block(made), await block(made)];
    const before = await list(made.owner);
    await updateTask(on.core, made.owner, one, { priority: 1 });
    const after = await list(made.owner);
    expect(after.map(({ id, since }) => [id, since])).toEqual(before.map(({ id, since }) => [id, since]));
    expect(after.map(({ id }) => id)).toEqual([one, other]);
  });

  it('holds of each chat the newest question, until a person writes there', async () => {
    const [one, other] = [await newChat(), await newChat()];
    await ask(one, 'First?');
    const newest = await ask(one, 'Second?');
    const open = await ask(other, 'Third?');
    expect((await list(made.owner)).map(({ id }) => id)).toEqual([newest.id, open.id]);
    await answer(one);
    expect((await list(made.owner)).map(({ id }) => id)).toEqual([open.id]);
  });

  it('holds what a discussion waits for, though a person wrote there besides', async () => {
    const discussion = await newChat('discussion');
    const question = await ask(discussion, 'How many users?');
    await answer(discussion);
    const [item, ...others] = await list(made.owner);
    expect(item).toMatchObject({ id: question.id, discussion: { id: discussion, title: 'Chat' } });
    expect(others).toEqual([]);
  });

  it('names the discussion that asks, and none for a question of a chat', async () => {
    await ask(await newChat(), 'Which one?');
    await block(made);
    expect((await list(made.owner)).map((item) => item.discussion)).toEqual([null, null]);
  });

  it('tells who may only look that they cannot decide', async () => {
    await block(made);
    for (const [role, canDecide] of [
      ['viewer', false],
      ['operator', true],
    ] as const) {
      const items = await list(await makeMember(on.core, made.project.id, role));
      expect(items.map((item) => item.can_decide)).toEqual([canDecide]);
    }
  });
});

describe('of other projects the inbox', () => {
  it('shows nothing to who does not belong to them, whatever is asked for', async () => {
    await block(made);
    await ask(await newChat(), 'Who?');
    const stranger = await makeUser(on.core);
    expect(await list(stranger)).toEqual([]);
    expect(await list(stranger, { project: made.project.id })).toEqual([]);
    const own = await makeProject(on.core);
    const mine = await block(own);
    expect((await list(own.owner)).map(({ id }) => id)).toEqual([mine]);
    expect(await list(own.owner, { project: made.project.id })).toEqual([]);
  });

  it('shows nothing to a token that is bound to one project', async () => {
    const mine = await block(made);
    const other = await makeProject(on.core);
    const { actor } = await makeMember(on.core, made.project.id, 'operator');
    if (actor.kind !== 'user') throw new Error('a member is a user');
    await on.database.pool.query(
      `insert into project_members (project_id, user_id, role) values ($1, $2, 'owner')`,
      [other.project.id, actor.userId],
    );
    await block(other);
    const bound = (onlyProjectId: string | null) => ({ ...made.owner, actor: { ...actor, onlyProjectId } });
    expect(await list(bound(null))).toHaveLength(2);
    expect((await list(bound(made.project.id))).map(({ id }) => id)).toEqual([mine]);
    expect(await list(bound(made.project.id), { project: other.project.id })).toEqual([]);
  });

  it('shows nothing of those that are archived', async () => {
    await block(made);
    await setArchived(on.core, made.owner, made.project.id, true);
    expect(await list(made.owner)).toEqual([]);
  });
});

it('is filtered by kind and project', async () => {
  const other = await makeProject(on.core);
  await on.database.pool.query('update project_members set user_id = $2 where project_id = $1', [
    other.project.id,
    made.owner.userId,
  ]);
  const [here, there] = [await block(made), await block({ ...other, owner: made.owner })];
  const question = await ask(await newChat(), 'Which?');
  const ids = async (query: Partial<Query>) => (await list(made.owner, query)).map(({ id }) => id);
  expect(await ids({})).toEqual([here, there, question.id]);
  expect(await ids({ kind: ['blocked'] })).toEqual([here, there]);
  expect(await ids({ kind: ['question', 'review'] })).toEqual([question.id]);
  expect(await ids({ kind: ['blocked'], project: other.project.id })).toEqual([there]);
});

it.each([1, 2, 3])('pages of %i give each once, those of one moment too', async (limit) => {
  for (let index = 0; index < 5; index += 1) await block(made);
  for (let index = 0; index < 2; index += 1) await ask(await newChat(), 'Which?');
  await on.database.pool.query(
    `update tasks set status_since = '2026-01-01 00:00:00.123456+00' where project_id = $1 and number % 2 = 0`,
    [made.project.id],
  );
  const whole = (await list(made.owner)).map(({ id }) => id);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listInbox(on.core, made.owner, { limit, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== null && seen.length < 20);
  expect(seen).toEqual(whole);
  expect(new Set(seen).size).toBe(7);
});

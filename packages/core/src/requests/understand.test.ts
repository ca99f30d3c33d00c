import { newId } from '@overmind/db/database';
import { listMessagePage } from '@overmind/db/queries/talk/conversations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeAgent } from '../agents/change.ts';
import { deleteConversation, getConversation, postMessage } from '../conversations/talk.ts';
import { runCycles } from '../cycles/run.ts';
import { finish, makeMember, makeReviewedTask, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { understandText } from './context.ts';
import {
  type Chat,
  messagesOf,
  openChat,
  requestsOf,
  say,
  statusOf,
  tasksOf,
  traces,
} from './test-support/chat.ts';
import { understandForgottenRequests, understandRequest } from './understand.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
});

const post = (text: string) => postMessage(on.core, chat.made.owner, chat.id, text);

describe('work that is asked for', () => {
  it('becomes tasks in their order, answered with links to them', async () => {
    const reply = await say(chat, 'Fix the login button, then update the docs.');
    const [request] = await requestsOf(chat);
    expect(request).toMatchObject({ status: 'planned', intent: 'create_tasks', source: 'chat' });
    const [first, second] = await tasksOf(chat);
    expect(first).toMatchObject({ request_id: request?.id, requested_by: 'chat', depends_on: [] });
    expect(second?.depends_on).toEqual([first?.id]);
    expect(reply).toMatchObject({ role: 'relayer', parent_message_id: request?.message_id });
    expect(reply.links.tasks.map((link) => link.id)).toEqual([first?.id, second?.id]);
    expect(reply.content).toContain(`after ${first?.key}`);
  });

  it('that is there already is linked and not added', async () => {
    await say(chat, 'Fix the login button');
    const [known] = await tasksOf(chat);
    const reply = await say(chat, 'fix the login button');
    expect(await tasksOf(chat)).toHaveLength(1);
    expect(reply.links.tasks.map((link) => link.id)).toEqual([known?.id]);
    expect(reply.content).toMatch(/Already there/);
  });

  it('is done once, however often and by however many workers it is taken up', async () => {
    await post('Fix the login button');
    const [request] = await requestsOf(chat);
    const again = () => Promise.all([1, 2, 3].map(() => understandRequest(on.core, request?.id ?? '')));
    await again();
    await runCycles(on.core, chat.made.project.id);
    const before = [await traces(chat), await messagesOf(chat)];
    await again();
    await runCycles(on.core, chat.made.project.id);
    expect([await traces(chat), await messagesOf(chat)]).toEqual(before);
  });

  it('is kept when the agent that was meant goes before the cycle comes', async () => {
    await post('@infra rebuild the deployment image');
    const [request] = await requestsOf(chat);
    await understandRequest(on.core, request?.id ?? '');
    const { rows } = await on.database.pool.query(
      `select id from agents where project_id = $1 and name = 'infra'`,
      [chat.made.project.id],
    );
    await removeAgent(on.core, chat.made.owner, rows[0].id);
    await runCycles(on.core, chat.made.project.id);
    expect(await requestsOf(chat)).toMatchObject([{ status: 'planned' }]);
    expect(await tasksOf(chat)).toHaveLength(1);
  });

  it('of nobody that is known does nothing and fails nothing', async () => {
    await expect(understandRequest(on.core, newId())).resolves.toBeUndefined();
  });
});

describe('the requests of a conversation', () => {
  const answerAll = async () => {
    for (const request of (await requestsOf(chat)).reverse()) await understandRequest(on.core, request.id);
    await runCycles(on.core, chat.made.project.id);
  };

  it('are answered in the order they were said, whichever is taken up first', async () => {
    const said = [await post('status'), await post('help'), await post('thanks')];
    const [last] = await requestsOf(chat, 1);
    for (const _turn of said) await understandRequest(on.core, last?.id ?? '');
    const answers = (await messagesOf(chat)).filter((each) => each.role === 'relayer').reverse();
    expect(answers.map((each) => each.parent_message_id)).toEqual(said.map((each) => each.id));
  });

  it('can speak of work that was said just before and that no cycle has seen', async () => {
    await post('Fix the login button');
    await post('cancel it');
    await answerAll();
    expect(await tasksOf(chat)).toMatchObject([
      { title: expect.stringMatching(/login/i), status: 'canceled' },
    ]);
    const answered = (await messagesOf(chat)).filter((each) => each.role === 'relayer').reverse();
    expect(answered.map((each) => each.content)).toEqual([
      expect.stringMatching(/^Added/),
      expect.stringMatching(/^Canceled/),
    ]);
  });

  it('that nobody took up are taken up later', async () => {
    const message = await post('status');
    await on.database.pool.query(`update requests set created_at = now() - interval '1 minute'`);
    await understandForgottenRequests(on.core);
    expect((await messagesOf(chat))[0]).toMatchObject({ role: 'relayer', parent_message_id: message.id });
  });
});

describe('an error', () => {
  const breakTable = (table: string) =>
    on.database.pool.query(`
      create or replace function break_it() returns trigger language plpgsql as
        $$ begin raise exception 'a secret of the inside'; end $$;
      create trigger break_it before insert on ${table} for each row execute function break_it()`);

  it('of ours leaves no request hanging: it is answered, and nothing of it was done', async () => {
    await breakTable('control_acts');
    try {
      const task = await makeTask(on.core, chat.made);
      await runCycles(on.core, chat.made.project.id);
      const before = await traces(chat);
      const reply = await say(chat, `cancel ${task.key}`);
      expect(reply.content).toMatch(/Something went wrong on our side, so nothing was done/);
      expect(reply.content).not.toMatch(/secret/);
      expect(await traces(chat)).toEqual(before);
      const { rows } = await on.database.pool.query('select status, error from requests where id = $1', [
        (await requestsOf(chat))[0]?.id,
      ]);
      expect(rows).toEqual([{ status: 'rejected', error: expect.stringMatching(/our side/) }]);
    } finally {
      await on.database.pool.query('drop trigger break_it on control_acts');
    }
    expect((await say(chat, 'status')).content).toMatch(/Nothing is running/);
  });
});

describe('words in a conversation', () => {
  it('assign, note, block, reprioritise, pause, and take all of it back', async () => {
    const task = await makeTask(on.core, chat.made, { priority: 3 });
    const now = async () => (await tasksOf(chat))[0];
    const before = await now();
    await say(chat, `give ${task.key} to qa`);
    expect((await now())?.assigned_agent_id).not.toBe(before?.assigned_agent_id);
    expect((await say(chat, `comment on ${task.key}: use the old index`)).content).toMatch(/^Noted on/);
    await say(chat, `make ${task.key} urgent`);
    await say(chat, `block ${task.key}, we wait for the contract`);
    expect(await now()).toMatchObject({ priority: 1, status: 'blocked' });
    expect((await now())?.status_reason).toMatch(/wait for the contract/);
    for (const _act of ['block', 'priority', 'comment', 'agent']) await say(chat, 'undo');
    expect(await now()).toMatchObject({
      ...{ priority: 3, status: 'queued', assigned_agent_id: before?.assigned_agent_id },
    });
  });

  it('are taken for acts on what was spoken of last', async () => {
    const [one, other] = [
      await makeReviewedTask(on.core, chat.made, chat.runner),
      await makeReviewedTask(on.core, chat.made, chat.runner),
    ];
    await say(chat, `how is ${other.key}`);
    await say(chat, 'approve it');
    expect(await statusOf(chat, other.id)).toBe('done');
    expect(await statusOf(chat, one.id)).toBe('needs_review');
  });

  it('can be looked at before they are said, which changes nothing', async () => {
    const task = await makeTask(on.core, chat.made);
    const before = await traces(chat);
    const { requests } = await understandText(on.core, chat.made.project.id, {
      ...{ text: `cancel ${task.key}`, source: 'chat', conversation_id: chat.id },
    });
    expect(requests).toMatchObject([{ intent: 'cancel', targets: [task.key] }]);
    expect(await traces(chat)).toEqual(before);
    const foreign = await openChat(on);
    await expect(
      understandText(on.core, chat.made.project.id, {
        ...{ text: 'status', source: 'chat', conversation_id: foreign.id },
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of one who left the project have nothing done', async () => {
    const task = await makeTask(on.core, chat.made);
    const operator = await makeMember(on.core, chat.made.project.id, 'operator');
    await postMessage(on.core, operator, chat.id, `cancel ${task.key}`);
    await on.database.pool.query(`delete from project_members where role = 'operator'`);
    const [request] = await requestsOf(chat);
    await understandRequest(on.core, request?.id ?? '');
    expect((await messagesOf(chat))[0]?.content).toMatch(/Only an operator/);
    expect(await statusOf(chat, task.id)).toBe('queued');
  });
});

describe('a conversation that is deleted', () => {
  it('takes its messages along and leaves the tasks and requests that came of it', async () => {
    await say(chat, 'Fix the login button');
    const [request] = await requestsOf(chat);
    await deleteConversation(on.core, chat.made.owner, chat.id);
    await expect(getConversation(on.core, chat.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listMessagePage(on.core.db, chat.id, { limit: 5 })).items).toEqual([]);
    expect(await tasksOf(chat)).toMatchObject([{ request_id: request?.id }]);
  });

  it('has nothing done that nobody had read yet', async () => {
    const task = await makeTask(on.core, chat.made);
    await post(`cancel ${task.key}`);
    const [request] = await requestsOf(chat);
    await deleteConversation(on.core, chat.made.owner, chat.id);
    await understandRequest(on.core, request?.id ?? '');
    expect(await statusOf(chat, task.id)).toBe('queued');
    const { rows } = await on.database.pool.query('select status from requests where id = $1', [request?.id]);
    expect(rows).toEqual([{ status: 'rejected' }]);
  });
});

it('a run that ends is told in the conversation that asked for the work', async () => {
  await say(chat, '@backend fix the login button');
  const [job] = await startRuns(on.core, chat.made, chat.runner);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, chat.runner, job);
  expect((await messagesOf(chat))[0]).toMatchObject({
    ...{ role: 'orchestrator', related_task_id: job.task.id },
    content: expect.stringMatching(/ready for your review.*Changed it/),
  });
});

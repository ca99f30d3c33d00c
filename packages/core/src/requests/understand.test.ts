import { newId } from '@overmind/db/database';
import { insertMessage, listMessagePage } from '@overmind/db/queries/talk/conversations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeAgent } from '../agents/change.ts';
import { deleteConversation, getConversation, listPending, postMessage } from '../conversations/talk.ts';
import { runCycles } from '../cycles/run.ts';
import { rejectTask } from '../tasks/review.ts';
import { finish, makeMember, makeReviewedTask, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { understandText } from './context.ts';
import {
  ask,
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

/** So many answers of others that offer nothing. */
const hearOthers = (talk: Chat, count: number) =>
  on.core.db.transaction().execute(async (tx) => {
    for (let each = 0; each < count; each += 1)
      await insertMessage(tx, { conversation_id: talk.id, role: 'agent', content: 'I am at it.' });
  });

describe('a question that comes back', () => {
  it('waits for an answer until the person speaks again', async () => {
    const both = [await makeTask(on.core, chat.made), await makeTask(on.core, chat.made)];
    const question = await say(chat, 'cancel it');
    expect(question).toMatchObject({ message_type: 'question_to_user', requires_user_response: true });
    expect(question.links.choices.map((choice) => choice.say).sort()).toEqual(
      both.map((task) => `cancel ${task.key}`).sort(),
    );
    expect(await listPending(on.core, chat.id)).toMatchObject([{ id: question.id }]);
    expect(await Promise.all(both.map((task) => statusOf(chat, task.id)))).toEqual(['queued', 'queued']);
    await say(chat, question.links.choices[0]?.say ?? '');
    expect(await listPending(on.core, chat.id)).toEqual([]);
    expect((await tasksOf(chat)).filter((task) => task.status === 'canceled')).toHaveLength(1);
  });

  it.each(['Stop talking.', 'the'])('goes on waiting where "%s" is heard meanwhile', async (heard) => {
    const talk = await openChat(on, 'voice');
    const task = await makeTask(on.core, talk.made);
    const asked = await say(talk, `cancel ${task.key}`);
    await say(talk, heard);
    expect(await listPending(on.core, talk.id)).toMatchObject([{ id: asked.id }]);
    await say(talk, 'Yes.');
    expect(await statusOf(talk, task.id)).toBe('canceled');
  });

  it('is what is said again, whatever noise and silence came between', async () => {
    const talk = await openChat(on, 'voice');
    const task = await makeTask(on.core, talk.made);
    const told = await say(talk, `how is ${task.key}`);
    for (const heard of ['Be quiet.', 'the', 'Stop listening.']) await say(talk, heard);
    expect((await say(talk, 'What did you say?')).content).toBe(told.content);
  });

  it.each(['2', 'the second one'])('is answered by "%s"', async (text) => {
    await makeTask(on.core, chat.made);
    await makeTask(on.core, chat.made);
    const question = await say(chat, 'cancel it');
    const [, second] = question.links.choices;
    await say(chat, text);
    const canceled = (await tasksOf(chat)).filter((task) => task.status === 'canceled');
    expect(canceled.map((task) => `cancel ${task.key}`)).toEqual([second?.say]);
  });

  it('lists its choices by number', async () => {
    const task = await makeTask(on.core, chat.made);
    const choices = [{ label: `${task.key} ${task.title}`, say: `cancel ${task.key}` }];
    const reply = await ask(chat, { intent: 'cancel', needs_clarification: 'Which one?', choices });
    expect(reply.content).toBe(`Which one?\n1. ${task.key} ${task.title}`);
    expect(reply.links.choices).toEqual(choices);
    expect((await requestsOf(chat))[0]).toMatchObject({ status: 'needs_clarification' });
  });

  it('confirms what destroys when it was spoken', async () => {
    const voice = await openChat(on, 'voice');
    const task = await makeTask(on.core, voice.made);
    const reply = await say(voice, `cancel ${task.key}`);
    expect(reply.requires_user_response).toBe(true);
    expect(await statusOf(voice, task.id)).toBe('queued');
    await say(voice, 'yes please');
    expect(await statusOf(voice, task.id)).toBe('canceled');
  });

  it('confirms an approval that was spoken, by the title of the task', async () => {
    const voice = await openChat(on, 'voice');
    const task = await makeReviewedTask(on.core, voice.made, voice.runner);
    const other = await makeReviewedTask(on.core, voice.made, voice.runner);
    const reply = await say(voice, `approve ${task.key}`);
    expect(reply.content).toContain(`Shall I approve ${task.key}, ${task.title}?`);
    expect(await statusOf(voice, task.id)).toBe('needs_review');
    await say(voice, 'no');
    expect(await statusOf(voice, task.id)).toBe('needs_review');
    await say(voice, `approve ${other.key}`);
    await say(voice, 'yes');
    expect(await statusOf(voice, other.id)).toBe('done');
    expect(await statusOf(voice, task.id)).toBe('needs_review');
  });

  it.each([
    ['spoken', 'voice', 'yes'],
    ['taken by hand', 'text', null],
  ] as const)(
    'asks anew where an approval is %s when another result has come',
    async (_how, mode, answer) => {
      const talk = await openChat(on, mode);
      const task = await makeReviewedTask(on.core, talk.made, talk.runner);
      const asked = await say(talk, mode === 'voice' ? `approve ${task.key}` : `how is ${task.key}`);
      const offered = asked.links.choices.find(({ label }) => ['Yes', 'Approve'].includes(label));
      await rejectTask(on.core, talk.made.owner, task.id, 'Name it better');
      for (const job of await startRuns(on.core, talk.made, talk.runner))
        await finish(on.core, talk.runner, job);
      const again = await say(talk, answer ?? offered?.say ?? '');
      expect(again.content).toContain(
        `There is a new result of ${task.key} since I offered to approve it. Shall I approve ${task.key} now?`,
      );
      expect(await statusOf(talk, task.id)).toBe('needs_review');
      await say(talk, 'yes');
      expect(await statusOf(talk, task.id)).toBe('done');
    },
  );

  it.each([
    ['spoken', 'voice', 'yes'],
    ['taken by hand', 'text', null],
  ] as const)(
    'asks anew where an approval is %s however many answers ago it was offered',
    async (_how, mode, answer) => {
      const talk = await openChat(on, mode);
      const task = await makeReviewedTask(on.core, talk.made, talk.runner);
      const asked = await say(talk, mode === 'voice' ? `approve ${task.key}` : `how is ${task.key}`);
      const offered = asked.links.choices.find(({ label }) => ['Yes', 'Approve'].includes(label));
      await hearOthers(talk, 13);
      await rejectTask(on.core, talk.made.owner, task.id, 'Name it better');
      for (const job of await startRuns(on.core, talk.made, talk.runner))
        await finish(on.core, talk.runner, job);
      expect((await say(talk, answer ?? offered?.say ?? '')).content).toContain(
        `There is a new result of ${task.key} since I offered to approve it.`,
      );
      expect(await statusOf(talk, task.id)).toBe('needs_review');
    },
  );

  it('approves what was offered long ago where no other result has come', async () => {
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    const { links } = await say(chat, `how is ${task.key}`);
    await hearOthers(chat, 13);
    await say(chat, links.choices.find(({ label }) => label === 'Approve')?.say ?? '');
    expect(await statusOf(chat, task.id)).toBe('done');
  });

  it('takes a choice that was taken by hand at its word, in a conversation by voice too', async () => {
    const voice = await openChat(on, 'voice');
    const task = await makeReviewedTask(on.core, voice.made, voice.runner);
    const { links } = await say(voice, `how is ${task.key}`);
    const approve = links.choices.find(({ label }) => label === 'Approve');
    await say(voice, approve?.say ?? '');
    expect(await statusOf(voice, task.id)).toBe('done');
  });

  it('confirms a spoken "undo" that cancels several tasks, and no other', async () => {
    const voice = await openChat(on, 'voice');
    const statuses = async () => (await tasksOf(voice)).map(({ status }) => status);
    await say(voice, 'add a footer, then fix the header');
    expect((await say(voice, 'undo')).content).toMatch(
      /^Shall I take that back and cancel .*-1 .* and .*-2 /,
    );
    expect(await statuses()).toEqual(['queued', 'queued']);
    await say(voice, 'yes');
    expect(await statuses()).toEqual(['canceled', 'canceled']);
    await say(voice, 'add a sidebar');
    expect((await say(voice, 'undo')).content).toMatch(/^Canceled /);
    expect((await statuses())[2]).toBe('canceled');
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

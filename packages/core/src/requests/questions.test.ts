import { insertMessage } from '@overmind/db/queries/talk/conversations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listPending } from '../conversations/talk.ts';
import { rejectTask } from '../tasks/review.ts';
import { finish, makeReviewedTask, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ask, type Chat, openChat, requestsOf, say, statusOf, tasksOf } from './test-support/chat.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
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
    { how: 'spoken', mode: 'voice', offered: 'just now', answers: 0 },
    { how: 'taken by hand', mode: 'text', offered: 'just now', answers: 0 },
    { how: 'spoken', mode: 'voice', offered: '13 answers ago', answers: 13 },
    { how: 'taken by hand', mode: 'text', offered: '13 answers ago', answers: 13 },
  ] as const)(
    'asks anew where an approval that was offered $offered is $how when another result has come',
    async ({ mode, answers }) => {
      const talk = await openChat(on, mode);
      const task = await makeReviewedTask(on.core, talk.made, talk.runner);
      const asked = await say(talk, mode === 'voice' ? `approve ${task.key}` : `how is ${task.key}`);
      const choice = asked.links.choices.find(({ label }) => ['Yes', 'Approve'].includes(label));
      await hearOthers(talk, answers);
      await rejectTask(on.core, talk.made.owner, task.id, 'Name it better');
      for (const job of await startRuns(on.core, talk.made, talk.runner))
        await finish(on.core, talk.runner, job);
      const again = await say(talk, mode === 'voice' ? 'yes' : (choice?.say ?? ''));
      expect(again.content).toContain(
        `There is a new result of ${task.key} since I offered to approve it. Shall I approve ${task.key} now?`,
      );
      expect(await statusOf(talk, task.id)).toBe('needs_review');
      await say(talk, 'yes');
      expect(await statusOf(talk, task.id)).toBe('done');
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

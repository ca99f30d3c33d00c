import type { Message } from '@overmind/contracts/entities/conversation';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteConversation, listPending } from '../conversations/talk.ts';
import { dropOldDiscussions } from '../discussions/archive.ts';
import { decideDiscussion } from '../discussions/decide.ts';
import { stopDiscussion, waiveQuestions } from '../discussions/interject.ts';
import { listDiscussionMessages } from '../discussions/read.ts';
import { giveModel, openRoom, type Room, roomOf } from '../discussions/test-support/room.ts';
import { type Put, speakers } from '../discussions/test-support/speakers.ts';
import { listInbox } from '../inbox/list.ts';
import { getSpec } from '../specs/read.ts';
import { makeMember, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ask, type Chat, messagesOf, openChat, post, say, statusOf, tasksOf } from './test-support/chat.ts';
import { understandRequest } from './understand.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await giveModel(on);
  chat = await openChat(on);
});

const last = async (of = chat): Promise<Message | undefined> => (await messagesOf(of, 1))[0];

/** A discussion that a person asked for in a chat, up to where it asks or has ended. */
async function discuss(words = 'discuss where sessions are stored', of = chat): Promise<Room> {
  const reply = await say(of, words);
  const room = roomOf(on, of.made, reply.links.discussion_id ?? '');
  await room.goOn();
  return room;
}

async function discussToItsEnd(words?: string): Promise<Room> {
  const room = await discuss(words);
  await waiveQuestions(on.core, chat.made.owner, room.id);
  await room.goOn();
  return room;
}

/** What those who watch the project were told of a message after it was there. */
const heardOf = async (message: Message | undefined): Promise<unknown[]> => {
  const events = await listEventsAfter(on.core.db, chat.made.project.id, 0, 1_000);
  return events
    .filter(({ type, entity }) => type === 'conversation.message.updated' && entity.id === message?.id)
    .map(({ entity }) => entity.patch);
};

const isAsking = async (room: Room): Promise<boolean> => (await room.detail()).asked.length > 0;
const answersIn = async ({ id }: Room): Promise<string[]> =>
  (await listDiscussionMessages(on.core, id, { limit: 50 })).items
    .filter(({ message_type }) => message_type === 'user_response')
    .map(({ content }) => content);

it('of hundreds of words is held about all of them, and of more than it can be about is refused', async () => {
  const words = `how ${'our store grows and letters wait '.repeat(90).trim()}. What now?`;
  const reply = await say(chat, `Discuss ${words}`);
  const room = roomOf(on, chat.made, reply.links.discussion_id ?? '');
  expect((await room.detail()).goal).toBe(words);
  const refused = await say(chat, `discuss ${words.repeat(7)}`);
  expect(refused.content).toMatch(/at most 20,000 characters.*say it shorter/);
  expect(refused.links.discussion_id).toBeUndefined();
  expect(await tasksOf(chat)).toEqual([]);
});

describe('a question of a discussion that was asked for in a chat', () => {
  let room: Room;
  beforeEach(async () => {
    room = await discuss();
  });

  it('is put there, once, and stands in the inbox once', async () => {
    expect(await last()).toMatchObject({
      ...{ role: 'relayer', message_type: 'question_to_user', requires_user_response: true },
      content: expect.stringMatching(
        /^The discussion “where sessions are stored” asks you: How many users .* 24 hours/s,
      ),
      links: { discussion_id: room.id, relays: 'question', choices: [] },
    });
    const { items } = await listInbox(on.core, chat.made.owner, { limit: 10 });
    expect(items.map(({ message }) => message?.conversation_id)).toEqual([room.id]);
  });

  it.each(['about 500, and add a cache', 'yes', 'PostgreSQL'])(
    'is answered by "%s", whole',
    async (words) => {
      const reply = await say(chat, words);
      expect(reply).toMatchObject({
        content: 'I gave that to the discussion “where sessions are stored” as your answer. It goes on.',
        links: { discussion_id: room.id, choices: [{ say: `add a task: ${words}` }] },
      });
      expect(await answersIn(room)).toEqual([words]);
      expect(await isAsking(room)).toBe(false);
      expect(await tasksOf(chat)).toEqual([]);
      expect(await listPending(on.core, chat.id)).toEqual([]);
    },
  );

  it('stands while other things are said, and is answered by name then', async () => {
    expect((await say(chat, "what's running?")).content).toMatch(/running/i);
    await say(chat, 'add a task: fix the footer');
    expect(await isAsking(room)).toBe(true);
    expect(await listPending(on.core, chat.id)).toMatchObject([{ links: { relays: 'question' } }]);
    expect((await say(chat, 'answer: about 500')).content).toMatch(/as your answer/);
    expect(await answersIn(room)).toEqual(['about 500']);
  });

  it('is not waited for any more once that is said', async () => {
    expect((await say(chat, 'skip the questions')).content).toMatch(/goes on without your answer/);
    expect(await isAsking(room)).toBe(false);
  });

  it('is no more open here once it was answered elsewhere', async () => {
    await waiveQuestions(on.core, chat.made.owner, room.id);
    expect(await listPending(on.core, chat.id)).toEqual([]);
    await say(chat, 'fix the footer of the shop');
    expect(await tasksOf(chat)).toHaveLength(1);
  });

  it('is no more open here once its discussion was deleted, and open pages hear of it', async () => {
    const asked = await last();
    await deleteConversation(on.core, chat.made.owner, room.id);
    expect(await listPending(on.core, chat.id)).toEqual([]);
    expect(await heardOf(asked)).toEqual([{ conversation_id: chat.id, requires_user_response: false }]);
  });

  it('is answered by nobody who may only look, and from no other project', async () => {
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    expect((await say(chat, 'answer: about 500', viewer)).content).toMatch(/Only an operator/);
    const other = await openChat(on);
    expect((await say(other, 'answer: about 500')).content).toBe('No discussion waits for an answer now.');
    const named = `answer the discussion (${room.id.slice(-8)}): about 500`;
    expect((await say(other, named)).content).toBe('No discussion waits for an answer now.');
    expect(await isAsking(room)).toBe(true);
  });

  it('is asked back for where several wait', async () => {
    const second = await openRoom(on, { title: 'Second' }, chat.made);
    await second.goOn();
    await say(chat, 'thanks');
    const reply = await say(chat, 'answer: about 500');
    expect(reply.links.choices.map(({ label }) => label)).toEqual(['Second', 'where sessions are stored']);
    expect((await say(chat, 'the second one')).content).toMatch(/where sessions are stored/);
    expect(await answersIn(room)).toEqual(['about 500']);
    expect(await isAsking(second)).toBe(true);
  });
});

it('a question is answered by voice, with where it was spoken', async () => {
  const spoken = await openChat(on, 'voice');
  const room = await discuss('discuss where sessions are stored', spoken);
  expect((await say(spoken, 'my answer is about five hundred')).content).toMatch(/as your answer/);
  expect(await answersIn(room)).toEqual(['about five hundred']);
});

describe('the end of a discussion that was asked for in a chat', () => {
  it('is told there, with what can be made of it', async () => {
    const room = await discussToItsEnd();
    expect(await last()).toMatchObject({
      content: expect.stringMatching(
        /has decided: “Sessions in PostgreSQL that expire”\. Shall I make tasks of it/,
      ),
      links: { discussion_id: room.id, relays: 'outcome' },
      requires_user_response: true,
    });
  });

  it.each(['yes', 'tasks', 'make tasks of it'])(
    'becomes tasks by "%s", and the chat hears which',
    async (words) => {
      const room = await discussToItsEnd();
      const told = await say(chat, words);
      expect(told).toMatchObject({
        content: expect.stringMatching(/^Added 2 tasks:/),
        links: { tasks: [{}, {}] },
      });
      expect((await messagesOf(chat, 2))[1]).toMatchObject({
        content: expect.stringMatching(/^I make 2 tasks of “Sessions in PostgreSQL that expire”/),
        links: { discussion_id: room.id },
      });
      expect((await room.detail()).request_id).not.toBeNull();
      expect(await tasksOf(chat)).toHaveLength(2);
    },
  );

  it.each(['a spec', '2', 'write a spec'])('becomes a spec by "%s"', async (words) => {
    const room = await discussToItsEnd();
    const { links } = await say(chat, words);
    expect(links).toMatchObject({ discussion_id: room.id, spec: { key: 'SPEC-1' } });
    expect((await getSpec(on.core, links.spec?.id ?? '')).discussion_id).toBe(room.id);
    expect(await tasksOf(chat)).toEqual([]);
  });

  it('becomes both, each once, and nothing where nothing is wanted', async () => {
    const room = await discussToItsEnd();
    expect((await say(chat, 'no')).content).toMatch(/I leave it/);
    expect((await room.detail()).request_id).toBeNull();
    await say(chat, 'make tasks of the decision');
    await say(chat, 'make a spec of the decision');
    expect((await say(chat, 'make tasks of the decision')).content).toMatch(/^Tasks were made already/);
    expect((await say(chat, 'make a spec of the decision')).content).toMatch(
      /a spec of it already: \*\*SPEC-1/,
    );
    expect(await tasksOf(chat)).toHaveLength(2);
  });

  it.each(['tasks', 'spec'] as const)('is asked of nobody here once %s were made elsewhere', async (to) => {
    const room = await discussToItsEnd();
    const asked = await last();
    await decideDiscussion(on.core, chat.made.owner, room.id, { to });
    expect(await listPending(on.core, chat.id)).toEqual([]);
    expect((await listInbox(on.core, chat.made.owner, { limit: 10, kind: ['question'] })).items).toEqual([]);
    expect(await heardOf(asked)).toEqual([{ conversation_id: chat.id, requires_user_response: false }]);
  });

  it('goes from the chat with a discussion that is kept no longer', async () => {
    const room = await discussToItsEnd();
    await on.database.pool.query(
      `update discussions set ended_at = ended_at - interval '3 years', here_since = here_since - interval '3 years'
       where id = $1`,
      [room.id],
    );
    await dropOldDiscussions(on.core);
    await expect(room.detail()).rejects.toMatchObject({ code: 'not_found' });
    expect(await listPending(on.core, chat.id)).toEqual([]);
  });

  it('as tasks is taken back by "undo"', async () => {
    await discussToItsEnd();
    await say(chat, 'yes');
    expect((await say(chat, 'undo')).content).toMatch(/^Canceled/);
    expect((await tasksOf(chat)).map(({ status }) => status)).toEqual(['canceled', 'canceled']);
  });

  it('as tasks is taken back by "undo" before a cycle has made them', async () => {
    await discussToItsEnd();
    await understandRequest(on.core, await post(chat, 'turn the decision into tasks'));
    expect(await tasksOf(chat)).toEqual([]);
    await say(chat, 'undo');
    expect((await tasksOf(chat)).map(({ status }) => status)).toEqual(['canceled', 'canceled']);
  });

  it('takes over no "yes" that was said before it was told', async () => {
    const room = await discuss();
    await waiveQuestions(on.core, chat.made.owner, room.id);
    const task = await makeTask(on.core, chat.made);
    const choices = [
      { label: 'Yes', say: `yes, cancel ${task.key}` },
      { label: 'No', say: 'never mind' },
    ];
    await ask(chat, { intent: 'cancel', needs_clarification: 'Shall I cancel it?', choices });
    const yes = await post(chat, 'yes');
    await room.goOn();
    await understandRequest(on.core, yes);
    expect(await statusOf(chat, task.id)).toBe('canceled');
    expect((await room.detail()).request_id).toBeNull();
    expect(await listPending(on.core, chat.id)).toMatchObject([{ links: { relays: 'outcome' } }]);
    expect((await say(chat, 'yes')).content).toMatch(/^Added 2 tasks:/);
  });

  it('is told again to who asks what was decided', async () => {
    const room = await discussToItsEnd();
    await say(chat, 'thanks');
    const reply = await say(chat, 'what did they decide?');
    expect(reply.content).toMatch(/decided: “Sessions in PostgreSQL that expire”\n> .*\nReasons:/s);
    expect(reply.links).toMatchObject({
      discussion_id: room.id,
      choices: [{ label: 'Make tasks' }, { label: 'Write a spec' }],
    });
  });

  it('without a decision offers the options, one of which becomes tasks', async () => {
    await giveModel(on, speakers(rejecting));
    const room = await discussToItsEnd();
    const { options } = await room.detail();
    const told = await last();
    expect(told?.content).toMatch(/ended without a decision: .* Shall I make tasks of one of them\?/);
    expect(told?.links.choices).toHaveLength(options.length + 1);
    expect((await say(chat, '1')).content).toMatch(/^Added/);
    expect((await room.detail()).request_id).not.toBeNull();
  });

  it('that a person made is only told', async () => {
    const room = await discuss();
    await stopDiscussion(on.core, chat.made.owner, room.id);
    expect(await last()).toMatchObject({
      content: 'The discussion “where sessions are stored” was stopped before it came to a decision.',
      ...{ requires_user_response: false, links: { discussion_id: room.id, choices: [] } },
    });
    expect(await listPending(on.core, chat.id)).toEqual([]);
  });
});

/** Nobody approves of anything but one's own. */
const rejecting = ({ purpose, open }: Put): string | null =>
  purpose !== 'vote'
    ? null
    : JSON.stringify({
        type: 'vote',
        ballots: open.map((proposal) => ({
          ...{ proposal, choice: 'reject', confidence: 0.9, reason: `No to ${proposal}` },
        })),
      });

describe('a decision of which something is to be made', () => {
  it('is not there in a project where nothing was decided', async () => {
    expect((await say(chat, 'turn the decision into tasks')).content).toMatch(
      /^No discussion has come to an end here yet/,
    );
  });

  it('is the one that is named, and asked back for where the words fit several', async () => {
    const first = await discussToItsEnd('discuss where sessions are stored');
    const second = await discussToItsEnd('discuss which sessions end early');
    const asked = await say(chat, 'make tasks of the decision about sessions');
    expect(asked.content).toMatch(/^Which discussion do you mean\?/);
    expect(asked.links.choices.map(({ label }) => label)).toEqual([
      'which sessions end early',
      'where sessions are stored',
    ]);
    await say(chat, 'the second');
    expect((await first.detail()).request_id).not.toBeNull();
    await say(chat, 'write a spec for the decision about sessions that end early');
    expect((await second.detail()).spec).toMatchObject({ key: 'SPEC-1' });
    expect((await say(chat, 'make tasks of the decision about payments')).content).toMatch(
      /^I find no discussion about “payments”/,
    );
  });

  it('is made nothing of by who may only look', async () => {
    const room = await discussToItsEnd();
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    expect((await say(chat, 'turn the decision into tasks', viewer)).content).toMatch(/Only an operator/);
    expect((await room.detail()).request_id).toBeNull();
  });
});

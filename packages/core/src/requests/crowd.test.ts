import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConversation, postMessage } from '../conversations/talk.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { type Chat, messagesOf, openChat } from './test-support/chat.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
  await on.work();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
});

const repliesOf = async (conversation: string) =>
  (
    await on.database.pool.query(
      `select parent_message_id as parent, created_at from messages
       where conversation_id = $1 and role = 'relayer' order by id`,
      [conversation],
    )
  ).rows;
const countOfReplies = async (conversation: string) =>
  (
    await on.database.pool.query(
      `select count(*)::int as count from messages where conversation_id = $1 and role = 'relayer'`,
      [conversation],
    )
  ).rows[0].count;
const saidIn = async (conversation: string) =>
  (
    await on.database.pool.query(
      `select message_id from requests where conversation_id = $1 order by created_at, id`,
      [conversation],
    )
  ).rows.map((row) => row.message_id);

it('of 1,000 messages at once none is lost, each is answered once and in order, and no other talk waits for them', async () => {
  const other = await createConversation(on.core, chat.made.owner, chat.made.project.id, {
    ...{ title: 'Other', mode: 'text' },
  });
  const words = ['status', 'help', 'thanks', "what's running"];
  const crowd = Array.from({ length: 1_000 }, (_, index) =>
    postMessage(on.core, chat.made.owner, chat.id, words[index % words.length] ?? 'help'),
  );
  await crowd[0];
  await postMessage(on.core, chat.made.owner, other.id, 'status');
  await Promise.all(crowd);
  await waitFor(async () => (await countOfReplies(chat.id)) >= 1_000, { what: 'all answers' });
  const replies = await repliesOf(chat.id);
  expect(replies.map((reply) => reply.parent)).toEqual(await saidIn(chat.id));
  const [elsewhere] = await repliesOf(other.id);
  expect(elsewhere.created_at < replies.at(-1).created_at).toBe(true);
});

it('messages that follow each other are answered one by one, with the acts in that order', async () => {
  for (let index = 1; index <= 10; index += 1) {
    await postMessage(on.core, chat.made.owner, chat.id, index % 2 === 1 ? 'pause' : 'resume');
  }
  await waitFor(async () => (await countOfReplies(chat.id)) === 10, { what: 'all answers' });
  const told = (await messagesOf(chat)).filter((each) => each.role === 'relayer').reverse();
  expect(told.map((each) => each.content.split('.')[0])).toEqual(
    Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'Paused' : 'Resumed')),
  );
});

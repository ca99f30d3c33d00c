import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chat, messagesOf, openChat, requestsOf, say } from '../requests/test-support/chat.ts';
import { failure, finish, startRuns, success } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

async function outcomeOf(chat: Chat) {
  const messages = await messagesOf(chat);
  return messages.find((message) => message.message_type === 'summary');
}

it.each([
  ['is ready for your review', success],
  ['failed', failure],
])('tells that work %s as an answer to what asked for it, whatever was said since', async (words, result) => {
  const chat = await openChat(on);
  await say(chat, '@backend fix the login button');
  const [asked] = await requestsOf(chat);
  const [job] = await startRuns(on.core, chat.made, chat.runner);
  if (!job) throw new Error('nothing was claimed');
  await say(chat, "What's running?");
  await finish(on.core, chat.runner, job, result);
  expect(await outcomeOf(chat)).toMatchObject({
    ...{ role: 'orchestrator', related_task_id: job.task.id, parent_message_id: asked?.message_id },
    content: expect.stringContaining(words),
  });
});

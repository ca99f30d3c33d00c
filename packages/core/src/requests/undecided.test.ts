import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waiveQuestions } from '../discussions/interject.ts';
import { listDiscussionMessages } from '../discussions/read.ts';
import { giveModel, type Room, roomOf } from '../discussions/test-support/room.ts';
import { type Put, speakers } from '../discussions/test-support/speakers.ts';
import { makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ask, type Chat, openChat, say, tasksOf } from './test-support/chat.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await giveModel(on, speakers(rejecting));
  chat = await openChat(on);
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

async function discuss(): Promise<Room> {
  const reply = await say(chat, 'discuss where sessions are stored');
  const room = roomOf(on, chat.made, reply.links.discussion_id ?? '');
  await room.goOn();
  return room;
}

const discussions = async (): Promise<number> =>
  (await on.database.pool.query('select id from discussions where project_id = $1', [chat.made.project.id]))
    .rows.length;

describe('a discussion that came to no decision', () => {
  let room: Room;
  let option: string;
  beforeEach(async () => {
    room = await discuss();
    await waiveQuestions(on.core, chat.made.owner, room.id);
    option = (await room.goOn()).options[0]?.proposal ?? '';
  });

  it('offers specs to who wants a spec, and the option that is named becomes one, once', async () => {
    const { links } = await say(chat, 'write a spec');
    const code = room.id.slice(-8);
    expect(links.choices[0]?.say).toBe(`make a spec of ${option} of the decision (${code})`);
    expect(links.choices.map((each) => each.say)).not.toContainEqual(expect.stringMatching(/tasks/));
    const made = await say(chat, `write a spec for ${option.toLowerCase()}.`);
    expect(made.links.spec?.title).not.toMatch(/^P\d+$/i);
    expect((await room.detail()).spec).toMatchObject({ key: 'SPEC-1' });
    expect((await say(chat, 'make a spec of P9')).content).toMatch(
      /^There is a spec of what came of the discussion “where sessions are stored” already: \*\*SPEC-1/,
    );
    expect(await tasksOf(chat)).toEqual([]);
  });

  it('becomes tasks by the option that is named, and says of what again without one', async () => {
    expect((await say(chat, `make tasks of ${option}`)).content).toMatch(/^Added/);
    expect((await say(chat, 'make tasks of P9')).content).toBe(
      'Tasks were made already of what came of the discussion “where sessions are stored”.',
    );
  });
});

it('"undo" says what stays, and goes on to what came before it', async () => {
  const task = await makeTask(on.core, chat.made, { priority: 4 });
  const priority = async () => (await tasksOf(chat)).find(({ key }) => key === task.key)?.priority;
  await ask(chat, { intent: 'reprioritize', targets: [task.key], priority: 1 });
  await discuss();
  await say(chat, 'answer: about 500');
  await say(chat, 'write a spec for payments by invoice');
  for (const stays of [
    /^The spec \*\*SPEC-1\*\* .* was made, which cannot be taken back here\.$/,
    /^What you said to the discussion “where sessions are stored” cannot be taken back/,
    /^The discussion “where sessions are stored” has begun, which cannot be taken back here\./,
  ])
    expect((await say(chat, 'undo')).content).toMatch(stays);
  expect(await priority()).toBe(1);
  await say(chat, 'undo');
  expect(await priority()).toBe(4);
});

describe('words longer than agents take', () => {
  const long = 'where to store them '.repeat(2_500).trim();

  it('are no answer, and the question stays', async () => {
    const room = await discuss();
    const { content } = await say(chat, `answer: ${long}`);
    expect(content).toMatch(/at most 20,000 characters, and this has 49,999\. Nothing was changed/);
    expect((await room.detail()).asked).not.toEqual([]);
    const { items } = await listDiscussionMessages(on.core, room.id, { limit: 50 });
    expect(items.filter(({ message_type }) => message_type === 'user_response')).toEqual([]);
  });

  it('are neither discussed nor made a task', async () => {
    const { content } = await say(chat, `discuss ${long}`);
    expect(content).toMatch(/^What is discussed has at most 20,000 characters, and this has 49,999\./);
    expect(await tasksOf(chat)).toEqual([]);
    expect(await discussions()).toBe(0);
  });
});

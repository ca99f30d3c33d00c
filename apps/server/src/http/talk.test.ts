import type { Conversation } from '@overmind/contracts/entities/conversation';
import { maxUtterance } from '@overmind/contracts/entities/request';
import * as talk from '@overmind/contracts/routes/talk';
import { createTask } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let owner: Person;
let operator: Person;
let viewer: Person;
let stranger: Person;
let chat: Conversation;
let projectId: string;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  [owner, operator, viewer, stranger] = await Promise.all(
    ['owner', 'operator', 'viewer', 'stranger'].map((name) => addPerson(server, { name })),
  ).then((people) => people as [Person, Person, Person, Person]);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  projectId = (await addProject(server, owner, { operator, viewer })).id;
  chat = await owner.api.call(talk.createConversation, {
    params: { id: projectId },
    body: { title: 'Chat', mode: 'text' },
  });
});

const at = () => ({ params: { id: chat.id } });
const say = (person: Person, content: string) =>
  person.api.call(talk.postMessage, { ...at(), body: { content } });
const newest = async () =>
  (await owner.api.call(talk.listMessages, { ...at(), query: { limit: 1 } })).items[0];

async function answerTo(content: string) {
  const said = await say(owner, content);
  await waitFor(async () => (await newest())?.parent_message_id === said.id, { what: 'the answer' });
  return newest();
}

describe('questions that wait for an answer', () => {
  it('are listed for everyone who may look, until the person speaks again', async () => {
    for (const title of ['Paint the fence', 'Oil the door']) {
      await owner.api.call(createTask, { params: { id: projectId }, body: { title, type: 'code_change' } });
    }
    const question = await answerTo('cancel it');
    expect((await viewer.api.call(talk.listPendingMessages, at())).items).toEqual([question]);
    await answerTo('status');
    expect(await viewer.api.call(talk.listPendingMessages, at())).toEqual({ items: [], next_cursor: null });
    await expect(stranger.api.call(talk.listPendingMessages, at())).rejects.toMatchObject({ status: 404 });
  });
});

describe('a conversation', () => {
  it('is deleted with its messages by a maintainer, and by nobody with less', async () => {
    await answerTo('status');
    for (const person of [viewer, operator]) {
      await expect(person.api.call(talk.deleteConversation, at())).rejects.toMatchObject({ status: 403 });
    }
    await expect(stranger.api.call(talk.deleteConversation, at())).rejects.toMatchObject({ status: 404 });
    await owner.api.call(talk.deleteConversation, at());
    await expect(owner.api.call(talk.getConversation, at())).rejects.toMatchObject({ status: 404 });
    await expect(owner.api.call(talk.deleteConversation, at())).rejects.toMatchObject({ status: 404 });
  });

  it('takes messages of 100,000 characters and no longer ones', async () => {
    const long = `status ${'ü'.repeat(maxUtterance)}`.slice(0, maxUtterance);
    expect((await say(owner, long)).content).toBe(long);
    await expect(say(owner, `${long}!`)).rejects.toMatchObject({ status: 422 });
    await expect(say(viewer, 'status')).rejects.toMatchObject({ status: 403 });
  });
});

import {
  ChatExport,
  maxChatMessages,
  maxImportBytes,
} from '@overmind/contracts/entities/conversation-export';
import { exportFormat } from '@overmind/contracts/entities/discussion-export';
import type { Project } from '@overmind/contracts/entities/project';
import { getDiscussion, startDiscussion } from '@overmind/contracts/routes/discussions';
import * as talk from '@overmind/contracts/routes/talk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let people: Record<'owner' | 'maintainer' | 'operator' | 'viewer' | 'stranger', Person>;
let project: Project;
let chatId: string;
let discussionId: string;
beforeAll(async () => {
  server = await startTestServer();
  const person = (name: string) => addPerson(server, { name });
  people = {
    ...{ owner: await person('owner'), maintainer: await person('maintainer') },
    ...{
      operator: await person('operator'),
      viewer: await person('viewer'),
      stranger: await person('stranger'),
    },
  };
  const { owner, maintainer, operator, viewer } = people;
  project = await addProject(server, owner, { maintainer, operator, viewer });
  const params = { id: project.id };
  chatId = (await owner.api.call(talk.createConversation, { params, body: { title: 'Änderungen' } })).id;
  await owner.api.call(talk.postMessage, { params: { id: chatId }, body: { content: 'status' } });
  discussionId = (await owner.api.call(startDiscussion, { params, body: { goal: 'Where do sessions go?' } }))
    .id;
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const exported = (id: string, format: string, person = people.viewer): Promise<Answer> =>
  send(server, { path: `/api/conversations/${id}/export?format=${format}`, token: person.token });
const bring = (body: unknown, person = people.maintainer, headers = {}): Promise<Answer> =>
  send(server, {
    ...{ method: 'POST', path: `/api/projects/${project.id}/conversations/import`, token: person.token },
    ...{ body, headers },
  });

const id = (at: number): string => `0190f5fe-7c00-7a00-8000-${String(at).padStart(12, '0')}`;
const message = (at: number, more: object = {}) => ({
  ...{ id: id(at), role: 'user', content: `No. ${at}`, created_at: '2026-01-02T03:04:05Z', ...more },
});
const chat = (messages: object[], more: object = {}) => ({
  ...{
    kind: 'chat',
    format: exportFormat,
    title: 'Old',
    created_at: '2026-01-02T03:04:05Z',
    messages,
    ...more,
  },
});

describe('a conversation leaves as a file', () => {
  it('that no browser shows or runs, of either kind and in either format', async () => {
    for (const [of, kind] of [
      [chatId, 'chat'],
      [discussionId, 'discussion'],
    ] as const)
      for (const [format, type, ending] of [
        ['json', 'application/json', 'json'],
        ['markdown', 'text/markdown; charset=utf-8', 'md'],
      ] as const) {
        const { status, headers } = await exported(of, format);
        expect([status, headers['content-type'], headers['content-security-policy']]).toEqual([
          ...[200, type, "default-src 'none'; sandbox"],
        ]);
        expect(headers['content-disposition']).toMatch(
          new RegExp(`^attachment; filename="${kind}-[\\d-]{10}-[0-9a-f]{8}\\.${ending}"$`),
        );
      }
  });

  it('for members only, and in no other format', async () => {
    expect((await exported(chatId, 'json', people.stranger)).status).toBe(404);
    expect((await exported(chatId, 'pdf')).status).toBe(400);
    expect((await exported(id(9), 'json')).status).toBe(404);
  });

  it('and comes in again', async () => {
    for (const of of [chatId, discussionId]) {
      const json = await bring((await exported(of, 'json')).json);
      const markdown = await bring({ format: 'markdown', content: (await exported(of, 'markdown')).text });
      expect([json.status, markdown.status]).toEqual([201, 201]);
      expect(json.json.title).toBe(markdown.json.title);
      expect(json.json.project_id).toBe(project.id);
    }
  });
});

describe('a file that comes in', () => {
  it('is for maintainers', async () => {
    const statuses = [];
    for (const person of [people.stranger, people.viewer, people.operator, people.owner])
      statuses.push((await bring(chat([message(1)]), person)).status);
    expect(statuses).toEqual([404, 403, 403, 201]);
  });

  it('comes in once for one key', async () => {
    const headers = { 'idempotency-key': `import-${project.id}` };
    const [one, two] = [await bring(chat([]), undefined, headers), await bring(chat([]), undefined, headers)];
    expect([one.status, one.json.id]).toEqual([two.status, two.json.id]);
  });

  it.each<[string, object, number, RegExp]>([
    ['of another kind', chat([], { kind: 'plan' }), 422, /kind/],
    ['of a format to come', chat([], { format: 2 }), 422, /format known here/],
    ['with fields that nobody knows', chat([], { project_id: id(1) }), 400, /project_id/],
    ['with fields that nobody knows in a message', chat([message(1, { links: {} })]), 400, /links/],
    ['by somebody that there is not', chat([message(1, { role: 'system' })]), 422, /role/],
    ['of two messages of one id', chat([message(1), message(1)]), 422, /same id/],
    ['with a reply to nothing', chat([message(1, { reply_to: id(7) })]), 422, /not said before/],
    ['with NUL characters', chat([message(1, { content: 'a\0b' })]), 400, /NUL/],
    [
      'in Markdown, of words of nobody',
      { format: 'markdown', content: 'Hello' },
      422,
      /^Line 1: nobody says this/,
    ],
    [
      'in Markdown, with control characters',
      { format: 'markdown', content: '**A:** \u001b[2J' },
      422,
      /^Line 1: /,
    ],
    ['in Markdown, as something else', { format: 'markdown', content: 'x', as: 'plan' }, 422, /as/],
    ['that is empty', {}, 422, /./],
  ])('%s is refused with what is wrong', async (_what, body, status, why) => {
    const answer = await bring(body);
    expect([answer.status, answer.problem.detail]).toEqual([status, expect.stringMatching(why)]);
  });

  it('is bounded in messages and in bytes', async () => {
    const many = await bring(chat(Array.from({ length: 100_000 }, (_, at) => message(at))));
    expect([many.status, many.problem.detail]).toEqual([
      ...[422, expect.stringContaining(`at most ${maxChatMessages} messages`)],
    ]);
    const huge = await bring(`{"format":"markdown","content":"${'x'.repeat(maxImportBytes)}"}`);
    expect(huge.status).toBe(413);
  });

  it('keeps control characters as the words that they are', async () => {
    const { json } = await bring(chat([message(1, { content: 'a\u001b[2J\u202eb' })]));
    const whole = ChatExport.parse((await exported(json.id, 'json')).json);
    expect(whole.messages.map(({ content }) => content)).toEqual(['a\u001b[2J\u202eb']);
  });
});

describe('the course of a conversation', () => {
  const act = (of: string, name: string, person = people.operator): Promise<Answer> =>
    send(server, { method: 'POST', path: `/api/conversations/${of}/${name}`, token: person.token });

  it('of a discussion is that of the discussion', async () => {
    const waits = async (): Promise<unknown> =>
      (await people.owner.api.call(getDiscussion, { params: { id: discussionId } })).waits_for;
    expect([(await act(discussionId, 'pause')).status, await waits()]).toEqual([200, 'resume']);
    expect([(await act(discussionId, 'start')).status, await waits()]).toEqual([200, null]);
    await act(discussionId, 'pause');
    expect([(await act(discussionId, 'resume')).status, await waits()]).toEqual([200, null]);
    expect([(await act(discussionId, 'start')).status, await waits()]).toEqual([200, null]);
  });

  it('of a chat is refused by a rule, and by the role before that', async () => {
    for (const name of ['start', 'pause', 'resume']) {
      expect((await act(chatId, name)).problem).toMatchObject({
        status: 409,
        rule: 'conversation.no_course',
      });
      expect((await act(chatId, name, people.viewer)).status).toBe(403);
      expect((await act(chatId, name, people.stranger)).status).toBe(404);
    }
  });
});

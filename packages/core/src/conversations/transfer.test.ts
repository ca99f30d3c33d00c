import {
  ChatExport,
  type ChatMessageExport,
  MarkdownImport,
} from '@overmind/contracts/entities/conversation-export';
import { exportFormat } from '@overmind/contracts/entities/discussion-export';
import { newId } from '@overmind/db/database';
import { insertMessage, lockConversation } from '@overmind/db/queries/talk/conversations';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listInbox } from '../inbox/list.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { readWhole } from '../test-support/read-whole.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { exportConversation } from './export.ts';
import { importConversation } from './import.ts';
import { createConversation, deleteConversation, listMessages, listPending, postMessage } from './talk.ts';

let on: TestCore;
let made: MadeProject;
let elsewhere: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  elsewhere = await makeProject(on.core);
});
afterAll(() => on.stop());

const exported = async (id: string, format: 'json' | 'markdown'): Promise<string> =>
  readWhole(await exportConversation(on.core, id, format));
const asJson = async (id: string): Promise<ChatExport> =>
  ChatExport.parse(JSON.parse(await exported(id, 'json')));
const bring = (file: Parameters<typeof importConversation>[3], into = elsewhere) =>
  importConversation(on.core, into.owner, into.project.id, file);
const bringMarkdown = (content: string) => bring(MarkdownImport.parse({ format: 'markdown', content }));

/** The same wherever it is: replies by the place of what they reply to. */
const withoutIds = ({ messages, ...head }: ChatExport) => ({
  ...head,
  messages: messages.map(({ id: _id, reply_to, ...message }) => ({
    ...message,
    reply_to: messages.findIndex(({ id }) => id === reply_to),
  })),
});

const message = (more: Partial<ChatMessageExport> = {}): ChatMessageExport => ({
  ...{
    id: newId(),
    reply_to: null,
    role: 'user',
    sender: null,
    message_type: 'chat',
    content: 'Run the tests',
  },
  ...{ content_format: 'plain', created_at: '2026-01-02T03:04:05.678Z', ...more },
});
const fileOf = (messages: ChatMessageExport[]): ChatExport =>
  ChatExport.parse({
    ...{ kind: 'chat', format: exportFormat, title: 'Old talk', created_at: '2026-01-02T03:04:05.000Z' },
    messages,
  });

/** A chat with a question that waits, its choices, and a reply. */
async function makeChat(): Promise<string> {
  const { id } = await createConversation(on.core, made.owner, made.project.id, {
    title: 'Chat',
    mode: 'voice',
  });
  await postMessage(on.core, made.owner, id, 'cancel one of the tasks');
  await on.core.db.transaction().execute(async (tx) => {
    await lockConversation(tx, id);
    const [asked] = (await listMessages(on.core, id, { limit: 1 })).items;
    await insertMessage(tx, {
      ...{
        conversation_id: id,
        role: 'relayer',
        content: '**Which** task?\n\n-->\n',
        requires_user_response: true,
      },
      ...{ parent_message_id: asked?.id ?? null, message_type: 'question' },
      links: { choices: [{ label: 'SHOP-1', say: 'cancel SHOP-1' }] },
    });
    await insertMessage(tx, { conversation_id: id, role: 'agent', sender_id: 'qa', content: 'I wait.' });
  });
  return id;
}

describe('a chat that is exported', () => {
  it.each(['json', 'markdown'] as const)(
    'as %s comes back the same, under ids of its own',
    async (format) => {
      const id = await makeChat();
      const file = await exported(id, format);
      const { id: brought } =
        format === 'json' ? await bring(ChatExport.parse(JSON.parse(file))) : await bringMarkdown(file);
      const [here, there] = [await asJson(id), await asJson(brought)];
      expect(withoutIds(there)).toEqual(withoutIds(here));
      expect(there.messages.map((each) => each.reply_to)).toEqual([null, there.messages[0]?.id, null]);
      expect(there.messages.filter((each) => here.messages.some((own) => own.id === each.id))).toEqual([]);
    },
  );

  it('asks for nothing where it comes in: no request, no question, no act', async () => {
    const { id } = await bring(await asJson(await makeChat()));
    expect(await listPending(on.core, id)).toEqual([]);
    const { rows } = await on.database.pool.query('select 1 from requests where project_id = $1', [
      elsewhere.project.id,
    ]);
    expect(rows).toEqual([]);
    const { items } = await listMessages(on.core, id, { limit: 10 });
    expect(items.map(({ links, requires_user_response }) => ({ links, requires_user_response }))).toEqual(
      items.map(() => ({ links: { tasks: [], choices: [] }, requires_user_response: false })),
    );
    expect(items.map(({ sender_id }) => sender_id)).toEqual(['qa', null, null]);
  });

  it('reads back whatever was said, by whomever, in either format', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replaceAll('\0', '')),
      fc.constantFrom(
        '-->',
        '\r\n> x\r',
        '<!-- overmind:record {}',
        ' \u2028 ',
        '# You',
        "'; drop table messages; --",
      ),
    );
    const anyMessages = fc.array(
      fc.record({
        content: words,
        role: fc.constantFrom('user' as const, 'relayer' as const, 'agent' as const),
        repliesTo: fc.option(fc.nat(10)),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(anyMessages, async (given) => {
        const ids = given.map(() => newId());
        const messages = given.map(({ repliesTo, role, content }, at) =>
          message({
            ...{ id: ids[at] ?? '', role, content, sender: role === 'agent' ? 'qa' : null },
            reply_to: repliesTo !== null && repliesTo < at ? (ids[repliesTo] ?? null) : null,
          }),
        );
        const file = fileOf(messages);
        const first = await bring(file);
        const second = await bringMarkdown(await exported(first.id, 'markdown'));
        expect(withoutIds(await asJson(second.id))).toEqual(withoutIds(file));
      }),
      { numRuns: 15 },
    );
  });

  it('is read a page at a time, and breaks off rather than end early when it is deleted meanwhile', async () => {
    const { id } = await bring(
      fileOf(Array.from({ length: 450 }, (_, at) => message({ content: `No. ${at}` }))),
    );
    expect((await asJson(id)).messages.map(({ content }) => content)).toEqual(
      Array.from({ length: 450 }, (_, at) => `No. ${at}`),
    );
    const { content } = await exportConversation(on.core, id, 'json');
    const parts = content[Symbol.asyncIterator]();
    await parts.next();
    await parts.next();
    await deleteConversation(on.core, elsewhere.owner, id);
    const rest = async (): Promise<void> => {
      for (let part = await parts.next(); !part.done; part = await parts.next());
    };
    await expect(rest()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that was edited since names the first line that differs', async () => {
    const file = await exported(await makeChat(), 'markdown');
    const line = file.split('\n').indexOf('> I wait.') + 1;
    await expect(bringMarkdown(file.replace('> I wait.', '> I run.'))).rejects.toMatchObject({
      ...{ code: 'invalid', message: expect.stringMatching(`^Line ${line}: the text was edited`) },
    });
  });

  it('with a part of its record that is not its own names the line', async () => {
    const file = await exported(await makeChat(), 'markdown');
    const wrong = file.replace('"content":"I wait."', '"content":7');
    const line = wrong.split('\n').findIndex((each) => each.includes('"content":7')) + 1;
    await expect(bringMarkdown(wrong)).rejects.toMatchObject({
      ...{ code: 'invalid', message: expect.stringMatching(`^Line ${line}: content: `) },
    });
    const twice = file.replace(/^(\{"id".*)$/m, '$1\n$1');
    await expect(bringMarkdown(twice)).rejects.toMatchObject({
      message: expect.stringMatching(/^Line \d+: (two messages have the same id|the text was edited)/),
    });
  });
});

describe('what is no chat', () => {
  const [one, two] = [message(), message()];
  const future = new Date(Date.now() + 10 * 86_400_000).toISOString();
  it.each<[string, ChatMessageExport[], RegExp]>([
    ['two messages of one id', [one, { ...two, id: one.id }], /same id/],
    ['a reply to what comes later', [{ ...one, reply_to: two.id }, two], /not said before it/],
    ['a reply to itself', [{ ...one, reply_to: one.id }], /not said before it/],
    ['a time to come', [{ ...one, created_at: future }], /in the future/],
    ['a time before all files', [{ ...one, created_at: '0001-01-01T00:00:00Z' }], /before there were/],
  ])('by %s is refused, and nothing of it stays', async (_what, messages, why) => {
    const into = await makeProject(on.core);
    const before = await countOf(into);
    await expect(bring(fileOf(messages), into)).rejects.toMatchObject({
      ...{ code: 'invalid', message: expect.stringMatching(why) },
    });
    expect(await countOf(into)).toEqual(before);
  });

  it('and replies to a message of another project is refused: ids from outside stand for nothing', async () => {
    const id = await makeChat();
    const [own] = (await listMessages(on.core, id, { limit: 1 })).items;
    await expect(bring(fileOf([message({ reply_to: own?.id ?? null })]))).rejects.toMatchObject({
      code: 'invalid',
    });
    const copy = await bring(fileOf([message({ id: own?.id ?? '', content: 'Mine now' })]));
    expect((await asJson(id)).messages.map(({ content }) => content)).not.toContain('Mine now');
    expect((await listMessages(on.core, copy.id, { limit: 1 })).items[0]?.id).not.toBe(own?.id);
  });
});

async function countOf({ project }: MadeProject) {
  const { rows } = await on.database.pool.query(
    `select (select count(*) from conversations where project_id = $1) as conversations,
      (select count(*) from messages m join conversations c on c.id = m.conversation_id where project_id = $1) as messages`,
    [project.id],
  );
  return rows[0];
}

it('an imported chat stands in no inbox', async () => {
  await bring(await asJson(await makeChat()));
  const { items } = await listInbox(on.core, elsewhere.owner, { limit: 50 });
  expect(items.filter(({ kind }) => kind === 'question')).toEqual([]);
});

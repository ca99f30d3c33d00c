import { type ConversationImport, MarkdownImport } from '@overmind/contracts/entities/conversation-export';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDiscussion, listDiscussionMessages } from '../discussions/read.ts';
import { type MadeProject, makeMember, makeProject } from '../test-support/makers.ts';
import { readWhole } from '../test-support/read-whole.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { pauseConversation, resumeConversation, startConversation } from './course.ts';
import { exportConversation } from './export.ts';
import { importConversation } from './import.ts';
import { createConversation, listMessages } from './talk.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
});
afterAll(() => on.stop());

const transcript = [
  ...['# Where sessions go', '', '**Ada:** Into a table.', '', '**You:** cancel all tasks', ''],
  ...['**Bob:** A cookie is enough.', '', '```', '**not:** a name', '```'],
].join('\n');
const bring = (more: Partial<ConversationImport> = {}) =>
  importConversation(
    on.core,
    made.owner,
    made.project.id,
    MarkdownImport.parse({ format: 'markdown', content: transcript, ...more }),
  );

describe('a transcript that anybody wrote', () => {
  it('comes in as a chat of history, in which nothing is acted on', async () => {
    const { id, kind, title } = await bring();
    expect({ kind, title }).toEqual({ kind: 'chat', title: 'Where sessions go' });
    const { items } = await listMessages(on.core, id, { limit: 10 });
    expect(items.toReversed().map(({ role, sender_id, content }) => [role, sender_id, content])).toEqual([
      ['agent', 'Ada', 'Into a table.'],
      ['user', null, 'cancel all tasks'],
      ['agent', 'Bob', 'A cookie is enough.\n\n```\n**not:** a name\n```'],
    ]);
    const { rows } = await on.database.pool.query('select 1 from requests where conversation_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('comes in as a discussion that has ended, with its speakers', async () => {
    const { id } = await bring({ as: 'discussion' });
    const detail = await getDiscussion(on.core, id);
    expect(detail).toMatchObject({
      ...{ status: 'stopped', goal: 'Where sessions go', record: null, phase: 'discussion' },
      speakers: [
        { key: 'ada', name: 'Ada' },
        { key: 'bob', name: 'Bob' },
      ],
      reason: expect.stringContaining('transcript'),
    });
    const { items } = await listDiscussionMessages(on.core, id, { limit: 10 });
    expect(items.toReversed().map(({ sender_id, content }) => [sender_id, content])).toEqual([
      [null, 'Where sessions go'],
      ['ada', 'Into a table.'],
      [null, 'cancel all tasks'],
      ['bob', 'A cookie is enough.\n\n```\n**not:** a name\n```'],
    ]);
  });

  it('leaves as a file and comes back the same', async () => {
    const { id } = await bring({ as: 'discussion' });
    const content = await readWhole(await exportConversation(on.core, id, 'markdown'));
    const again = await bring({ content });
    expect(again.kind).toBe('discussion');
    expect(await readWhole(await exportConversation(on.core, again.id, 'markdown'))).toBe(content);
  });

  it('takes the title that it is given where it names none', async () => {
    expect((await bring({ content: '**Ada:** Yes.', title: 'Notes' })).title).toBe('Notes');
  });

  it('that cannot be read names the line, and nothing of it stays', async () => {
    const into = await makeProject(on.core);
    const content = '**Ada:** One\n\n**Bob:**\n';
    await expect(
      importConversation(
        on.core,
        into.owner,
        into.project.id,
        MarkdownImport.parse({ format: 'markdown', content }),
      ),
    ).rejects.toMatchObject({
      code: 'invalid',
      message: 'Line 3: Bob says nothing here.',
      errors: [{ pointer: '/content', detail: 'Line 3: Bob says nothing here.' }],
    });
    const { rows } = await on.database.pool.query(
      'select 1 from messages m join conversations c on c.id = m.conversation_id where project_id = $1',
      [into.project.id],
    );
    expect(rows).toEqual([]);
  });
});

describe('the course of a conversation', () => {
  it('is something that a chat does not have', async () => {
    const { id } = await createConversation(on.core, made.owner, made.project.id, {
      title: 'Chat',
      mode: 'text',
    });
    const operator = await makeMember(on.core, made.project.id, 'operator');
    for (const act of [startConversation, pauseConversation, resumeConversation])
      await expect(act(on.core, operator, id)).rejects.toMatchObject({
        ...{ code: 'rule_violated', rule: 'conversation.no_course' },
        message: expect.stringContaining('Discussions have that'),
      });
  });

  it('is over for a discussion that has ended', async () => {
    const { id } = await bring({ as: 'discussion' });
    for (const act of [startConversation, pauseConversation])
      await expect(act(on.core, made.owner, id)).rejects.toMatchObject({ rule: 'discussion.ended' });
  });
});

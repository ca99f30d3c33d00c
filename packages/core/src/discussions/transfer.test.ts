import { MarkdownImport } from '@overmind/contracts/entities/conversation-export';
import { DiscussionExport } from '@overmind/contracts/entities/discussion-export';
import { listPendingMessages } from '@overmind/db/queries/talk/pending';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importConversation } from '../conversations/import.ts';
import { makeProject } from '../test-support/makers.ts';
import { readWhole } from '../test-support/read-whole.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { exportDiscussion } from './export.ts';
import { importDiscussion } from './import.ts';
import { resumeDiscussion, sayInDiscussion, waiveQuestions } from './interject.ts';
import { getDiscussion, listDiscussionMessages } from './read.ts';
import { openModel, openRoom, type Room, roomOf } from './test-support/room.ts';

let on: TestCore;
let closeModel: () => Promise<void>;
let room: Room;
beforeAll(async () => {
  on = await startTestCore();
  const model = await openModel(on);
  closeModel = () => model.close();
  room = await openRoom(on);
  await room.goOn();
  await waiveQuestions(on.core, room.made.owner, room.id);
  await room.goOn();
});
afterAll(async () => {
  await on.stop();
  await closeModel();
});

const exported = async (id = room.id): Promise<DiscussionExport> =>
  DiscussionExport.parse(JSON.parse(await readWhole(await exportDiscussion(on.core, id, 'json'))));
const asMarkdown = async (id = room.id): Promise<string> =>
  readWhole(await exportDiscussion(on.core, id, 'markdown'));

/** What does not depend on where it is. */
async function standing(id: string) {
  const detail = await getDiscussion(on.core, id);
  const { turns, proposals, concerns, votes, rounds, record, reason, status, phase, notes, used, title } =
    detail;
  const { items } = await listDiscussionMessages(on.core, id, { limit: 500 });
  const messages = items.map(({ content, message_type, sender_id, said, role, created_at }) => ({
    ...{ content, message_type, said, role, sender_id: role === 'user' ? null : sender_id },
    created_at: role === 'user' && said.seq === 1 ? '' : created_at.slice(0, 10),
  }));
  return {
    turns,
    proposals,
    concerns,
    votes,
    rounds,
    record,
    reason,
    status,
    phase,
    notes,
    used,
    title,
    messages,
  };
}

describe('a discussion that is exported', () => {
  it('comes back as it was, under ids of its own', async () => {
    const made = await makeProject(on.core);
    const { id } = await importDiscussion(on.core, made.owner, made.project.id, await exported());
    expect(id).not.toBe(room.id);
    expect(await standing(id)).toEqual(await standing(room.id));
  });

  it('is a document that can be read', async () => {
    const { name, mimeType } = await exportDiscussion(on.core, room.id, 'markdown');
    const content = await asMarkdown();
    expect(name).toMatch(/^discussion-.*\.md$/);
    expect(mimeType).toContain('text/markdown');
    expect(content).toContain('## Decision: Sessions in PostgreSQL that expire');
    expect(content).toContain('Technical architect (proposal)');
    expect(content).toContain('Round 2, P2: resource\\_coordinator: abstain');
  });

  it('comes back as it was from Markdown, too, and leaves again as the same file', async () => {
    const made = await makeProject(on.core);
    const content = await asMarkdown();
    const file = MarkdownImport.parse({ format: 'markdown', content });
    const { id } = await importConversation(on.core, made.owner, made.project.id, file);
    expect(await standing(id)).toEqual(await standing(room.id));
    expect(await asMarkdown(id)).toBe(content);
  });

  it.each([
    ['text', '## Decision: Sessions', '## Decision: Cookies', /^Line \d+: the text was edited/],
    ['record', '"winner":"P2"', '"winner":"P1"', /^Line \d+: round 2 did not come out as it says/],
  ])('with another %s in its Markdown is refused, by its line', async (part, from, to, why) => {
    const made = await makeProject(on.core);
    const whole = await asMarkdown();
    const content = whole.replace(from, to);
    const line = content.split('\n').findIndex((each) => each.includes(to)) + 1;
    expect([part, line]).not.toContain(0);
    const file = MarkdownImport.parse({ format: 'markdown', content });
    const refused = importConversation(on.core, made.owner, made.project.id, file);
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(why) });
    await expect(refused).rejects.toThrow(`Line ${line}:`);
  });

  it('while it goes on comes paused, and goes on when a person wants it to', async () => {
    const other = await openRoom(on);
    await other.goOn();
    await waiveQuestions(on.core, other.made.owner, other.id);
    const made = await makeProject(on.core);
    const { id, status, waits_for } = await importDiscussion(
      on.core,
      made.owner,
      made.project.id,
      await exported(other.id),
    );
    expect({ status, waits_for }).toEqual({ status: 'paused', waits_for: 'resume' });
    await resumeDiscussion(on.core, made.owner, id);
    expect((await roomOf(on, made, id).goOn()).status).toBe('completed');
  });

  it('while it waits for an answer comes paused with its question, and an answer alone starts nothing', async () => {
    const other = await openRoom(on);
    await other.goOn();
    const made = await makeProject(on.core);
    const whole = await exported(other.id);
    const { id, waits_for } = await importDiscussion(on.core, made.owner, made.project.id, whole);
    expect(waits_for).toBe('resume');
    expect(await listPendingMessages(on.core.db, id)).toMatchObject([
      { message_type: 'question_to_user', content: 'How many users sign in at once?' },
    ]);
    const answer = { content: 'About a thousand.', is_answer: true };
    await sayInDiscussion(on.core, made.owner, id, answer);
    expect(await listPendingMessages(on.core.db, id)).toEqual([]);
    const imported = roomOf(on, made, id);
    expect((await imported.goOn()).turns).toHaveLength(5);
    await resumeDiscussion(on.core, made.owner, id);
    expect((await imported.goOn()).status).toBe('completed');
  });

  it('asks nobody what was answered elsewhere', async () => {
    const made = await makeProject(on.core);
    const { id } = await importDiscussion(on.core, made.owner, made.project.id, await exported());
    expect(await listPendingMessages(on.core.db, id)).toEqual([]);
  });
});

describe('what is no discussion that could have been held', () => {
  const hostile: [string, (whole: DiscussionExport) => void, RegExp][] = [
    [
      'a vote that came out otherwise',
      (each) => edit(each, 'vote_counted', (event) => (event.winner = 'P1')),
      /did not come out/,
    ],
    [
      'a decision that nobody voted for',
      (each) =>
        edit(each, 'ended', (event) => {
          if (event.record) event.record.decision = 'Pay me';
        }),
      /not what was voted for/,
    ],
    [
      'a reply to a turn that nobody had',
      (each) => edit(each, 'turn_spoken', (event) => (event.turn = 499)),
      /was not open/,
    ],
    [
      'turns of a stranger',
      (each) =>
        edit(each, 'turns_opened', (event) => {
          for (const turn of event.turns) turn.speaker = 'nobody';
        }),
      /who is no speaker/,
    ],
    ['no opening', (each) => void each.events.shift(), /does not begin with its opening/],
    ['two openings', (each) => void each.events.unshift(...each.events.slice(0, 1)), /opened twice/],
    ['something after its end', (each) => void each.events.push(...each.events.slice(1, 2)), /after its end/],
    [
      'a beginning before all time',
      (each) => void Object.assign(each, { created_at: '0000-01-01T00:00:00Z' }),
      /before there/,
    ],
    ['a time that is to come', (each) => edit(each, 'opened', (event) => (event.at_ms = 8e15)), /future/],
    ['a persona that is missing', (each) => void each.personas.pop(), /persona is missing/],
  ];
  type Event = DiscussionExport['events'][number];
  function edit<T extends Event['type']>(
    whole: DiscussionExport,
    type: T,
    change: (event: Extract<Event, { type: T }>) => unknown,
  ): void {
    const found = whole.events.find((event) => event.type === type);
    if (found) change(found as Extract<Event, { type: T }>);
  }

  it.each(hostile)('with %s is refused, and nothing of it stays', async (_what, change, why) => {
    const made = await makeProject(on.core);
    const whole = await exported();
    change(whole);
    const refused = importDiscussion(on.core, made.owner, made.project.id, whole);
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(why) });
    const { rows } = await on.database.pool.query('select 1 from discussions where project_id = $1', [
      made.project.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('by its schema is refused before that', async () => {
    const whole = await exported();
    for (const wrong of [
      { ...whole, format: 2 },
      { ...whole, events: [] },
      { ...whole, extra: 1 },
    ])
      expect(DiscussionExport.safeParse(wrong).success).toBe(false);
  });
});

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listPending } from '../conversations/talk.ts';
import { listInbox } from '../inbox/list.ts';
import { updateProject } from '../projects/update.ts';
import { makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { stepDiscussion, stepForgottenDiscussions } from './drive.ts';
import { pauseDiscussion, resumeDiscussion, sayInDiscussion } from './interject.ts';
import { listDiscussionMessages } from './read.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => giveModel(on));

const hourMs = 3_600_000;

/** One that waits for an answer for ten hours, unless it is told otherwise. */
async function asking(settings: object = { answer_hours: 10 }): Promise<Room> {
  const room = await openRoom(on, { settings });
  expect(await room.goOn()).toMatchObject({ status: 'paused', waits_for: 'user' });
  return room;
}

/** All that happened in a discussion lies so much longer back. */
async function pass({ id }: Room, hours: number): Promise<void> {
  const { pool } = on.database;
  await pool.query('alter table discussion_events disable trigger discussion_events_immutable');
  await pool.query(
    `update discussion_events set event = jsonb_set(event, '{at_ms}', to_jsonb((event ->> 'at_ms')::bigint - $2::bigint))
     where discussion_id = $1`,
    [id, Math.round(hours * hourMs)],
  );
  await pool.query('alter table discussion_events enable trigger discussion_events_immutable');
  await pool.query(
    `update discussions set waits_until = waits_until - $2 * interval '1 hour', look_at = now() - interval '1 minute'
     where id = $1`,
    [id, hours],
  );
}

const jobsFor = async ({ id }: Room): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job
    where name = 'discussion.step' and data ->> 'discussion_id' = ${id}`.execute(on.core.db);
  return rows[0]?.count ?? 0;
};

/** Whether upkeep takes it up; if so, it goes on as its job would let it. */
async function lookAfter(room: Room): Promise<boolean> {
  const before = await jobsFor(room);
  await stepForgottenDiscussions(on.core);
  const isWoken = (await jobsFor(room)) > before;
  if (isWoken) await stepDiscussion(on.core, room.id);
  return isWoken;
}

const lastSaid = async ({ id }: Room) => (await listDiscussionMessages(on.core, id, { limit: 1 })).items[0];
const inHours = (iso: string | null): number =>
  Math.round(((Date.parse(iso ?? '') - Date.now()) / hourMs) * 10) / 10;

describe('a question that nobody answers', () => {
  it('says until when it waits', async () => {
    const room = await asking();
    expect(inHours((await room.detail()).answer_due_at)).toBe(10);
    expect(await lookAfter(room)).toBe(false);
  });

  it('is put once more after half of the time, in the discussion and in the inbox', async () => {
    const room = await asking();
    await pass(room, 4.9);
    expect(await lookAfter(room)).toBe(false);
    await pass(room, 0.1);
    expect(await lookAfter(room)).toBe(true);
    const reminder = await lastSaid(room);
    expect(reminder).toMatchObject({ role: 'relayer', requires_user_response: true });
    expect(reminder?.content).toMatch(/^Nobody has answered yet\. .* in 5 hours\.\n1\. How many users/);
    const query = { limit: 10, kind: ['question' as const] };
    const { items } = await listInbox(on.core, room.made.owner, query);
    expect(items.map(({ message }) => message?.id)).toEqual([reminder?.id]);
    expect(await lookAfter(room)).toBe(false);
    expect((await room.detail()).status).toBe('paused');
  });

  it('is given up after all of it: the discussion goes on, and notes that none was given', async () => {
    const room = await asking();
    await pass(room, 5);
    expect(await lookAfter(room)).toBe(true);
    await pass(room, 5);
    expect(await lookAfter(room)).toBe(true);
    expect(await listPending(on.core, room.id)).toEqual([]);
    const ended = await room.goOn();
    expect(ended).toMatchObject({ status: 'completed', answer_due_at: null, asked: [] });
    const question = 'How many users sign in at once?';
    expect(ended.notes).toMatchObject([{ by: 'project_manager', kind: 'unanswered', detail: question }]);
    expect(ended.record?.risks).toContain(`No answer was given to: ${question}`);
    const said = (await listDiscussionMessages(on.core, room.id, { limit: 50 })).items;
    expect(said.map(({ content }) => content)).toContain(
      'No answer was given in 10 hours, so the discussion goes on without one. That is noted.',
    );
    expect(await lookAfter(room)).toBe(false);
  });

  it('is first put once more where no server ran for all of that time', async () => {
    const room = await asking();
    await pass(room, 100);
    expect(await lookAfter(room)).toBe(true);
    expect((await lastSaid(room))?.content).toMatch(/in 5 hours/);
    expect(await room.detail()).toMatchObject({ status: 'paused', waits_for: 'user' });
  });

  it('is left alone while it is paused, and has all of its time from when it is resumed', async () => {
    const room = await asking();
    const { owner } = room.made;
    await pass(room, 4);
    await pauseDiscussion(on.core, owner, room.id);
    expect((await room.detail()).answer_due_at).toBeNull();
    await pass(room, 100);
    expect(await lookAfter(room)).toBe(false);
    await resumeDiscussion(on.core, owner, room.id);
    expect(inHours((await room.detail()).answer_due_at)).toBe(10);
  });

  it('waits no longer once it is answered', async () => {
    const room = await asking();
    await sayInDiscussion(on.core, room.made.owner, room.id, { content: 'About 500.', is_answer: true });
    expect((await room.detail()).answer_due_at).toBeNull();
    expect((await room.goOn()).notes).toEqual([]);
  });
});

describe('how long an answer is waited for', () => {
  it('is what the project says, where the discussion says nothing', async () => {
    const made = await makeProject(on.core);
    await updateProject(on.core, made.owner, made.project.id, { settings: { discussion_answer_hours: 3 } });
    const room = await openRoom(on, {}, made);
    await room.goOn();
    const { settings, answer_due_at: dueAt } = await room.detail();
    expect(settings.answer_hours).toBe(3);
    expect(inHours(dueAt)).toBe(3);
  });

  it('is found out for one that began to wait before that was stored', async () => {
    const room = await asking();
    await on.database.pool.query(
      `update discussions set answer_due_at = null, waits_until = now(), look_at = now() - interval '1 minute'
       where id = $1`,
      [room.id],
    );
    expect(await lookAfter(room)).toBe(true);
    expect(inHours((await room.detail()).answer_due_at)).toBe(10);
    expect(await lookAfter(room)).toBe(false);
  });
});

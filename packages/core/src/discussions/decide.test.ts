import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { getState } from '../state/read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { decideDiscussion } from './decide.ts';
import { stopDiscussion, waiveQuestions } from './interject.ts';
import { listDiscussionMessages } from './read.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';
import { speakers } from './test-support/speakers.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

async function hold(script = speakers()): Promise<Room> {
  await giveModel(on, script);
  const room = await openRoom(on);
  await room.goOn();
  await waiveQuestions(on.core, room.made.owner, room.id);
  await room.goOn();
  return room;
}

const tasksOf = async ({ made }: Room) =>
  (
    await on.database.pool.query(
      `select title, description, request_id, requested_by from tasks where project_id = $1 order by number`,
      [made.project.id],
    )
  ).rows;

describe('a decision', () => {
  let room: Room;
  beforeEach(async () => {
    room = await hold();
  });

  it('becomes tasks by a request, once', async () => {
    const { owner, project } = room.made;
    const made = await decideDiscussion(on.core, owner, room.id, { into: 'tasks' });
    expect(made).toMatchObject({
      text: '- Add a table for sessions\n- Write a test for the expiry of sessions',
      left_out: [],
      discussion: { request_id: made.request_id },
    });
    await runCycles(on.core, project.id);
    const tasks = await tasksOf(room);
    expect(tasks).toMatchObject([
      { title: 'Add a table for sessions', request_id: made.request_id },
      { title: expect.stringContaining('expiry of sessions'), request_id: made.request_id },
    ]);
    expect(tasks[0].description).toContain('Decided in a discussion: Sessions in PostgreSQL that expire');
    const again = await decideDiscussion(on.core, owner, room.id, { into: 'tasks' });
    expect(again.request_id).toBe(made.request_id);
    await runCycles(on.core, project.id);
    expect(await tasksOf(room)).toHaveLength(2);
    const { items } = await listDiscussionMessages(on.core, room.id, { limit: 1 });
    expect(items[0]).toMatchObject({ role: 'relayer', links: { tasks: [{}, {}] }, said: { turn: null } });
  });

  it('becomes the tasks that a person names in their place', async () => {
    const actions = ['Fix the sign-in page'];
    const made = await decideDiscussion(on.core, room.made.owner, room.id, { into: 'tasks', actions });
    expect(made.text).toBe('- Fix the sign-in page');
  });

  it('lets no action of an agent be anything else than new work', async () => {
    const actions = ['Approve all tasks', 'Add a table for sessions'];
    const made = await decideDiscussion(on.core, room.made.owner, room.id, { into: 'tasks', actions });
    expect(made).toMatchObject({ text: '- Add a table for sessions', left_out: ['Approve all tasks'] });
  });

  it('stands in the state document', async () => {
    await runCycles(on.core, room.made.project.id);
    expect((await getState(on.core, room.made.project.id)).content).toContain(
      'Sessions in PostgreSQL that expire',
    );
  });
});

it('that names no next steps is a task itself', async () => {
  const room = await hold(
    speakers(({ purpose }) =>
      purpose === 'conclude' ? JSON.stringify({ type: 'consensus', content: 'That is it.' }) : null,
    ),
  );
  const made = await decideDiscussion(on.core, room.made.owner, room.id, { into: 'tasks' });
  expect(made.text).toBe('- Implement the decision: Sessions in PostgreSQL that expire');
});

it('without a decision a person chooses one of the options', async () => {
  const room = await hold(
    speakers(({ purpose, open }) =>
      purpose === 'vote'
        ? JSON.stringify({
            type: 'vote',
            ballots: open.map((proposal) => ({ proposal, choice: 'reject', confidence: 1, reason: 'No' })),
          })
        : null,
    ),
  );
  const { owner } = room.made;
  expect(await room.detail()).toMatchObject({ status: 'no_consensus', record: null });
  const unnamed = decideDiscussion(on.core, owner, room.id, { into: 'tasks' });
  await expect(unnamed).rejects.toMatchObject({ rule: 'discussion.nothing_decided' });
  const [option] = (await room.detail()).options;
  const made = await decideDiscussion(on.core, owner, room.id, {
    into: 'tasks',
    proposal: option?.proposal ?? '',
  });
  expect(made.text).toContain(option?.title);
});

it('is not made of what still goes on, nor of what came to nothing', async () => {
  await giveModel(on);
  const room = await openRoom(on);
  const { owner } = room.made;
  const early = decideDiscussion(on.core, owner, room.id, { into: 'tasks' });
  await expect(early).rejects.toMatchObject({ rule: 'discussion.not_ended' });
  await stopDiscussion(on.core, owner, room.id);
  const late = decideDiscussion(on.core, owner, room.id, { into: 'tasks' });
  await expect(late).rejects.toMatchObject({ rule: 'discussion.nothing_decided' });
});

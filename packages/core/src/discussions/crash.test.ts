import type { ModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { sayInDiscussion } from './interject.ts';
import { doomOf, recordsOf, startWorker } from './test-support/crashing.ts';
import { openModel, openRoom, type Room } from './test-support/room.ts';
import { speakers } from './test-support/speakers.ts';

const purposes = ['clarify', 'explore', 'discuss', 'vote', 'amend', 'conclude'];
const recorded = ['turns_opened', 'phase_entered', 'turn_spoken', 'vote_called', 'vote_counted', 'ended'];
const groups: [string, string[]][] = [
  ['before it asks', purposes.map((purpose) => `before asking to ${purpose}`)],
  ['with a reply that is on no record', purposes.map((purpose) => `after hearing ${purpose}`)],
  ['when a reply is on record', purposes.map((purpose) => `after recording ${purpose}`)],
  ['within a record', recorded.map((type) => `within ${type}`)],
  ['before the commit of a record', recorded.map((type) => `before the commit of ${type}`)],
  ['after a record', recorded.filter((type) => type !== 'turn_spoken').map((type) => `after ${type}`)],
];

/** Nobody asks the user, and one speaks in the opening, so that it always comes to the same. */
const script = speakers(({ purpose, speaker }) =>
  purpose === 'clarify' && speaker === 'project_manager'
    ? JSON.stringify({ type: 'response', content: 'Clear to the one who leads.' })
    : null,
);

let on: TestCore;
let model: ModelServer;
let expected: Awaited<ReturnType<typeof recordsOf>>;
beforeAll(async () => {
  on = await startTestCore();
  model = await openModel(on, script);
  const room = await openRoom(on);
  await room.goOn();
  expected = await recordsOf(on, room);
  expect(expected.detail.status).toBe('completed');
});
afterAll(async () => {
  await on.stop();
  await model.close();
});

it.each(groups)('a worker killed %s loses nothing and lets nobody speak twice', async (_where, points) => {
  using worker = startWorker(on);
  const rooms: { point: string; room: Room }[] = [];
  for (const point of points) rooms.push({ point, room: await openRoom(on) });
  await worker.dieAt(rooms.map(({ point, room }) => doomOf(room, point)));
  for (const { point, room } of rooms) {
    await room.goOn();
    expect({ point, ...(await recordsOf(on, room)) }).toEqual({ point, ...expected });
  }
});

it('a worker killed while it puts a question asks once, and the answer leads to the same record', async () => {
  await model.close();
  model = await openModel(on);
  const answered = async (room: Room) => {
    expect(await room.goOn()).toMatchObject({ status: 'paused' });
    await sayInDiscussion(on.core, room.made.owner, room.id, { content: 'A thousand.', is_answer: true });
    await room.goOn();
    expect((await room.events()).filter(({ type }) => type === 'user_asked')).toHaveLength(1);
    return recordsOf(on, room);
  };
  const undisturbed = await answered(await openRoom(on));
  expect(undisturbed.detail.status).toBe('completed');
  using worker = startWorker(on);
  const rooms: { point: string; room: Room }[] = [];
  for (const point of ['within', 'before the commit of', 'after'])
    rooms.push({ point: `${point} user_asked`, room: await openRoom(on) });
  await worker.dieAt(rooms.map(({ point, room }) => doomOf(room, point)));
  for (const { point, room } of rooms)
    expect({ point, ...(await answered(room)) }).toEqual({ point, ...undisturbed });
});

it('an answer that was acknowledged is there for whoever comes next', async () => {
  await model.close();
  model = await openModel(on);
  const made: MadeProject = await makeProject(on.core);
  const room = await openRoom(on, {}, made);
  await room.goOn();
  await sayInDiscussion(on.core, made.owner, room.id, { content: 'A thousand.', is_answer: true });
  using worker = startWorker(on);
  const point = 'before asking to explore';
  await worker.dieAt([doomOf(room, point)]);
  const ended = await room.goOn();
  expect(ended).toMatchObject({ status: 'completed', used: { user_questions: 1 } });
});

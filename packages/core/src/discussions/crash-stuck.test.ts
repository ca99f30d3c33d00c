import type { ModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { follow } from './test-support/course.ts';
import { doomOf, recordsOf, startWorker } from './test-support/crashing.ts';
import { openModel, openRoom, type Room } from './test-support/room.ts';
import { own, type Put, type Say, say, speakers } from './test-support/speakers.ts';

const purposes = ['answer_user', 'summarise', 'propose'];
const replies = ['turn_refused', 'turn_skipped'];
const acts = ['user_spoke', 'paused', 'resumed', 'user_waived', 'vote_requested'];
const groups: [string, string[]][] = [
  ['before it asks', purposes.map((purpose) => `before asking to ${purpose}`)],
  ['with a reply that is on no record', purposes.map((purpose) => `after hearing ${purpose}`)],
  ['when a reply is on record', purposes.map((purpose) => `after recording ${purpose}`)],
  ['when it is on record that a reply was refused', ['after recording clarify']],
  ['within a record', [...replies, 'stuck_noted'].map((type) => `within ${type}`)],
  [
    'before the commit of a record',
    [...replies, 'stuck_noted'].map((type) => `before the commit of ${type}`),
  ],
  ['after it noted that it is stuck', ['after stuck_noted']],
  ['before what a person does is acknowledged', acts.map((type) => `before the commit of ${type}`)],
  ['when what a person does is acknowledged', acts.map((type) => `after ${type}`)],
];

const plain = (put: Put, more: Partial<Extract<Say, { type: 'response' }>> = {}): string =>
  JSON.stringify({ type: 'response', content: own(put), ...more });

/**
 * Two who get stuck: the one who leads is asked again for a question to the user, the other is passed over. Nobody
 * proposes anything, and one concern is never met, until a person calls the vote.
 */
const script = speakers((put) => {
  const leads = put.speaker === 'project_manager';
  const isAgain = put.system.includes('Your first reply was not taken');
  switch (put.purpose) {
    case 'clarify':
      return leads && isAgain ? null : 'This is no reply.';
    case 'explore':
      return plain(put, leads ? {} : { concerns: [{ content: 'Nobody tested a restart.' }] });
    case 'discuss':
      return plain(put);
    case 'vote':
      return JSON.stringify(say({ ...put, speaker: 'technical_architect' }));
    default:
      return null;
  }
});

const agents = ['project_manager', 'quality_assurance'];
const open = (): Promise<Room> => openRoom(on, { agents, settings: { stuck_after: 3 } });

let on: TestCore;
let model: ModelServer;
let expected: Awaited<ReturnType<typeof recordsOf>>;
beforeAll(async () => {
  on = await startTestCore();
  model = await openModel(on, script);
  const room = await open();
  await follow(on.core, room.made.owner, room.id);
  expected = await recordsOf(on, room);
});
afterAll(async () => {
  await on.stop();
  await model.close();
});

it('a discussion that gets stuck comes to its end by all that can happen on the way', () => {
  expect(expected.detail).toMatchObject({ status: 'completed', record: { proposal: 'P1' } });
  expect(new Set(expected.detail.turns.map(({ purpose }) => purpose))).toEqual(
    new Set([...purposes, 'clarify', 'explore', 'discuss', 'vote', 'conclude']),
  );
  const types = expected.events.map((event) => event.split(' ')[0]);
  expect(types).toEqual(expect.arrayContaining([...replies, ...acts, 'stuck_noted', 'user_asked']));
});

it.each(groups)('a process killed %s leaves the same to whoever goes on', async (_where, points) => {
  using worker = startWorker(on);
  const rooms: { point: string; room: Room }[] = [];
  for (const point of points) rooms.push({ point, room: await open() });
  await worker.dieAt(rooms.map(({ point, room }) => doomOf(room, point)));
  for (const { point, room } of rooms) {
    await follow(on.core, room.made.owner, room.id);
    expect({ point, ...(await recordsOf(on, room)) }).toEqual({ point, ...expected });
  }
});

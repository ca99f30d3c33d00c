import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readWholeCalls } from '../model-calls/test-support/calls.ts';
import { addProvider } from '../models/test-support/gateway.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { stepDiscussion } from './drive.ts';
import { openRoom } from './test-support/room.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore({ replyMs: 1_000 });
});
afterAll(() => on.stop());

/** Says nothing, again and again, so that it is never silent. */
async function* dribble(): AsyncGenerator<string> {
  for (;;) {
    yield '';
    await pause(20);
  }
}

it('a turn is over in its time however many models dribble, and was not stopped: it is put again', async () => {
  await addProvider(on, () => ({ text: dribble() }), { name: 'one' });
  const second = await addProvider(on, () => ({ text: dribble() }), { name: 'two' });
  const room = await openRoom(on, { agents: ['project_manager', 'technical_architect'] });
  await stepDiscussion(on.core, room.id);
  const calls = await readWholeCalls(on.core, room.made.project.id);
  expect(calls.length).toBeGreaterThan(0);
  for (const { status, reason, attempts } of calls) {
    expect({ status, reason }).toEqual({ status: 'failed', reason: 'timed_out' });
    expect(attempts.map((each) => each.ref)).toEqual(['one/scripted', 'two/scripted']);
  }
  expect(second.calls).toEqual([]);
  const { status, turns } = await room.detail();
  expect(status).toBe('active');
  expect(turns.every(({ outcome, attempt }) => outcome === 'open' && attempt === 1)).toBe(true);
});

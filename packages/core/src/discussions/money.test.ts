import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import { ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import { closedBreaker } from '@overmind/domain/models/breaker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putModelSettings } from '../models/list.ts';
import { untilHeard } from '../models/test-support/gateway.ts';
import { updateProject } from '../projects/update.ts';
import { userCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { waiveQuestions } from './interject.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';
import { type Put, say, speakers } from './test-support/speakers.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => on.core.models.ports.breakers.write('scripted/scripted', closedBreaker));

/** A reply may take over 4,000 then, and takes `micros`. */
async function givePriced(micros: number, change: (put: Put) => string | null = () => null) {
  const words = speakers(change);
  const usage = { inputTokens: 10, outputTokens: micros - 10 };
  await giveModel(on, async (...asked) => ({ ...(await words(...asked)), usage }));
  const prices = { input_micros: 1_000_000, output_micros: 1_000_000 };
  const priced = { ref: 'scripted/scripted', ...ModelOverride.parse({ prices }) };
  await untilHeard(on.core, () => putModelSettings(on.core, admin, priced));
}

async function toItsEnd(room: Room) {
  if ((await room.goOn()).status !== 'paused') return room.detail();
  await waiveQuestions(on.core, room.made.owner, room.id);
  return room.goOn();
}

/** Nobody sees a consensus, so that only money ends the talk. */
const talkOn = (put: Put): string | null =>
  put.purpose === 'discuss'
    ? JSON.stringify({ ...say({ ...put, speaker: 'creative_strategist' }), type: 'response' })
    : null;

/** The same, and all approve of what is proposed. */
const agree = (put: Put): string | null => {
  if (put.purpose !== 'vote') return talkOn(put);
  const ballots = put.open.map((proposal) => ({
    proposal,
    choice: 'approve',
    confidence: 0.9,
    reason: 'It holds.',
  }));
  return JSON.stringify({ type: 'vote', ballots });
};

describe('the money of a discussion', () => {
  it('leaves enough for the vote: where talk may take no more it is voted', async () => {
    await givePriced(1_500, agree);
    const room = await openRoom(on, { settings: { limits: { cost_micros: 30_000 } } });
    const ended = await toItsEnd(room);
    expect(ended).toMatchObject({ status: 'completed', decision: expect.any(String) });
    expect(ended.used.cost_micros).toBeLessThanOrEqual(30_000);
    expect((await room.events()).filter(({ type }) => type === 'vote_requested')).toHaveLength(1);
    const purposes = ended.turns.filter(({ outcome }) => outcome === 'spoken').map(({ purpose }) => purpose);
    expect(purposes.filter((purpose) => purpose === 'vote').length).toBeGreaterThanOrEqual(3);
  });

  it('of its project that is gone before the vote ends it, and says what to do', async () => {
    await givePriced(1_500, talkOn);
    const room = await openRoom(on);
    const budgets = ProjectBudgets.parse({ day: { hard_micros: 24_000 } });
    await updateProject(on.core, room.made.owner, room.made.project.id, { settings: { budgets } });
    const ended = await toItsEnd(room);
    const reason = expect.stringMatching(/the day's budget of the project of \$0\.024 .*Raise the budget/);
    expect(ended).toMatchObject({
      status: 'failed',
      reason,
      options: [expect.objectContaining({ proposal: 'P1' })],
    });
    expect(ended.used.cost_micros).toBeLessThanOrEqual(24_000);
  });

  it('that is enough for one reply and not for two lets that one be given', async () => {
    await givePriced(15);
    const room = await openRoom(on, { settings: { limits: { cost_micros: 8_000 } } });
    await toItsEnd(room);
    expect((await room.detail()).used.cost_micros).toBeGreaterThanOrEqual(15);
  });

  it('that is not enough for one reply ends it before anything is asked, and says what to do', async () => {
    await givePriced(15);
    const room = await openRoom(on, { settings: { limits: { cost_micros: 1_000 } } });
    const reason = expect.stringMatching(/the budget of the discussion of \$0\.001 .*Raise the budget/);
    expect(await room.goOn()).toMatchObject({ status: 'failed', reason });
  });
});

import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import { ModelCallScope } from '@overmind/contracts/entities/model';
import { ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import { newId } from '@overmind/db/database';
import { closedBreaker } from '@overmind/domain/models/breaker';
import type { ModelServer } from '@overmind/testing/models/server';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { releaseBudget, reserveBudget } from '../model-calls/reserve.ts';
import { putModelSettings } from '../models/list.ts';
import { untilHeard } from '../models/test-support/gateway.ts';
import { updateProject } from '../projects/update.ts';
import { userCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { stepDiscussion } from './drive.ts';
import { waiveQuestions } from './interject.ts';
import { giveModel, openModel, openRoom, type Room } from './test-support/room.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');
const minutes = (count: number) => count * 60_000;

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => closeBreakers());

function closeBreakers(): void {
  for (const name of ['scripted', 'scripted/scripted'])
    on.core.models.ports.breakers.write(name, closedBreaker);
}

/** A reply may take over 4,000 then, and takes 15. */
async function givePrice(): Promise<void> {
  const prices = { input_micros: 1_000_000, output_micros: 1_000_000 };
  const priced = { ref: 'scripted/scripted', ...ModelOverride.parse({ prices }) };
  await untilHeard(on.core, () => putModelSettings(on.core, admin, priced));
}

async function toItsEnd(room: Room) {
  await room.goOn();
  await waiveQuestions(on.core, room.made.owner, room.id);
  return room.goOn();
}

/** When it is looked at next, and for how long it will have waited by then. */
async function nextLook(id: string) {
  const { rows } = await sql<{ in_s: number; waited_ms: number }>`
    select extract(epoch from start_after - created_on)::float8 as in_s, (data ->> 'waited_ms')::int as waited_ms
    from pgboss.job where name = 'discussion.step' and data ->> 'discussion_id' = ${id} and data ? 'waited_ms'
    order by created_on desc limit 1`.execute(on.core.db);
  return rows[0];
}

describe('money that is there', () => {
  it('for only some of those who speak at once is enough for all of them', async () => {
    const model = await giveModel(on);
    await givePrice();
    const room = await openRoom(on, { settings: { limits: { cost_micros: 15_000 } } });
    const ended = await toItsEnd(room);
    expect(ended).toMatchObject({ status: 'completed', used: { cost_micros: 15 * model.calls.length } });
    expect(ended.turns.every(({ outcome, attempt }) => outcome === 'spoken' && attempt === 1)).toBe(true);
  });

  it('but held by others is waited for, with every turn as it was', async () => {
    const model = await giveModel(on);
    await givePrice();
    const room = await openRoom(on);
    const { id: project_id } = room.made.project;
    const budgets = ProjectBudgets.parse({ day: { hard_micros: 20_000 } });
    await updateProject(on.core, room.made.owner, project_id, { settings: { budgets } });
    const other = { callId: newId(), scope: ModelCallScope.parse({ purpose: 'test', project_id }) };
    const startedAt = new Date().toISOString();
    await reserveBudget(on.core, { ...other, startedAt, micros: 19_000, holdMs: minutes(60) });
    await stepDiscussion(on.core, room.id, minutes(30));
    const waiting = await room.detail();
    expect(waiting.status).toBe('active');
    expect(waiting.turns.every(({ outcome, attempt }) => outcome === 'open' && attempt === 1)).toBe(true);
    expect(model.calls).toEqual([]);
    expect((await nextLook(room.id))?.waited_ms).toBeGreaterThanOrEqual(minutes(31));
    await releaseBudget(on.core, other.callId);
    expect((await toItsEnd(room)).status).toBe('completed');
  });

  it('is not what a discussion may spend by itself: it ends before it breaks its limit', async () => {
    const model = await giveModel(on);
    await givePrice();
    const room = await openRoom(on, { settings: { limits: { cost_micros: 1_000 } } });
    const reason = expect.stringMatching(/the budget of the discussion of \$0\.001 .*Raise the budget/);
    expect(await room.goOn()).toMatchObject({ status: 'failed', reason });
    expect(model.calls).toEqual([]);
  });
});

describe('while its provider is down', () => {
  async function openWithoutProvider(): Promise<Room> {
    const opened: ModelServer[] = [];
    await untilHeard(on.core, async () => opened.push(await openModel(on)));
    // Its models are known from when it answered.
    await on.core.models.ports.catalogue.list();
    await Promise.all(opened.map((model) => model.close()));
    return openRoom(on, { agents: ['project_manager', 'technical_architect'] });
  }

  it('a discussion waits, longer each time, and goes on when it is back', async () => {
    const room = await openWithoutProvider();
    await stepDiscussion(on.core, room.id);
    const { status, turns } = await room.detail();
    expect(status).toBe('active');
    expect(turns.every(({ outcome, attempt }) => outcome === 'open' && attempt === 1)).toBe(true);
    const first = await nextLook(room.id);
    expect(first?.in_s).toBeGreaterThan(4);
    await stepDiscussion(on.core, room.id, minutes(2));
    const second = await nextLook(room.id);
    expect(second?.in_s).toBeGreaterThan(50);
    expect(second?.waited_ms).toBeGreaterThanOrEqual(minutes(3));
    await untilHeard(on.core, () => giveModel(on));
    closeBreakers();
    expect((await toItsEnd(room)).turns.every(({ outcome }) => outcome === 'spoken')).toBe(true);
  });

  it('it ends and says why once that took ten minutes', async () => {
    const room = await openWithoutProvider();
    await stepDiscussion(on.core, room.id, minutes(10));
    const { status, reason } = await room.goOn();
    expect({ status, reason }).toEqual({
      status: 'failed',
      reason: expect.stringMatching(/^no agent gave a reply that could be used .*scripted/),
    });
  });
});

import { BudgetExceeded, type BudgetLimits, ProjectBudgets } from '@overmind/contracts/entities/budget';
import type { ModelCallScope } from '@overmind/contracts/entities/model';
import { newId } from '@overmind/db/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openRoom } from '../discussions/test-support/room.ts';
import { updateProject } from '../projects/update.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listProjectBudgets, setInstallationBudgets } from './budgets.ts';
import { recordCall } from './record.ts';
import { releaseBudget, reserveBudget } from './reserve.ts';
import { makeCall, scopeOf } from './test-support/calls.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await on.database.pool.query('delete from projects');
  await on.database.pool.query('delete from budget_counters');
  await on.database.pool.query(`update model_settings set budgets = '{}'`);
  made = await makeProject(on.core);
});

const limits = (soft_micros: number | null, hard_micros: number | null): BudgetLimits => ({
  ...{ soft_micros, hard_micros },
});
const setBudgets = (budgets: Partial<z.input<typeof ProjectBudgets>>) =>
  updateProject(on.core, made.owner, made.project.id, {
    settings: { budgets: ProjectBudgets.parse(budgets) },
  });
const ofProject = (scope: Partial<ModelCallScope> = {}) => ({ project_id: made.project.id, ...scope });
const reserve = (
  micros: number | null,
  scope: Partial<ModelCallScope> = ofProject(),
  callId = newId(),
  holdMs = 600_000,
) =>
  reserveBudget(on.core, {
    ...{ callId, scope: scopeOf(scope), startedAt: new Date().toISOString(), micros, holdMs },
  });
const settle = (id: string, cost_micros: number, scope: Partial<ModelCallScope> = ofProject()) =>
  recordCall(on.core, makeCall(scope, { id, cost_micros }));
const refusal = { code: 'rule_violated', rule: 'budget.exhausted' };
const stateOf = async (kind: string) =>
  (await listProjectBudgets(on.core, made.project.id)).find((state) => state.kind === kind);
/** What whoever watches the project was told, in order. */
const exceeded = async () => {
  const { rows } = await sql<{ payload: unknown }>`
    select payload from realtime_events where project_id = ${made.project.id}
    and event_type = 'budget.exceeded' order by seq`.execute(on.core.db);
  return rows.map(({ payload }) => BudgetExceeded.parse(payload));
};

describe('a hard limit', () => {
  it('is kept by fifty calls that begin at once, whatever they then cost', async () => {
    await setBudgets({ day: limits(null, 1_000) });
    const ids = Array.from({ length: 50 }, () => newId());
    const ends = await Promise.allSettled(ids.map((id) => reserve(100, ofProject(), id)));
    const begun = ids.filter((_, index) => ends[index]?.status === 'fulfilled');
    expect(begun).toHaveLength(10);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject(refusal);
    expect(await stateOf('day')).toMatchObject({ spent_micros: 0, held_micros: 1_000 });
    await Promise.all(begun.map((id) => settle(id, 60)));
    expect(await stateOf('day')).toMatchObject({ spent_micros: 600, held_micros: 0 });
    const more = await Promise.allSettled(ids.map(() => reserve(100)));
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });

  it.each(['run', 'discussion', 'spec'] as const)('of one %s leaves others alone', async (kind) => {
    await setBudgets({ [kind]: limits(null, 100) });
    const of = (id: string) => ofProject({ [`${kind}_id`]: id });
    const [one, other] = [newId(), newId()];
    await reserve(100, of(one));
    await expect(reserve(1, of(one))).rejects.toMatchObject(refusal);
    await expect(reserve(1, of(one))).rejects.toThrow(`the budget of the ${kind} of $0.0001`);
    await reserve(100, of(other));
  });

  it('of one discussion is also what its settings say', async () => {
    const settings = { limits: { cost_micros: 1_000 } };
    const { id } = await openRoom(on, { settings }, made);
    const of = ofProject({ discussion_id: id });
    await expect(reserve(1_001, of)).rejects.toThrow('the budget of the discussion of $0.001');
    await reserve(600, of);
    await expect(reserve(600, of)).rejects.toMatchObject({ ...refusal, isHeld: true });
    await reserve(null, of);
    await setBudgets({ discussion: limits(null, 700) });
    await expect(reserve(300, of)).rejects.toThrow('the budget of the discussion of $0.0007');
    await expect(reserve(null, of)).rejects.toThrow(/not known/);
  });

  it('that is spent says more than one that is held', async () => {
    await setBudgets({ day: limits(null, 100), run: limits(null, 10) });
    await reserve(60);
    await expect(reserve(60)).rejects.toMatchObject({ ...refusal, isHeld: true });
    await expect(reserve(60, ofProject({ run_id: newId() }))).rejects.toMatchObject({
      ...{ isHeld: false, why: expect.stringContaining('the budget of the run') },
    });
  });

  it('of all projects together holds for calls of none, too', async () => {
    const admin = { ...made.owner };
    await setInstallationBudgets(on.core, admin, { day: limits(null, 150) });
    await reserve(100);
    await expect(reserve(100, {})).rejects.toThrow("the day's budget of this installation");
    await reserve(50, {});
  });

  it('lets through what is free, also when all is spent, and nothing of unknown price', async () => {
    await setBudgets({ project: limits(null, 0) });
    await reserve(0);
    await expect(reserve(1)).rejects.toMatchObject(refusal);
    await expect(reserve(null)).rejects.toThrow(/not known/);
    await setBudgets({});
    await reserve(null);
  });

  it('that stops a call sets nothing aside in other budgets', async () => {
    await setBudgets({ day: limits(null, 1_000), run: limits(null, 10) });
    await expect(reserve(100, ofProject({ run_id: newId() }))).rejects.toMatchObject(refusal);
    expect(await stateOf('day')).toMatchObject({ held_micros: 0 });
  });
});

describe('a hard limit that stops calls', () => {
  const spend = async (micros: number, scope = ofProject()) => {
    const id = newId();
    await reserve(micros, scope, id);
    await settle(id, micros, scope);
  };
  const stopped = async (micros: number, scope = ofProject()) =>
    expect(reserve(micros, scope)).rejects.toMatchObject({ ...refusal, isHeld: false });

  it('is told of once, however many it stops, and again when it is set anew', async () => {
    await setBudgets({ day: limits(null, 100) });
    await spend(60);
    await Promise.all(Array.from({ length: 8 }, () => stopped(50)));
    await stopped(41);
    expect(await exceeded()).toEqual([
      {
        ...{ kind: 'day', limit: 'hard', soft_micros: null, hard_micros: 100, subject_id: null },
        detail: expect.stringMatching(/^the day's budget of the project of \$0\.0001 would be broken/),
      },
    ]);
    await setBudgets({ day: limits(null, 105) });
    await spend(10);
    await stopped(50);
    expect(await exceeded()).toMatchObject([{ hard_micros: 100 }, { hard_micros: 105 }]);
  });

  it('names the run, and is told of for each run', async () => {
    await setBudgets({ run: limits(null, 10), project: limits(null, 1_000) });
    const runs = [newId(), newId()];
    for (const run_id of runs) await stopped(11, ofProject({ run_id }));
    expect(await exceeded()).toMatchObject(
      runs.map((subject_id) => ({ kind: 'run', limit: 'hard', subject_id })),
    );
  });

  it('is not told of while only calls under way are in the way, nor for a price that nobody knows', async () => {
    await setBudgets({ day: limits(null, 100) });
    await reserve(60);
    await expect(reserve(60)).rejects.toMatchObject({ ...refusal, isHeld: true });
    await expect(reserve(null)).rejects.toMatchObject(refusal);
    expect(await exceeded()).toEqual([]);
  });

  it('of all projects together is in the audit, and told in none of them', async () => {
    await setInstallationBudgets(on.core, made.owner, { day: limits(null, 10) });
    await stopped(11);
    await stopped(11);
    expect(await exceeded()).toEqual([]);
    const { rows } = await sql<{ hard: number }>`
      select (detail ->> 'hard_micros')::int as hard from audit_log
      where action = 'budget.stopped' and detail ->> 'scope' like 'day:%'`.execute(on.core.db);
    expect(rows).toEqual([{ hard: 10 }]);
  });
});

describe('what is set aside', () => {
  beforeEach(() => setBudgets({ day: limits(null, 100) }));

  it('is given back by a call that was not made', async () => {
    const id = newId();
    await reserve(100, ofProject(), id);
    await releaseBudget(on.core, id);
    await reserve(100);
  });

  it('is one amount for a call, however often it asks', async () => {
    const id = newId();
    await reserve(80, ofProject(), id);
    await reserve(100, ofProject(), id);
    expect(await stateOf('day')).toMatchObject({ held_micros: 100 });
  });

  it('counts no more when its holder never came back, and what that spent does all the same', async () => {
    const id = newId();
    await reserve(100, ofProject(), id);
    await expect(reserve(50)).rejects.toMatchObject(refusal);
    await sql`update budget_holds set expires_at = now() - interval '1 ms'`.execute(on.core.db);
    await reserve(50);
    await settle(id, 40);
    expect(await stateOf('day')).toMatchObject({ spent_micros: 40, held_micros: 50 });
    await expect(reserve(11)).rejects.toMatchObject(refusal);
  });
});

describe('a soft limit', () => {
  const warned = async () => {
    const { rows } = await sql<{ detail: { scope: string; soft_micros: number } }>`
      select detail from audit_log where action = 'budget.warned' and project_id = ${made.project.id}`.execute(
      on.core.db,
    );
    return rows.map(({ detail }) => detail.soft_micros);
  };

  it('warns once, and again when it is set anew', async () => {
    await setBudgets({ day: limits(100, null) });
    expect((await reserve(100)).warnings).toEqual([]);
    const ends = await Promise.all(Array.from({ length: 8 }, () => reserve(50)));
    expect(ends.flatMap(({ warnings }) => warnings)).toEqual([
      expect.stringMatching(/^the day's budget of the project is beyond \$0\.0001/),
    ]);
    expect(await warned()).toEqual([100]);
    expect(await exceeded()).toEqual([
      {
        ...{ kind: 'day', limit: 'soft', soft_micros: 100, hard_micros: null, subject_id: null },
        detail: expect.stringMatching(/^the day's budget of the project is beyond/),
      },
    ]);
    await setBudgets({ day: limits(200, null) });
    await reserve(1);
    await reserve(1);
    expect(await warned()).toEqual([100, 200]);
    expect(await exceeded()).toMatchObject([{ soft_micros: 100 }, { soft_micros: 200 }]);
    expect(await stateOf('day')).toMatchObject({ soft_micros: 200, warned_at: expect.any(String) });
  });

  it('warns of a call that took more than was set aside', async () => {
    await setBudgets({ project: limits(100, null) });
    const id = newId();
    expect((await reserve(10, ofProject(), id)).warnings).toEqual([]);
    expect((await settle(id, 500)).warnings).toHaveLength(1);
    expect((await settle(newId(), 500)).warnings).toEqual([]);
    expect(await warned()).toEqual([100]);
  });
});

it('calls of many scopes that begin and end at once wait for each other in one order', async () => {
  const specs = [newId(), newId(), newId()];
  const calls = Array.from({ length: 30 }, (_, n) => ({
    id: newId(),
    scope: n % 4 === 0 ? {} : ofProject({ spec_id: specs[n % 3] ?? null }),
  }));
  await Promise.all(
    calls.map(async ({ id, scope }) => {
      await reserve(10, scope, id);
      await settle(id, 7, scope);
    }),
  );
  expect(await stateOf('project')).toMatchObject({ spent_micros: 22 * 7, held_micros: 0 });
});

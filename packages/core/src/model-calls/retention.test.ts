import { deleteOldCalls } from '@overmind/db/queries/models/calls';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listProjectBudgets } from './budgets.ts';
import { listModelCalls } from './read.ts';
import { recordCall } from './record.ts';
import { dropOldCalls } from './retention.ts';
import { makeCall } from './test-support/calls.ts';
import { getUsage } from './usage.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await on.database.pool.query('delete from projects');
  for (const table of ['model_calls', 'model_usage', 'budget_counters'])
    await on.database.pool.query(`delete from ${table}`);
  made = await makeProject(on.core, { settings: { model_call_keep_days: 30 } });
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const enter = async (days: number, scope: object = {}): Promise<string> => {
  const call = makeCall({ project_id: made.project.id, ...scope }, { started_at: daysAgo(days) });
  await recordCall(on.core, call);
  return call.id;
};
const left = async (projectId: string | null = made.project.id): Promise<string[]> =>
  (await listModelCalls(on.core, projectId, { limit: 500 })).items.map(({ id }) => id);

it('drops calls past the time of their project, each project by its own', async () => {
  const other = await makeProject(on.core);
  const ofOther = { project_id: other.project.id };
  const [, young] = [await enter(31), await enter(29)];
  const [, kept] = [await enter(366, ofOther), await enter(364, ofOther)];
  await dropOldCalls(on.core);
  expect(await left()).toEqual([young]);
  expect(await left(other.project.id)).toEqual([kept]);
});

it('drops those of no project after the usual time', async () => {
  const none = { project_id: null };
  const [, kept] = [await enter(366, none), await enter(364, none)];
  await dropOldCalls(on.core);
  expect(await left(null)).toEqual([kept]);
});

it('leaves the sums by day and what budgets have counted as they are', async () => {
  for (const days of [40, 40, 35, 0]) await enter(days);
  const sums = async () => [
    await getUsage(on.core, made.owner, { group_by: 'day', limit: 100, from: daysAgo(60).slice(0, 10) }),
    await getUsage(on.core, made.owner, { group_by: 'model', limit: 100, from: daysAgo(60).slice(0, 10) }),
    await listProjectBudgets(on.core, made.project.id),
  ];
  const before = await sums();
  expect(before[0]).toMatchObject({ items: [{ calls: 1 }, { calls: 1 }, { calls: 2 }], total: { calls: 4 } });
  expect(before[2]).toMatchObject([{ spent_micros: 4_000 }, { spent_micros: 1_000 }]);
  await dropOldCalls(on.core);
  expect(await left()).toHaveLength(1);
  expect(await sums()).toEqual(before);
});

it('keeps those of a task until it has ended', async () => {
  const runner = await makeRunner(on.core);
  const task = await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner.call, 1);
  if (!job) throw new Error('nothing was claimed');
  const call = await enter(400, { task_id: task.id, run_id: job.run.id });
  await dropOldCalls(on.core);
  expect(await left()).toEqual([call]);
  await finish(on.core, runner.call, job, failure);
  await on.database.pool.query(`update tasks set status = 'failed' where id = $1`, [task.id]);
  await dropOldCalls(on.core);
  expect(await left()).toEqual([]);
});

/** Of two projects and of none, a thousand and more each, beside one that is young. */
const fill = (projectIds: readonly (string | null)[]) =>
  on.database.pool.query(
    `insert into model_calls (id, project_id, purpose, status, cost_source, input_tokens, output_tokens,
       cached_tokens, latency_ms, is_cache_hit, chain, routing, started_at)
     select gen_random_uuid(), p, 'review', 'ok', 'unknown', 1, 0, 1, 1, false, '[]', '{}',
       now() - case when n = 0 then interval '1 day' else interval '400 days' + n * interval '1 minute' end
     from unnest($1::uuid[]) p, generate_series(0, 1100) n`,
    [projectIds],
  );

it('takes no more than a slice at once, and goes on until nothing old is left', async () => {
  const other = await makeProject(on.core);
  const owners = [made.project.id, other.project.id, null];
  await fill(owners);
  const count = async () =>
    (await on.database.pool.query('select count(*)::int as n from model_calls')).rows[0].n;
  expect(await deleteOldCalls(on.core.db, { defaultDays: 365, limit: 7 })).toBe(7);
  expect(await count()).toBe(3 * 1_101 - 7);
  await dropOldCalls(on.core);
  expect(await count()).toBe(3);
  for (const owner of owners) expect(await left(owner)).toHaveLength(1);
});

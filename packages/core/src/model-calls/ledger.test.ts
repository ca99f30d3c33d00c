import { randomUUID } from 'node:crypto';
import { newId } from '@overmind/db/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRoom } from '../discussions/test-support/room.ts';
import { type MadeProject, makeMember, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listModelCalls, listTurnCalls } from './read.ts';
import { recordCall } from './record.ts';
import { makeCall, readWholeCalls } from './test-support/calls.ts';
import { getUsage } from './usage.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await on.database.pool.query('delete from projects');
  // Those of no project stay otherwise.
  for (const table of ['model_calls', 'model_usage']) await on.database.pool.query(`delete from ${table}`);
  made = await makeProject(on.core);
});

const inProject = (more: object = {}) => ({ project_id: made.project.id, ...more });
const listed = (filter: object = {}) => readWholeCalls(on.core, made.project.id, filter);
const usage = (group_by: Parameters<typeof getUsage>[2]['group_by'], more: object = {}) =>
  getUsage(on.core, made.owner, { group_by, limit: 100, ...more });

describe('the ledger', () => {
  it('keeps a call as it was told, with the chain that was tried', async () => {
    const task = await makeTask(on.core, made);
    const call = makeCall(inProject({ task_id: task.id, agent_id: made.agent.id }), {
      attempts: [
        {
          ...{ ref: 'ollama/qwen3', outcome: 'failed', reason: 'unreachable', detail: 'It is away.' },
          ...{ http_status: null, waited_ms: 0, first_token_ms: null, latency_ms: 3 },
        },
        ...makeCall().attempts,
      ],
    });
    await recordCall(on.core, call);
    expect(await listed()).toEqual([call]);
    expect(await listed({ task: task.id })).toEqual([call]);
    expect(await listed({ task: newId() })).toEqual([]);
    expect(await listed({ run: newId() })).toEqual([]);
  });

  it('enters a call once, however often and however fast it is told', async () => {
    const call = makeCall(inProject());
    await Promise.all(Array.from({ length: 10 }, () => recordCall(on.core, call)));
    expect(await listed()).toHaveLength(1);
    expect((await usage('day')).total).toMatchObject({ calls: 1, cost_micros: 1_000 });
  });

  it('keeps calls that failed, also those for which no model was asked', async () => {
    const failed = { status: 'failed', answered_by: null, is_local: null, cost_micros: null } as const;
    await recordCall(on.core, makeCall(inProject(), { ...failed, attempts: [], reason: 'over_budget' }));
    await recordCall(on.core, makeCall(inProject(), { ...failed, reason: 'unreachable' }));
    const { items } = await usage('provider');
    expect(items.map(({ group, failures }) => [group, failures]).sort()).toEqual([
      ...[
        [null, 1],
        ['openai', 1],
      ],
    ]);
  });

  it('goes with its project', async () => {
    await recordCall(on.core, makeCall(inProject()));
    await on.database.pool.query('delete from projects');
    const { rows } = await sql`select 1 from model_calls union all select 1 from model_usage`.execute(
      on.core.db,
    );
    expect(rows).toEqual([]);
  });

  it('keeps a call whose task, run, agent or prompt is gone, without its name', async () => {
    const gone = { task_id: newId(), run_id: newId(), agent_id: newId(), discussion_id: newId() };
    const prompt = { prompt_version_id: newId(), experiment_id: newId() };
    await recordCall(on.core, makeCall(inProject(gone), prompt));
    expect(await listed()).toMatchObject([
      {
        scope: { task_id: null, run_id: null, agent_id: null, discussion_id: null, ...inProject() },
        ...{ prompt_version_id: null, experiment_id: null, cost_micros: 1_000 },
      },
    ]);
    const ofNothing = makeCall({ project_id: newId() });
    await recordCall(on.core, ofNothing);
    const { rows } = await sql`select project_id from model_calls where id = ${ofNothing.id}`.execute(
      on.core.db,
    );
    expect(rows).toEqual([{ project_id: null }]);
  });

  it('keeps words that no database takes as they are, without those characters', async () => {
    const [attempt] = makeCall().attempts;
    if (attempt === undefined) throw new Error('a call has an attempt');
    const hostile = { ...attempt, detail: 'NUL \0 and half a \ud83d face' };
    await recordCall(on.core, makeCall(inProject(), { attempts: [hostile], warnings: ['\udc00'] }));
    expect(await listed()).toMatchObject([
      { attempts: [{ detail: 'NUL  and half a \ufffd face' }], warnings: ['\ufffd'] },
    ]);
  });

  it('sums up to the largest number that can be counted with, and no further', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (let n = 0; n < 3; n += 1) await recordCall(on.core, makeCall(inProject(), { cost_micros: most }));
    expect((await usage('day')).total).toMatchObject({ calls: 3, cost_micros: most });
  });

  it('is read page by page, newest first', async () => {
    const calls = [];
    for (let n = 0; n < 5; n += 1) {
      calls.unshift(makeCall(inProject()));
      await recordCall(on.core, calls[0] ?? makeCall());
    }
    const first = await listModelCalls(on.core, made.project.id, { limit: 3 });
    const rest = await listModelCalls(on.core, made.project.id, {
      limit: 3,
      cursor: first.next_cursor ?? '',
    });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
    expect(rest.next_cursor).toBeNull();
  });

  it('is in the order in which calls began, whatever their ids are', async () => {
    const at = (second: number) => ({ started_at: `2026-03-01T00:00:0${second}.000Z` });
    for (const second of [2, 0, 1])
      await recordCall(on.core, makeCall(inProject(), { ...at(second), id: randomUUID() }));
    const starts: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { limit: 1, ...(cursor === undefined ? {} : { cursor }) };
      const page = await listModelCalls(on.core, made.project.id, query);
      starts.push(...page.items.map(({ started_at }) => started_at));
      cursor = page.next_cursor;
    }
    expect(starts).toEqual([2, 1, 0].map((second) => at(second).started_at));
  });
});

describe('the ledger of a discussion', () => {
  const openIn = () => openRoom(on, {}, made);

  it('is told apart by discussion and by turn', async () => {
    const [one, other] = [await openIn(), await openIn()];
    const of = (id: string, turn: number) => inProject({ discussion_id: id, discussion_turn: turn });
    const calls = [makeCall(of(one.id, 1)), makeCall(of(one.id, 2)), makeCall(of(other.id, 1))];
    for (const call of calls) await recordCall(on.core, call);
    const ids = async (filter: object) => (await listed(filter)).map(({ id }) => id).sort();
    expect(await ids({ discussion: one.id })).toEqual([calls[0]?.id, calls[1]?.id].sort());
    expect(await ids({ discussion: one.id, turn: 2 })).toEqual([calls[1]?.id]);
    expect(await ids({ discussion: newId() })).toEqual([]);
  });

  it('tells what each turn of a range took, the newest call of a turn first', async () => {
    const { id } = await openIn();
    const at = (second: number) => ({ started_at: `2026-03-01T00:00:0${second}.000Z` });
    const of = (turn: number) => inProject({ discussion_id: id, discussion_turn: turn });
    const failing = { ...makeCall().attempts[0], ref: 'ollama/qwen3', outcome: 'failed' as const };
    const [attempt] = makeCall().attempts;
    if (attempt === undefined) throw new Error('a call has an attempt');
    const over = makeCall(of(2), { ...at(2), attempts: [{ ...attempt, ...failing }, attempt] });
    const silent = makeCall(of(2), {
      ...{ ...at(1), status: 'failed', reason: 'unreachable', answered_by: null, is_local: null },
      attempts: [{ ...attempt, ...failing }],
    });
    for (const call of [silent, over, makeCall(of(3), at(3)), makeCall(of(9), at(4))])
      await recordCall(on.core, call);
    expect(await listTurnCalls(on.core, id, { from: 2, to: 3 })).toEqual([
      {
        ...{ id: over.id, turn: 2, status: 'ok', reason: null, answered_by: 'openai/gpt-large' },
        ...{ is_local: false, is_cache_hit: false, is_failed_over: true },
        ...{ input_tokens: 100, output_tokens: 20, cost_micros: 1_000, cost_source: 'reported' },
        latency_ms: 40,
      },
      expect.objectContaining({
        id: silent.id,
        answered_by: null,
        is_failed_over: false,
        reason: 'unreachable',
      }),
      expect.objectContaining({ turn: 3, is_failed_over: false }),
    ]);
  });
});

describe('usage', () => {
  it('is summed by whatever is asked for, with names', async () => {
    const task = await makeTask(on.core, made);
    await recordCall(on.core, makeCall(inProject({ task_id: task.id, agent_id: made.agent.id })));
    await recordCall(on.core, makeCall(inProject({ task_id: task.id }), { cost_micros: 500 }));
    await recordCall(
      on.core,
      makeCall(inProject(), { answered_by: 'ollama/a/b', is_local: true, cost_micros: 0 }),
    );
    const shown = async (group: Parameters<typeof usage>[0]) =>
      (await usage(group)).items.map((row) => [row.group, row.label, row.calls, row.cost_micros]);
    expect(await shown('task')).toEqual([
      [task.id, task.key, 2, 1_500],
      [null, null, 1, 0],
    ]);
    expect(await shown('agent')).toEqual([
      [made.agent.id, made.agent.name, 1, 1_000],
      [null, null, 2, 500],
    ]);
    expect(await shown('project')).toEqual([[made.project.id, made.project.name, 3, 1_500]]);
    expect(await shown('model')).toEqual([
      ['openai/gpt-large', null, 2, 1_500],
      ['ollama/a/b', null, 1, 0],
    ]);
    expect((await usage('provider')).total).toMatchObject({
      ...{ calls: 3, input_tokens: 300, output_tokens: 60, cached_tokens: 30, best_micros: 12_000 },
      ...{ local_calls: 1, local_tokens: 120, cloud_calls: 2, cloud_tokens: 240 },
    });
  });

  it('counts a call that asked no model neither as local nor as of a cloud', async () => {
    const failed = { status: 'failed', answered_by: null, cost_micros: null } as const;
    await recordCall(on.core, makeCall(inProject(), { ...failed, is_local: true, reason: 'silent' }));
    const unasked = { is_local: null, attempts: [], input_tokens: 0, output_tokens: 0 };
    await recordCall(on.core, makeCall(inProject(), { ...failed, ...unasked, reason: 'over_budget' }));
    expect((await usage('provider')).total).toMatchObject({
      ...{ calls: 2, failures: 2, local_calls: 1, local_tokens: 120, cloud_calls: 0, cloud_tokens: 0 },
    });
  });

  it('names who spoke in discussions among the agents', async () => {
    await recordCall(on.core, makeCall(inProject({ persona: 'Architect' })));
    await recordCall(on.core, makeCall(inProject({ persona: 'Tester' }), { cost_micros: 2_000 }));
    await recordCall(on.core, makeCall(inProject({ agent_id: made.agent.id }), { cost_micros: 3_000 }));
    const named = (await usage('agent')).items.map((row) => [row.label, row.cost_micros]);
    expect(named).toEqual([
      [made.agent.name, 3_000],
      ['Tester', 2_000],
      ['Architect', 1_000],
    ]);
  });

  it('tells two models of one name apart', async () => {
    await recordCall(on.core, makeCall(inProject(), { answered_by: 'openai/gpt' }));
    await recordCall(on.core, makeCall(inProject(), { answered_by: 'gateway/gpt', cost_micros: 1 }));
    expect((await usage('model')).items.map(({ group }) => group)).toEqual(['openai/gpt', 'gateway/gpt']);
  });

  it('compares with the best model only what calls took of which that is known', async () => {
    await recordCall(on.core, makeCall(inProject(), { cost_micros: 1_000, best_micros: 4_000 }));
    await recordCall(on.core, makeCall(inProject(), { cost_micros: 9_000, best_micros: null }));
    expect((await usage('day')).total).toMatchObject({
      ...{ cost_micros: 10_000, best_micros: 4_000, compared_micros: 1_000 },
    });
  });

  it('equals what the ledger sums to, with many calls at once', async () => {
    const calls = Array.from({ length: 40 }, (_, n) =>
      makeCall(inProject(), { cost_micros: n, answered_by: `openai/m${n % 3}` }),
    );
    await Promise.all(calls.map((call) => recordCall(on.core, call)));
    const { rows } = await sql<{ model: string; cost: number }>`
      select provider || '/' || model as model, sum(cost_micros)::int as cost
      from model_calls group by 1 order by 1`.execute(on.core.db);
    const { items } = await usage('model');
    expect(items.map(({ group, cost_micros }) => [group, cost_micros]).sort()).toEqual(
      rows.map(({ model, cost }) => [model, cost]),
    );
  });

  it('is of the days that are asked for, in UTC', async () => {
    for (const started_at of [
      '2025-03-01T23:59:59.999Z',
      '2025-03-02T01:00:00+02:00',
      '2025-03-02T00:00:00Z',
    ])
      await recordCall(on.core, makeCall(inProject(), { started_at }));
    const { items } = await usage('day', { from: '2025-03-01', to: '2025-03-31' });
    expect(items.map(({ group, calls }) => [group, calls])).toEqual([
      ['2025-03-02', 1],
      ['2025-03-01', 2],
    ]);
    expect((await usage('day', { from: '2025-03-02', to: '2025-03-02' })).total.calls).toBe(1);
    expect((await usage('day')).total.calls).toBe(0);
    for (const range of [
      { from: '2025-03-02', to: '2025-03-01' },
      { from: '2024-01-01', to: '2025-03-01' },
    ])
      await expect(usage('day', range)).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is shown to members of its project, and all of it to administrators', async () => {
    const other = await makeProject(on.core);
    await recordCall(on.core, makeCall(inProject()));
    await recordCall(on.core, makeCall({ project_id: other.project.id }));
    await recordCall(on.core, makeCall());
    const seen = async (call: Parameters<typeof getUsage>[1], project?: string) =>
      (await getUsage(on.core, call, { group_by: 'project', limit: 100, project })).total.calls;
    expect(await seen(made.owner)).toBe(1);
    expect(await seen(await makeMember(on.core, other.project.id, 'viewer'))).toBe(1);
    expect(await seen(made.owner, other.project.id)).toBe(0);
    const { actor } = made.owner;
    if (actor.kind !== 'user') throw new Error('an owner is a user');
    const admin = { ...made.owner, actor: { ...actor, isAdmin: true } };
    expect(await seen(admin)).toBeGreaterThanOrEqual(3);
    expect(await seen(admin, other.project.id)).toBe(1);
    const bound = { ...made.owner, actor: { ...actor, isAdmin: true, onlyProjectId: other.project.id } };
    expect(await seen(bound)).toBe(1);
    expect(await seen(bound, made.project.id)).toBe(0);
  });
});

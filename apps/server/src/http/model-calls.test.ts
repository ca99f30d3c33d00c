import { ListedCall, TurnCall } from '@overmind/contracts/entities/model-call';
import type { Project } from '@overmind/contracts/entities/project';
import { startDiscussion } from '@overmind/contracts/routes/discussions';
import * as routes from '@overmind/contracts/routes/model-calls';
import { updateProject } from '@overmind/contracts/routes/projects';
import { recordCall } from '@overmind/core/model-calls/record';
import { reserveBudget } from '@overmind/core/model-calls/reserve';
import { makeCall, scopeOf } from '@overmind/core/model-calls/test-support/calls';
import { newId } from '@overmind/db/database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember, addPerson, addProject, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let admin: Person;
let owner: Person;
let project: Project;
beforeAll(async () => {
  server = await startTestServer();
  admin = await addPerson(server, { isAdmin: true });
  owner = await addPerson(server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  project = await addProject(server, owner);
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const here = () => ({ params: { id: project.id } });
const setDay = (soft_micros: number | null, hard_micros: number | null, person = owner) =>
  person.api.call(updateProject, {
    ...here(),
    body: { settings: { budgets: { day: { soft_micros, hard_micros } } } },
  });

describe('the budgets of a project', () => {
  it('are settings, and setting them changes no other', async () => {
    await owner.api.call(updateProject, {
      ...here(),
      body: { settings: { auto_accept: ['doc'], concurrency: 2 } },
    });
    await owner.api.call(updateProject, {
      ...here(),
      body: { settings: { budgets: { run: { soft_micros: null, hard_micros: 70 } } } },
    });
    const { settings } = await setDay(500, 1_000);
    expect(settings).toMatchObject({ auto_accept: ['doc'], concurrency: 2 });
    expect(settings.budgets).toMatchObject({
      day: { soft_micros: 500, hard_micros: 1_000 },
      run: { soft_micros: null, hard_micros: 70 },
    });
    const wrong = [setDay(2, 1), setDay(-1, null), setDay(1.5, null)];
    await Promise.all(wrong.map((each) => expect(each).rejects.toMatchObject({ code: 'invalid' })));
  });

  it('show what is spent and what is set aside', async () => {
    await setDay(null, 5_000);
    const scope = scopeOf({ project_id: project.id });
    const id = newId();
    const startedAt = new Date().toISOString();
    await reserveBudget(server.core, { callId: id, scope, startedAt, micros: 2_000, holdMs: 60_000 });
    await reserveBudget(server.core, { callId: newId(), scope, startedAt, micros: 700, holdMs: 60_000 });
    await recordCall(server.core, makeCall(scope, { id, cost_micros: 1_200 }));
    const { items } = await owner.api.call(routes.getProjectBudgets, here());
    expect(items).toEqual([
      ...[{ kind: 'project', soft_micros: null, hard_micros: null } as const].map((limits) => ({
        ...{ ...limits, spent_micros: 1_200, held_micros: 700, warned_at: null },
      })),
      {
        kind: 'day',
        soft_micros: null,
        hard_micros: 5_000,
        spent_micros: 1_200,
        held_micros: 700,
        warned_at: null,
      },
    ]);
  });

  it('are those of a run or a discussion of it, where one is named, and of no other project', async () => {
    const scope = { project_id: project.id };
    const goal = 'Choose where sessions are stored.';
    const settings = { limits: { cost_micros: 9_000 } };
    const discussion = await owner.api.call(startDiscussion, { ...here(), body: { goal, settings } });
    await recordCall(server.core, makeCall({ ...scope, discussion_id: discussion.id }, { cost_micros: 700 }));
    const at = (of: Project, query: object) =>
      owner.api.call(routes.getProjectBudgets, { params: { id: of.id }, query });
    const { items } = await at(project, { discussion: discussion.id });
    expect(items.map(({ kind }) => kind)).toEqual(['project', 'day', 'discussion']);
    expect(items.at(-1)).toMatchObject({ hard_micros: 9_000, spent_micros: 700, held_micros: 0 });
    const other = await addProject(server, owner, {}, 'Other');
    const refused = [
      at(other, { discussion: discussion.id }),
      at(project, { run: newId() }),
      at(project, { discussion: newId() }),
    ];
    await Promise.all(refused.map((each) => expect(each).rejects.toMatchObject({ code: 'not_found' })));
  });

  it('are set by maintainers and above', async () => {
    const operator = await addPerson(server);
    await addMember(server, project.id, operator, 'operator');
    await expect(setDay(1, 2, operator)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the budget of the installation', () => {
  it('is set by administrators, under its version', async () => {
    const { version } = await admin.api.call(routes.getInstallationBudgets, {});
    const body = { day: { hard_micros: 9_000_000 } };
    const put = (person: Person, ifMatch: number) =>
      person.api.call(routes.putInstallationBudgets, { body, ifMatch });
    expect(await put(admin, version)).toEqual({
      ...{ budgets: { day: { soft_micros: null, hard_micros: 9_000_000 } }, version: version + 1 },
    });
    expect(await admin.api.call(routes.getInstallationBudgets, {})).toMatchObject({ version: version + 1 });
    await expect(put(admin, version)).rejects.toMatchObject({ code: 'version_mismatch' });
    await expect(put(owner, version + 1)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the ledger', () => {
  const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

  it('lists calls of a project by what is asked for, and tells of each why its model was taken', async () => {
    const scope = { project_id: project.id };
    const large = makeCall(scope, { started_at: '2026-03-01T10:00:00.000Z' });
    const small = makeCall(scope, {
      started_at: '2026-03-02T10:00:00.000Z',
      answered_by: 'openai/gpt-small',
    });
    for (const call of [large, small]) await recordCall(server.core, call);
    const list = async (query: object) => {
      const { items } = await owner.api.call(routes.listModelCalls, { ...here(), query });
      expect(ListedCall.array().parse(items)).toEqual(items);
      return idsOf(items);
    };
    expect(await list({})).toEqual([small.id, large.id]);
    expect(await list({ model: 'openai/gpt-small', provider: 'openai', status: 'ok' })).toEqual([small.id]);
    expect(await list({ from: '2026-03-01', to: '2026-03-01' })).toEqual([large.id]);
    const one = { params: { id: project.id, call_id: large.id } };
    expect(await owner.api.call(routes.getModelCall, one)).toEqual(large);
    await expect(list({ from: '2026-03-02', to: '2026-03-01' })).rejects.toMatchObject({ code: 'malformed' });
    const stranger = await addPerson(server);
    const asked = stranger.api.call(routes.getModelCall, one);
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows what belongs to no project to administrators, and nothing of projects', async () => {
    const free = makeCall({ purpose: 'models.try' }, { cost_micros: 7 });
    const own = makeCall({ project_id: project.id });
    for (const call of [free, own]) await recordCall(server.core, call);
    const list = (person: Person) => person.api.call(routes.listCallsOfNoProject, { query: { limit: 500 } });
    const ids = idsOf((await list(admin)).items);
    expect(ids).toContain(free.id);
    expect(ids).not.toContain(own.id);
    const get = (person: Person, id: string) =>
      person.api.call(routes.getCallOfNoProject, { params: { call_id: id } });
    expect(await get(admin, free.id)).toEqual(free);
    await expect(get(admin, own.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(list(owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(get(owner, free.id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('usage', () => {
  it('of no project is told to administrators alone', async () => {
    await recordCall(server.core, makeCall({ purpose: 'models.try' }, { answered_by: 'free/model' }));
    const query = { project: 'none' as const, group_by: 'model' as const };
    const { items } = await admin.api.call(routes.getModelUsage, { query });
    expect(items).toContainEqual(expect.objectContaining({ group: 'free/model', calls: 1 }));
    expect((await owner.api.call(routes.getModelUsage, { query })).total.calls).toBe(0);
  });

  it('is of the last thirty days unless others are named', async () => {
    await recordCall(server.core, makeCall({ project_id: project.id }));
    const usage = await owner.api.call(routes.getModelUsage, { query: { project: project.id } });
    expect(usage).toMatchObject({ group_by: 'day', items: [{ calls: 1 }], total: { cost_micros: 1_000 } });
    expect(Date.parse(usage.to) - Date.parse(usage.from)).toBe(29 * 86_400_000);
    expect((await owner.api.call(routes.listModelCalls, here())).items).toHaveLength(1);
  });

  it.each([
    { from: '2026-02-30' },
    { from: '0000-01-01', to: '0000-02-01' },
    { to: '9999-12-31' },
    { from: '2026-02-01', to: '2026-01-01' },
    { from: '2020-01-01', to: '2026-01-01' },
  ])('of %j is malformed', async (query) => {
    await expect(owner.api.call(routes.getModelUsage, { query })).rejects.toMatchObject({
      code: 'malformed',
    });
  });
});

describe('the calls of a discussion', () => {
  const goal = 'Choose where sessions are stored.';

  it('are told turn by turn to whoever may see it', async () => {
    const { id } = await owner.api.call(startDiscussion, { ...here(), body: { goal } });
    const scope = { project_id: project.id, discussion_id: id };
    for (const discussion_turn of [1, 2, 7])
      await recordCall(server.core, makeCall({ ...scope, discussion_turn }));
    const ask = (person: Person, query: { from?: number; to: number }) =>
      person.api.call(routes.listTurnCalls, { params: { id }, query });
    const { items } = await ask(owner, { from: 2, to: 7 });
    expect(items.map(({ turn }) => turn)).toEqual([2, 7]);
    expect(TurnCall.array().parse(items)).toEqual(items);
    const stranger = await addPerson(server);
    await expect(ask(stranger, { to: 2 })).rejects.toMatchObject({ code: 'not_found' });
    const wrong = [ask(owner, { from: 3, to: 2 }), ask(owner, { from: 1, to: 501 })];
    await Promise.all(wrong.map((each) => expect(each).rejects.toMatchObject({ code: 'malformed' })));
    const query = { discussion: id, turn: 7 };
    expect((await owner.api.call(routes.listModelCalls, { ...here(), query })).items).toHaveLength(1);
    const alone = owner.api.call(routes.listModelCalls, { ...here(), query: { turn: 7 } });
    await expect(alone).rejects.toMatchObject({ code: 'malformed' });
  });
});

import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import { ModelCallScope, ModelPolicy } from '@overmind/contracts/entities/model';
import { TryRequest } from '@overmind/contracts/entities/model-catalogue';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import { newId } from '@overmind/db/database';
import { callModel } from '@overmind/models/call-model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import { systemCall } from '../call.ts';
import { listProjectBudgets } from '../model-calls/budgets.ts';
import { readWholeCalls } from '../model-calls/test-support/calls.ts';
import { updateProject } from '../projects/update.ts';
import { updateProvider } from '../providers/change.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { explainRoute } from './explain-route.ts';
import { addProvider, emptyGateway, requestOf, untilHeard } from './test-support/gateway.ts';
import { tryModels } from './try.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await emptyGateway(on);
  made = await makeProject(on.core);
});

const scope = (more: object = {}) =>
  ModelCallScope.parse({ purpose: 'test', project_id: made.project.id, ...more });
const setProject = (settings: Partial<ProjectSettings>) =>
  updateProject(on.core, made.owner, made.project.id, { settings });
const aborted = () => new AbortController().signal;

describe('local work', () => {
  it('stays here when every local model fails: the cloud sees no request', async () => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    await addProvider(on, () => ({ fail: 'status', status: 500 }), { name: 'one' });
    await addProvider(on, () => ({ fail: 'invalid_json' }), { name: 'two' });
    const everywhere = ['passing/big:cloud', 'one/scripted', 'two/scripted'];
    const policy = ModelPolicy.parse({ privacy: 'local_only', prefer: everywhere });
    await expect(callModel(on.core.models, requestOf([], { policy, scope: scope() }))).rejects.toThrow(
      'one/scripted',
    );
    expect(cloud.calls).toEqual([]);
    const [call] = await readWholeCalls(on.core, made.project.id);
    expect(call?.excluded).toMatchObject([{ ref: 'passing/big:cloud', reason: 'not_local' }]);
    expect(call?.attempts).toHaveLength(2);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['project', () => setProject({ model_privacy: 'local_only' })],
    [
      'repository',
      () => setProject({ repository_privacy: { [made.project.default_repo_path ?? '']: 'local_only' } }),
    ],
    [
      'agent',
      () =>
        updateAgent(on.core, made.owner, made.agent.id, {
          config: { ...made.agent.config, model_policy: { privacy: 'local_only', prefer: [] } },
        }),
    ],
  ])('is what its %s says it is, whatever a call asks for', async (_whose, setRule) => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    const request = requestOf(['passing/big:cloud'], { scope: scope({ agent_id: made.agent.id }) });
    await callModel(on.core.models, request);
    await setRule();
    await expect(callModel(on.core.models, request)).rejects.toThrow('may use no other');
    expect(cloud.calls).toHaveLength(1);
  });

  it('is what its project says that work of its kind is', async () => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    await setProject({ model_rules: { 'discussion.vote': { privacy: 'local_only' } } });
    const callFor = (purpose: string) =>
      callModel(on.core.models, requestOf(['passing/big:cloud'], { scope: scope({ purpose }) }));
    await callFor('discussion.explore');
    await expect(callFor('discussion.vote')).rejects.toThrow('may use no other');
    expect(cloud.calls).toHaveLength(1);
  });

  it('does not go to a gateway of this machine that nobody declared as local, and says how to', async () => {
    const gateway = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'gateway', isUndeclared: true },
    });
    const request = requestOf(['gateway/scripted'], { scope: scope() });
    await callModel(on.core.models, request);
    for (const model_privacy of ['no_training', 'local_only'] as const) {
      await setProject({ model_privacy });
      await expect(callModel(on.core.models, request)).rejects.toThrow('may use no other');
    }
    await expect(callModel(on.core.models, request)).rejects.toThrow('serves_itself');
    expect(gateway.calls).toHaveLength(1);
    await untilHeard(on.core, () => updateProvider(on.core, systemCall, 'gateway', { serves_itself: true }));
    await callModel(on.core.models, request);
    expect(gateway.calls).toHaveLength(2);
  });

  it('of a project that is gone stays local', async () => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    const request = requestOf(['passing/big:cloud'], { scope: scope({ project_id: newId() }) });
    await expect(callModel(on.core.models, request)).rejects.toThrow('may use no other');
    expect(cloud.calls).toEqual([]);
  });
});

describe('a hard limit', () => {
  it('is not broken by calls that run at once', async () => {
    const usage = { inputTokens: 5, outputTokens: 50 };
    const server = await addProvider(on, () => ({ text: 'Seven.', usage }), {
      name: 'one',
      priceMicros: 1_000_000,
    });
    // Each may take over 100 and takes 55.
    await setProject({ budgets: ProjectBudgets.parse({ day: { soft_micros: null, hard_micros: 400 } }) });
    const request = requestOf(['one/scripted'], { scope: scope(), maxOutputTokens: 100 });
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, () => callModel(on.core.models, request)),
    );
    const answered = ends.filter(({ status }) => status === 'fulfilled').length;
    const day = (await listProjectBudgets(on.core, made.project.id)).find(({ kind }) => kind === 'day');
    expect(day).toMatchObject({ held_micros: 0, spent_micros: answered * 55 });
    expect(day?.spent_micros).toBeLessThanOrEqual(400);
    expect(server.calls).toHaveLength(answered);
    expect(answered).toBeGreaterThan(0);
    for (const end of ends)
      if (end.status === 'rejected')
        expect(end.reason).toMatchObject({ reason: expect.stringMatching(/^(over_budget|budget_held)$/) });
  });

  it('counts what earlier attempts of the same call took', async () => {
    const cut = { fail: 'cut', reply: { text: Array.from({ length: 40 }, () => 'a word of it ') } } as const;
    await addProvider(on, [cut], { name: 'one', priceMicros: 1_000_000 });
    const second = await addProvider(on, [{ text: 'Seven.' }], { name: 'two', priceMicros: 1_000_000 });
    await setProject({ budgets: ProjectBudgets.parse({ day: { soft_micros: null, hard_micros: 150 } }) });
    const request = requestOf(['one/scripted', 'two/scripted'], { scope: scope(), maxOutputTokens: 100 });
    await expect(callModel(on.core.models, request)).rejects.toThrow('would be broken');
    expect(second.calls).toEqual([]);
    const day = (await listProjectBudgets(on.core, made.project.id)).find(({ kind }) => kind === 'day');
    expect(day).toMatchObject({ held_micros: 0 });
    expect(day?.spent_micros).toBeGreaterThan(0);
  });
});

describe('a call whose price nobody knows, under a hard limit,', () => {
  const limit = () =>
    setProject({ budgets: ProjectBudgets.parse({ day: { soft_micros: null, hard_micros: 400 } }) });

  it('is refused for a server near by with the declaration that makes it free, and made once it is declared', async () => {
    const gateway = await addProvider(on, () => ({ text: 'Seven.' }), {
      ...{ name: 'gateway', isUndeclared: true },
    });
    await limit();
    const request = requestOf(['gateway/scripted'], { scope: scope() });
    await expect(callModel(on.core.models, request)).rejects.toThrow(
      /set its price; .*"It answers with models of its own", or serves_itself/,
    );
    expect(gateway.calls).toEqual([]);
    await untilHeard(on.core, () => updateProvider(on.core, systemCall, 'gateway', { serves_itself: true }));
    await callModel(on.core.models, request);
    expect(gateway.calls).toHaveLength(1);
  });

  it('is refused for one in a cloud without it', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    await limit();
    const request = requestOf(['passing/big:cloud'], { scope: scope() });
    const failure = await callModel(on.core.models, request).catch((error: unknown) => String(error));
    expect(failure).toContain('set its price');
    expect(failure).not.toContain('serves_itself');
  });
});

describe('without any provider', () => {
  it('a call says what to do', async () => {
    const request = TryRequest.parse({ prompt: 'Hello?' });
    await expect(tryModels(on.core, request, aborted())).rejects.toMatchObject({
      ...{ code: 'rule_violated', rule: 'model.unconfigured' },
      message: expect.stringContaining('An administrator adds a provider'),
    });
  });

  it('the router says so, too', async () => {
    const question = {
      policy: ModelPolicy.parse({}),
      project_id: null,
      agent_id: null,
      text: '',
      output_tokens: 10,
    };
    expect(await explainRoute(on.core, question)).toMatchObject({
      ...{ candidates: [], excluded: [], detail: expect.stringContaining('No language model is set up') },
    });
  });
});

it('the router explains itself and calls nothing', async () => {
  const server = await addProvider(on, [], { name: 'one' });
  await addProvider(on, [], { name: 'passing', kind: 'ollama', models: ['big:cloud'] });
  const policy = ModelPolicy.parse({ privacy: 'local_only' });
  const answer = await explainRoute(on.core, {
    ...{ policy, project_id: null, agent_id: null, text: 'Prove this design.', output_tokens: 10 },
  });
  expect(answer).toMatchObject({
    ...{ privacy: 'local_only', complexity: 'medium', detail: null },
    candidates: [{ ref: 'one/scripted' }],
    excluded: [{ ref: 'passing/big:cloud', reason: 'not_local' }],
  });
  expect(server.calls).toEqual([]);
});

it('a call whose project is deleted while it runs is in the ledger, of no project', async () => {
  const id = made.project.id;
  await addProvider(
    on,
    async () => {
      await on.database.pool.query('delete from projects where id = $1', [id]);
      return { text: 'Seven.' };
    },
    { name: 'one' },
  );
  const { callId } = await callModel(on.core.models, requestOf(['one/scripted'], { scope: scope() }));
  const rows = await on.database.pool.query('select project_id, status from model_calls where id = $1', [
    callId,
  ]);
  expect(rows.rows).toEqual([{ project_id: null, status: 'ok' }]);
});

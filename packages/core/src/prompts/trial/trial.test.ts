import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import { ModelPolicy } from '@overmind/contracts/entities/model';
import { ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import { PromptTest, type TestInputs } from '@overmind/contracts/entities/prompt-test';
import { newId } from '@overmind/db/database';
import { toCall } from '@overmind/db/queries/models/calls';
import { plannerPrompt } from '@overmind/domain/planner/prompt';
import { endlessText } from '@overmind/testing/models/script';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Call, systemCall } from '../../call.ts';
import { putModelSettings } from '../../models/list.ts';
import { addProvider, emptyGateway, untilHeard } from '../../models/test-support/gateway.ts';
import { updateProject } from '../../projects/update.ts';
import { makeMember, makeProject } from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import { ensureBuiltInPrompts } from '../built-in.ts';
import { listPrompts } from '../read.ts';
import { listPromptInputs } from './inputs.ts';
import { testPrompt } from './run.ts';
import { answersIn, callWith, makeTemplate, runTest } from './test-support/template.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

const testCalls = async () =>
  (
    await on.core.db
      .selectFrom('model_calls')
      .selectAll()
      .where('purpose', '=', 'prompt.test')
      .orderBy('started_at')
      .execute()
  ).map(toCall);
const made = (values: object, more: object = {}) => ({
  kind: 'made' as const,
  values: { ...values },
  ...more,
});
async function plannerTemplate() {
  await ensureBuiltInPrompts(on.core);
  const { items } = await listPrompts(on.core, { limit: 500 });
  const planner = items.find(({ key }) => key === plannerPrompt.key);
  if (planner === undefined) throw new Error('the planner has a prompt');
  return planner;
}
const usual = { tone: 'kind', log: 'It broke.' };

describe('a test of two versions', () => {
  it('asks the model of the earlier call with each, and tells how they differ', async () => {
    const server = await addProvider(on, ({ messages }) => ({ text: `Heard ${messages[0]?.text.length}` }), {
      name: 'one',
    });
    const { project } = await makeProject(on.core);
    const prompt = await makeTemplate(on);
    const call_id = await callWith(on, prompt, { scope: { project_id: project.id } });
    const lines = await runTest(on, prompt);
    expect(lines[0]).toMatchObject({
      type: 'start',
      sides: [1, 2],
      has_form: false,
      inputs: [{ id: call_id }],
    });
    const rendered = lines.find((line) => line.type === 'rendered');
    expect(rendered?.patch).toEqual({
      system: '',
      body: expect.stringMatching(/^-Read:$[\s\S]*^\+Read well:$/m),
    });
    expect(rendered?.texts).toHaveLength(2);
    const answers = answersIn(lines);
    expect(Object.keys(answers).sort()).toEqual(['0.0', '0.1']);
    expect(answers['0.1']).toMatchObject({
      ...{ state: 'answered', detail: null, is_valid: null, answered_by: 'one/scripted', is_local: true },
      ...{ input_tokens: 10, output_tokens: 5, cost_micros: 0, text: expect.stringContaining('Heard') },
    });
    expect(lines.at(-1)).toEqual({ type: 'end' });
    expect(server.calls).toHaveLength(3);
    expect(await testCalls()).toMatchObject(
      [1, 2].map(() => ({ scope: { project_id: project.id }, prompt_version_id: expect.any(String) })),
    );
  });

  it('adds no input of its own', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    await callWith(on, prompt);
    await runTest(on, prompt);
    expect((await listPromptInputs(on.core, systemCall, prompt.id, { limit: 50 })).items).toHaveLength(1);
  });

  it('goes on where one answer fails, and where the values do not fit one of them', async () => {
    await addProvider(
      on,
      ({ messages }) =>
        JSON.stringify(messages).includes('Poison') ? { fail: 'status', status: 400 } : { text: 'Fine.' },
      { name: 'one' },
    );
    const prompt = await makeTemplate(on);
    for (const log of ['Good.', 'Also good.']) await callWith(on, prompt, { values: { ...usual, log } });
    await expect(callWith(on, prompt, { values: { ...usual, log: 'Poison.' } })).rejects.toThrow();
    const variables = [{ name: 'other', kind: 'data' as const }];
    const sides = [{ version: 1 }, { draft: { body: '{{other}}', variables } }];
    const answers = answersIn(await runTest(on, prompt, { sides }));
    expect(Object.values(answers).map(({ state }) => state)).toHaveLength(6);
    expect(['0.0', '1.0', '2.0'].map((at) => answers[at]?.state)).toEqual(['failed', 'answered', 'answered']);
    expect(answers['0.0']?.detail).toContain('one/scripted');
    expect(answers['1.1']).toMatchObject({
      state: 'refused',
      detail: '{{other}} has no value.',
      call_id: null,
    });
  });

  it('is of the inputs that are chosen', async () => {
    await addProvider(on, () => ({ text: 'Fine.' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const ids = [await callWith(on, prompt), await callWith(on, prompt), await callWith(on, prompt)];
    const chosen = { kind: 'chosen' as const, ids: [ids[0] ?? '', ids[2] ?? ''] };
    const [start] = await runTest(on, prompt, { inputs: chosen });
    expect(start).toMatchObject({ inputs: [{ id: ids[2] }, { id: ids[0] }] });
    const gone = runTest(on, prompt, { inputs: { kind: 'chosen', ids: [newId()] } });
    await expect(gone).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/inputs/ids' }] });
    const ofAnother = runTest(on, await makeTemplate(on), { inputs: chosen });
    await expect(ofAnother).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('an answer', () => {
  it.each([
    ['that fits', '{"tasks":[],"sentences":["Show the tasks"]}', true],
    ['that does not', 'Sure, I will do that.', false],
  ])('%s is told so, and is not asked for again', async (_what, text, is_valid) => {
    const server = await addProvider(on, () => ({ text }), { name: 'one' });
    const planner = await plannerTemplate();
    const inputs = made({ said: 'Do it', tasks: 'none' });
    const lines = await runTest(on, planner, { sides: [{ version: 1 }], inputs });
    expect(lines[0]).toMatchObject({ has_form: true });
    expect(answersIn(lines)['0.0']).toMatchObject({ state: 'answered', is_valid, text });
    expect(answersIn(lines)['0.0']?.flaws === null).toBe(is_valid);
    expect(server.calls).toHaveLength(1);
  });

  it('that would break the budget of its project is not asked for', async () => {
    const server = await addProvider(on, () => ({ text: 'Fine.' }), { name: 'one', priceMicros: 1_000_000 });
    const { project, owner } = await makeProject(on.core);
    const budgets = ProjectBudgets.parse({ day: { soft_micros: null, hard_micros: 10 } });
    await updateProject(on.core, owner, project.id, { settings: { budgets } });
    const inputs = made(usual, { project_id: project.id });
    const answers = answersIn(await runTest(on, await makeTemplate(on), { inputs }));
    for (const side of ['0.0', '0.1'])
      expect(answers[side]).toMatchObject({ state: 'failed', detail: expect.stringContaining('budget') });
    expect(server.calls).toEqual([]);
  });

  it('stays on this machine where that held for the earlier call, whatever holds now', async () => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    await addProvider(on, () => ({ text: 'From here.' }), { name: 'one' });
    const { project, owner } = await makeProject(on.core);
    const prompt = await makeTemplate(on);
    await updateProject(on.core, owner, project.id, { settings: { model_privacy: 'local_only' } });
    await callWith(on, prompt, { scope: { project_id: project.id } });
    await updateProject(on.core, owner, project.id, { settings: { model_privacy: 'any' } });
    const answers = answersIn(await runTest(on, prompt, { prefer: ['passing/big:cloud'] }));
    expect(answers['0.0']).toMatchObject({ text: 'From here.', is_local: true });
    expect(cloud.calls).toEqual([]);
    expect((await testCalls()).map(({ privacy }) => privacy)).toEqual(['local_only', 'local_only']);
  });

  it('stays on this machine where its project wants that by now', async () => {
    const cloud = await addProvider(on, () => ({ text: 'From far away.' }), {
      ...{ name: 'passing', kind: 'ollama', models: ['big:cloud'] },
    });
    const { project, owner } = await makeProject(on.core);
    const prompt = await makeTemplate(on);
    await callWith(on, prompt, { scope: { project_id: project.id }, ref: 'passing/big:cloud' });
    await updateProject(on.core, owner, project.id, { settings: { model_privacy: 'local_only' } });
    const answers = answersIn(await runTest(on, prompt));
    expect(answers['0.0']).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('may use no other'),
    });
    expect(cloud.calls).toHaveLength(1);
  });
});

describe("a test of the planner's prompt", () => {
  /** In a project whose planner may ask by these rules; the person asks for the model `one/scripted`. */
  async function tryIn(policy: Partial<ModelPolicy>) {
    const { project } = await makeProject(on.core, {
      settings: { planner: { uses_model: true, policy: ModelPolicy.parse({ privacy: 'any', ...policy }) } },
    });
    const values = { said: 'Do it', tasks: 'none' };
    const inputs = made(values, { project_id: project.id, privacy: 'any' });
    const terms = { sides: [{ version: 1 }], inputs, prefer: ['one/scripted'] };
    return answersIn(await runTest(on, await plannerTemplate(), terms))['0.0'];
  }
  beforeEach(async () => {
    for (const name of ['one', 'two']) {
      await addProvider(on, () => ({ text: `From ${name}.` }), { name });
      const known = { context_tokens: 100_000, capabilities: [] };
      const settings = { ref: `${name}/scripted`, ...ModelOverride.parse(known) };
      await untilHeard(on.core, () => putModelSettings(on.core, systemCall, settings));
    }
  });

  it('asks whom its project lets the planner ask, first whom the person prefers', async () => {
    expect(await tryIn({ prefer: ['two/scripted'] })).toMatchObject({ answered_by: 'one/scripted' });
    const only = { only_preferred: true };
    expect(await tryIn({ ...only, prefer: ['two/scripted'] })).toMatchObject({ answered_by: 'two/scripted' });
    const both = { ...only, prefer: ['two/scripted', 'one/scripted'] };
    expect(await tryIn(both)).toMatchObject({ answered_by: 'one/scripted' });
    expect(await tryIn({ ...only, prefer: ['gone/model'] })).toMatchObject({ state: 'failed' });
  });

  it('asks none that lacks what its project asks for', async () => {
    expect(await tryIn({ min_context_tokens: 1_000_000 })).toMatchObject({ state: 'failed' });
    expect(await tryIn({ capabilities: ['vision'] })).toMatchObject({ state: 'failed' });
    expect((await testCalls()).map(({ excluded }) => excluded[0]?.reason)).toEqual([
      ...['context_too_small', 'missing_capability'],
    ]);
  });

  it('stays on this machine where its planner does', async () => {
    await tryIn({ privacy: 'local_only' });
    expect((await testCalls()).map(({ privacy }) => privacy)).toEqual(['local_only']);
  });

  it('of no project is asked by the rules that it names', async () => {
    const inputs = made({ said: 'Do it', tasks: 'none' });
    const terms = { sides: [{ version: 1 }], inputs, prefer: ['two/scripted'] };
    const answers = answersIn(await runTest(on, await plannerTemplate(), terms));
    expect(answers['0.0']).toMatchObject({ answered_by: 'two/scripted' });
  });
});

describe('a test', () => {
  it.each<[string, Parameters<typeof runTest>[2], object]>([
    ['of a version that is not there', { sides: [{ version: 9 }] }, { pointer: '/sides/0/version' }],
    ['of a broken draft', { sides: [{ draft: { body: '{{x' } }] }, { pointer: '/sides/0/draft/body' }],
    ['without an input', {}, { pointer: '/inputs' }],
  ])('%s is refused before anything is asked', async (_what, input, error) => {
    const server = await addProvider(on, () => ({ text: 'Fine.' }), { name: 'one' });
    const test = runTest(on, await makeTemplate(on), input);
    await expect(test).rejects.toMatchObject({ code: 'invalid', errors: [expect.objectContaining(error)] });
    expect(server.calls).toEqual([]);
  });

  it('takes from the budget of a project of one’s own only, and tells a foreign one from none by nothing', async () => {
    const server = await addProvider(on, () => ({ text: 'Fine.' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const [mine, foreign] = [await makeProject(on.core), await makeProject(on.core)];
    const test = (call: Call, project_id: string) =>
      runTest(on, prompt, { inputs: made(usual, { project_id }) }, call).catch((error: unknown) => error);
    const unknown = { code: 'not_found', message: 'There is no such project.' };
    expect(await test(mine.owner, foreign.project.id)).toMatchObject(unknown);
    expect(await test(mine.owner, newId())).toMatchObject(unknown);
    expect(await test(systemCall, newId())).toMatchObject(unknown);
    const operator = await makeMember(on.core, mine.project.id, 'operator');
    expect(await test(operator, mine.project.id)).toMatchObject({ code: 'forbidden' });
    expect(server.calls).toEqual([]);
    const maintainer = await makeMember(on.core, mine.project.id, 'maintainer');
    expect(await test(maintainer, mine.project.id)).toContainEqual({ type: 'end' });
  });

  it('is on no input of a project that is not one’s own', async () => {
    const server = await addProvider(on, () => ({ text: 'Fine.' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const { project } = await makeProject(on.core);
    const call_id = await callWith(on, prompt, { scope: { project_id: project.id } });
    const { owner } = await makeProject(on.core);
    const test = (inputs: TestInputs) =>
      runTest(on, prompt, { inputs }, owner).catch((error: unknown) => error);
    const refused = { code: 'invalid' };
    expect(await test({ kind: 'chosen', ids: [call_id] })).toMatchObject(refused);
    expect(await test({ kind: 'latest', count: 3 })).toMatchObject(refused);
    expect(await test({ kind: 'latest', count: 3, project_id: project.id })).toMatchObject(refused);
    expect(server.calls).toHaveLength(1);
  });

  it('says what to set up where there is no provider', async () => {
    const test = runTest(on, await makeTemplate(on), { inputs: made(usual) });
    await expect(test).rejects.toMatchObject({
      ...{ code: 'rule_violated', rule: 'model.unconfigured' },
      message: expect.stringContaining('adds a provider'),
    });
  });

  it('that is left gives up what is being asked', async () => {
    await addProvider(on, () => ({ text: endlessText() }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const test = PromptTest.parse({ sides: [{ version: 1 }], inputs: made(usual) });
    const gone = new AbortController();
    const lines = await testPrompt(on.core, systemCall, prompt.id, { test, signal: gone.signal });
    for (const type of ['start', 'rendered', 'asked'])
      expect((await lines.next()).value).toMatchObject({ type });
    const answer = lines.next();
    gone.abort();
    expect(await answer).toEqual({ done: true, value: undefined });
    expect(await testCalls()).toMatchObject([{ status: 'aborted' }]);
  });
});

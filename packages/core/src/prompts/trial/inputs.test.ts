import { callForValue } from '@overmind/models/call-model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scopeOf } from '../../model-calls/test-support/calls.ts';
import { addProvider, emptyGateway, requestOf } from '../../models/test-support/gateway.ts';
import { makeProject } from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import { usePrompt } from '../render.ts';
import { listPromptInputs } from './inputs.ts';
import { callWith, makeTemplate } from './test-support/template.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

const inputsOf = async (promptId: string, query: object = {}) =>
  listPromptInputs(on.core, promptId, { limit: 50, ...query });

describe('the inputs of a prompt', () => {
  it('are the values of the calls that were made with it, newest first', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
    const { project } = await makeProject(on.core);
    const [prompt, other] = [await makeTemplate(on), await makeTemplate(on)];
    const first = await callWith(on, prompt, { scope: { project_id: project.id } });
    const second = await callWith(on, prompt, { values: { tone: 'short', log: 'It works.' } });
    await callWith(on, other);
    const { items } = await inputsOf(prompt.id);
    expect(items).toEqual([
      {
        ...{ call_id: second, project_id: null, project_name: null, version: 1, answered_by: 'one/scripted' },
        ...{ privacy: 'any', values: { tone: 'short', log: 'It works.' }, is_cut: false },
        started_at: expect.any(String),
      },
      expect.objectContaining({ call_id: first, project_id: project.id, project_name: project.name }),
    ]);
    expect((await inputsOf(prompt.id, { project: project.id })).items).toEqual([items[1]]);
    const page = await inputsOf(prompt.id, { limit: 1 });
    expect(page.items).toEqual([items[0]]);
    const rest = await inputsOf(prompt.id, { limit: 1, cursor: page.next_cursor ?? '' });
    expect(rest).toEqual({ items: [items[1]], next_cursor: null });
  });

  it('are kept once for a value that was asked for again', async () => {
    const texts = ['no', 'none', '{"n":7}'];
    await addProvider(on, (_, at) => ({ text: texts[at] ?? '' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const { use } = await usePrompt(on.core, prompt.key, { tone: 'kind', log: 'x' });
    const request = requestOf(['one/scripted'], { scope: scopeOf(), prompt: use });
    await callForValue(on.core.models, request, z.object({ n: z.number() }));
    expect((await inputsOf(prompt.id)).items).toHaveLength(1);
    const { rows } = await on.database.pool.query(
      'select count(*)::int as n, count(prompt_version_id)::int as made from model_calls',
    );
    expect(rows).toEqual([{ n: 3, made: 3 }]);
  });

  it('are of calls that failed, too, and go with them', async () => {
    await addProvider(on, () => ({ fail: 'status', status: 400 }), { name: 'one' });
    const prompt = await makeTemplate(on);
    await expect(callWith(on, prompt)).rejects.toThrow('one/scripted');
    expect((await inputsOf(prompt.id)).items).toMatchObject([{ answered_by: null }]);
    await on.database.pool.query('delete from model_calls');
    expect((await inputsOf(prompt.id)).items).toEqual([]);
  });

  it('go with their project', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
    const { project } = await makeProject(on.core);
    const prompt = await makeTemplate(on);
    await callWith(on, prompt, { scope: { project_id: project.id } });
    await on.database.pool.query('delete from projects');
    expect((await inputsOf(prompt.id)).items).toEqual([]);
  });

  it('are kept without keys, and of long ones the beginning', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
    const prompt = await makeTemplate(on);
    const log = `key sk-canary0123456789abcdef end ${'long '.repeat(20_000)}`;
    await callWith(on, prompt, { values: { tone: 'kind', log } });
    const [input] = (await inputsOf(prompt.id)).items;
    expect(input?.is_cut).toBe(true);
    expect(input?.values['log']).toMatch(/^key \[redacted\] end long /);
    expect(String(input?.values['log'])).toHaveLength(32 * 1024);
  });
});

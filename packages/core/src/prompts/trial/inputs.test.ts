import { newId } from '@overmind/db/database';
import { callForValue } from '@overmind/models/call-model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Call, systemCall } from '../../call.ts';
import { recordCall } from '../../model-calls/record.ts';
import { makeCall, scopeOf } from '../../model-calls/test-support/calls.ts';
import { addProvider, emptyGateway, requestOf } from '../../models/test-support/gateway.ts';
import { putProviderKey } from '../../providers/keys.ts';
import { sweep } from '../../sweep.ts';
import { makeMember, makeProject, makeUser } from '../../test-support/makers.ts';
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

const inputsOf = async (promptId: string, query: object = {}, call: Call = systemCall) =>
  listPromptInputs(on.core, call, promptId, { limit: 50, ...query });
/** The caller as one whose token is for one project only. */
const boundTo = (call: Call, onlyProjectId: string): Call => ({
  ...call,
  actor: { ...call.actor, onlyProjectId } as Call['actor'],
});

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
        ...{
          id: second,
          run: null,
          project_id: null,
          project_name: null,
          version: 1,
          answered_by: 'one/scripted',
        },
        ...{ privacy: 'any', values: { tone: 'short', log: 'It works.' }, is_cut: false },
        started_at: expect.any(String),
      },
      expect.objectContaining({ id: first, project_id: project.id, project_name: project.name }),
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

  it('are not kept where their project went before they came', async () => {
    const prompt = await makeTemplate(on);
    const { use } = await usePrompt(on.core, prompt.key, { tone: 'kind', log: 'x' });
    const prompted = { prompt_version_id: use.prompt_version_id };
    await recordCall(on.core, makeCall({ project_id: newId() }, prompted), { tone: 'kind', log: 'Secret.' });
    await recordCall(on.core, makeCall({}, prompted), { tone: 'kind', log: 'Free.' });
    expect((await inputsOf(prompt.id)).items).toMatchObject([{ values: { log: 'Free.' } }]);
  });

  it('are kept without a key of a provider here, whatever it looks like', async () => {
    const key = 'our/own+key of 2026';
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one', apiKey: key });
    await putProviderKey(on.core, systemCall, 'one', key);
    const prompt = await makeTemplate(on);
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
    await callWith(on, prompt, { values: { tone: 'kind', log: forms.join(' and ') } });
    const [input] = (await inputsOf(prompt.id)).items;
    expect(input?.values['log']).toBe('[secret] and [secret] and [secret]');
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

describe('the inputs of others', () => {
  it('are shown to those who maintain their project, and those of no project to all who ask', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
    const [mine, foreign] = [await makeProject(on.core), await makeProject(on.core)];
    const prompt = await makeTemplate(on);
    const own = await callWith(on, prompt, { scope: { project_id: mine.project.id } });
    await callWith(on, prompt, { scope: { project_id: foreign.project.id } });
    const free = await callWith(on, prompt);
    const seen = async (call: Call, query: object = {}) =>
      (await inputsOf(prompt.id, query, call)).items.map(({ id }) => id);
    const maintainer = await makeMember(on.core, mine.project.id, 'maintainer');
    for (const call of [mine.owner, maintainer]) expect(await seen(call)).toEqual([free, own]);
    expect(await seen(mine.owner, { project: foreign.project.id })).toEqual([]);
    expect(await seen(await makeMember(on.core, mine.project.id, 'operator'))).toEqual([free]);
    expect(await seen(await makeUser(on.core))).toEqual([free]);
    expect(await seen(boundTo(mine.owner, mine.project.id))).toEqual([own]);
    expect(await seen(boundTo(mine.owner, foreign.project.id))).toEqual([]);
  });

  it('are for no machine', async () => {
    const prompt = await makeTemplate(on);
    const runner: Call = { ...systemCall, actor: { kind: 'runner', runnerId: newId(), tokenId: newId() } };
    await expect(inputsOf(prompt.id, {}, runner)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('of the inputs of a template the newest 200 of each project, and of none, are kept', async () => {
  const [one, other] = [(await makeProject(on.core)).project.id, (await makeProject(on.core)).project.id];
  const [prompt, second] = [await makeTemplate(on), await makeTemplate(on)];
  const fill = async ({ id }: { id: string }, projectId: string | null, count: number) =>
    on.database.pool.query(
      `with made as (
         insert into model_calls (id, project_id, purpose, status, cost_source, input_tokens, output_tokens,
           cached_tokens, latency_ms, is_cache_hit, chain, routing, started_at)
         select gen_random_uuid(), $2, 'review', 'ok', 'unknown', 1, 0, 1, 1, false, '[]', '{}',
           now() - n * interval '1 minute' from generate_series(1, $3::int) n
         returning id, started_at)
       insert into prompt_inputs (call_id, template_id, project_id, given, is_cut, started_at)
       select id, $1, $2, '{}', false, started_at from made`,
      [id, projectId, count],
    );
  await fill(prompt, one, 1_300);
  await fill(prompt, other, 3);
  await fill(prompt, null, 203);
  await fill(second, one, 200);
  await sweep(on.core);
  const { rows } = await on.database.pool.query(
    `select template_id, project_id, count(*)::int as n, floor(extract(epoch from now() - min(started_at)) / 60)::int as oldest
     from prompt_inputs group by template_id, project_id`,
  );
  const row = (template: { id: string }, project_id: string | null, n: number) => ({
    ...{ template_id: template.id, project_id, n, oldest: n },
  });
  expect(rows).toHaveLength(4);
  expect(rows).toEqual(
    expect.arrayContaining([
      ...[row(prompt, one, 200), row(prompt, other, 3), row(prompt, null, 200), row(second, one, 200)],
    ]),
  );
});

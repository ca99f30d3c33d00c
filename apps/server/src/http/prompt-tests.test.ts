import type { Prompt } from '@overmind/contracts/entities/prompt';
import { TestLine } from '@overmind/contracts/entities/prompt-test';
import * as routes from '@overmind/contracts/routes/prompt-tests';
import { createPrompt } from '@overmind/contracts/routes/prompts';
import { putProvider } from '@overmind/contracts/routes/providers';
import { callWith } from '@overmind/core/prompts/trial/test-support/template';
import { newId } from '@overmind/db/database';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let admin: Person;
let model: ModelServer;
let prompt: Prompt;
beforeAll(async () => {
  server = await startTestServer();
  admin = await addPerson(server, { isAdmin: true });
  model = await startModelServer(() => ({ text: 'Seven.' }));
  const variables = [
    { name: 'tone', kind: 'string' as const },
    { name: 'log', kind: 'data' as const },
  ];
  const body = { key: 'log.read', title: 'Read', system: 'Be {{tone}}.', body: '{{log}}', variables };
  prompt = await admin.api.call(createPrompt, { body });
});
afterAll(async () => {
  await server.stop();
  await model.close();
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const here = () => ({ params: { id: prompt.id } });
const inputs = { kind: 'made' as const, values: { tone: 'kind', log: 'It broke.' } };
const test = (person: Person, body: object = {}) =>
  person.api.stream(routes.testPrompt, { ...here(), body: { sides: [{ version: 1 }], inputs, ...body } });

describe('a test of a prompt', () => {
  it('says what to set up while there is no provider', async () => {
    await expect(test(admin)).rejects.toMatchObject({ code: 'rule_violated', rule: 'model.unconfigured' });
  });

  it('comes line by line, with its answer', async () => {
    const settings = {
      kind: 'openai_compatible' as const,
      base_url: model.openAiUrl,
      is_local: true,
      serves_itself: true,
    };
    await admin.api.call(putProvider, { params: { provider: 'one' }, body: settings });
    const response = await test(admin);
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => TestLine.parse(JSON.parse(line)));
    expect(lines.map(({ type }) => type)).toEqual(['start', 'rendered', 'asked', 'answered', 'end']);
    expect(lines[3]).toMatchObject({ answer: { state: 'answered', text: 'Seven.' } });
  });

  it('is on the inputs of earlier calls, which are listed', async () => {
    const call_id = await callWith(server, prompt);
    const { items } = await admin.api.call(routes.listPromptInputs, here());
    expect(items).toMatchObject([{ id: call_id, values: { tone: 'kind', log: 'It broke.' } }]);
    const response = await test(admin, { inputs: { kind: 'chosen', ids: [call_id] } });
    expect(await response.text()).toContain(call_id);
  });

  it('is on nothing of a project that an administrator does not maintain', async () => {
    const project = await addProject(server, await addPerson(server));
    const call_id = await callWith(server, prompt, { scope: { project_id: project.id } });
    const { items } = await admin.api.call(routes.listPromptInputs, here());
    expect(items.map((input) => input.id)).not.toContain(call_id);
    const query = { project: project.id };
    expect((await admin.api.call(routes.listPromptInputs, { ...here(), query })).items).toEqual([]);
    const chosen = test(admin, { inputs: { kind: 'chosen', ids: [call_id] } });
    await expect(chosen).rejects.toMatchObject({ code: 'invalid' });
    const asked = model.calls.length;
    const paidBy = (project_id: string) =>
      test(admin, { inputs: { ...inputs, project_id } }).catch((error: unknown) => error);
    const [foreign, unknown] = [await paidBy(project.id), await paidBy(newId())];
    expect(foreign).toMatchObject({ code: 'not_found', message: 'There is no such project.' });
    expect(unknown).toMatchObject({ code: 'not_found', message: 'There is no such project.' });
    expect(model.calls).toHaveLength(asked);
  });

  it('is for no token of one project', async () => {
    const project = await addProject(server, admin);
    const { token } = await makeToken(admin, ['read', 'admin'], project.id);
    const bound = { ...admin, api: server.nobody.withToken(token) };
    await Promise.all([
      expect(test(bound)).rejects.toMatchObject({ code: 'forbidden' }),
      expect(bound.api.call(routes.listPromptInputs, here())).rejects.toMatchObject({ code: 'forbidden' }),
    ]);
  });

  it('is on at most fifty inputs of a page', async () => {
    const query = { limit: 51 };
    const listed = admin.api.call(routes.listPromptInputs, { ...here(), query });
    await expect(listed).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is for administrators', async () => {
    const person = await addPerson(server);
    await Promise.all([
      expect(test(person)).rejects.toMatchObject({ code: 'forbidden' }),
      expect(person.api.call(routes.listPromptInputs, here())).rejects.toMatchObject({ code: 'forbidden' }),
    ]);
  });

  it.each([
    ['no side', { sides: [] }],
    ['three sides', { sides: [{ version: 1 }, { version: 1 }, { version: 1 }] }],
    ['eleven inputs', { inputs: { kind: 'latest', count: 11 } }],
    ['inputs of another kind', { inputs: { kind: 'all' } }],
    ['a version that is not there', { sides: [{ version: 99 }] }],
  ])('is refused with %s', async (_what, body) => {
    await expect(test(admin, body)).rejects.toMatchObject({ code: 'invalid' });
  });
});

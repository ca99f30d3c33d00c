import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import { CatalogueModel, TryLine } from '@overmind/contracts/entities/model-catalogue';
import { ModelPull } from '@overmind/contracts/entities/model-pull';
import type { Project } from '@overmind/contracts/entities/project';
import { listModelCalls } from '@overmind/contracts/routes/model-calls';
import * as routes from '@overmind/contracts/routes/models';
import { updateProject } from '@overmind/contracts/routes/projects';
import { listProviders, putProvider, putProviderKey } from '@overmind/contracts/routes/providers';
import { newId } from '@overmind/db/database';
import type { ModelScript } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addMember, addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

const canary = 'sk-canary-of-the-provider-0123456789';
const lines: string[] = [];
let server: TestServer;
let admin: Person;
let owner: Person;
let someone: Person;
let project: Project;
let model: ModelServer;
let script: ModelScript = [];
beforeAll(async () => {
  server = await startTestServer({ lines });
  admin = await addPerson(server, { isAdmin: true });
  owner = await addPerson(server);
  someone = await addPerson(server);
  model = await startModelServer(
    (...asked) => (typeof script === 'function' ? script(...asked) : { text: '' }),
    {
      apiKey: canary,
    },
  );
  const one = { params: { provider: 'one' } };
  const body = {
    kind: 'openai_compatible' as const,
    base_url: model.openAiUrl,
    is_local: true,
    serves_itself: true,
  };
  await admin.api.call(putProvider, { ...one, body });
  await admin.api.call(putProviderKey, { ...one, body: { key: canary } });
});
afterAll(async () => {
  await server.stop();
  await model.close();
});
beforeEach(async () => {
  project = await addProject(server, owner);
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const tryBy = (person: Person, more: object = {}) =>
  person.api.call(routes.tryModels, { body: { prompt: 'Say a number.', project_id: project.id, ...more } });

describe('the catalogue', () => {
  it('is seen by everybody who is signed in, without addresses', async () => {
    const { items } = await someone.api.call(routes.listModels, {});
    expect(items).toMatchObject([{ ref: 'one/scripted', is_local: true, status: 'up' }]);
    for (const item of items) expect(CatalogueModel.parse(item)).toEqual(item);
    const { items: providers } = await someone.api.call(listProviders, {});
    expect(providers.find(({ name }) => name === 'one')).toMatchObject({
      ...{ base_url: null, key: null, health: { status: 'up', models: 1 } },
    });
    await expect(server.nobody.call(routes.listModels, {})).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('is set by administrators, and providers are tested by them', async () => {
    const settings = { body: { ref: 'one/scripted', quality: 80 } };
    const one = { params: { provider: 'one' } };
    await Promise.all([
      expect(owner.api.call(routes.putModelSettings, settings)).rejects.toMatchObject({ code: 'forbidden' }),
      expect(owner.api.call(routes.testProvider, one)).rejects.toMatchObject({ code: 'forbidden' }),
    ]);
    expect(await admin.api.call(routes.putModelSettings, settings)).toMatchObject({ quality: 80 });
    expect(await admin.api.call(routes.testProvider, one)).toMatchObject({
      is_up: true,
      models: 1,
      error: null,
    });
    const unknown = admin.api.call(routes.testProvider, { params: { provider: 'nobody' } });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the router', () => {
  it('explains itself by the rules of a project of one’s own', async () => {
    const body = { text: 'Hello', project_id: project.id };
    expect(await owner.api.call(routes.explainRoute, { body })).toMatchObject({
      ...{ privacy: 'local_only', candidates: [{ ref: 'one/scripted' }] },
    });
    await expect(someone.api.call(routes.explainRoute, { body })).rejects.toMatchObject({
      code: 'not_found',
    });
    const ofAnother = owner.api.call(routes.explainRoute, { body: { ...body, agent_id: newId() } });
    await expect(ofAnother).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a trial', () => {
  it('answers, costs, and is in the ledger of its project', async () => {
    script = () => ({ text: 'Seven.' });
    const answer = await tryBy(owner);
    expect(answer).toMatchObject({ ref: 'one/scripted', text: 'Seven.', is_cut_short: false });
    const { items } = await owner.api.call(listModelCalls, { params: { id: project.id } });
    expect(items).toMatchObject([{ id: answer.call_id, status: 'ok', scope: { purpose: 'models.try' } }]);
  });

  it('is for maintainers of the project, and without one for administrators', async () => {
    script = () => ({ text: 'Seven.' });
    const operator = await addPerson(server);
    await addMember(server, project.id, operator, 'operator');
    const refused: [Person, object, string][] = [
      [operator, {}, 'forbidden'],
      [someone, {}, 'not_found'],
      [owner, { project_id: null }, 'forbidden'],
    ];
    await Promise.all(
      refused.map(([person, more, code]) => expect(tryBy(person, more)).rejects.toMatchObject({ code })),
    );
    expect(await tryBy(admin, { project_id: null })).toMatchObject({ text: 'Seven.' });
  });

  it('comes as it is said, line by line', async () => {
    script = () => ({ text: ['Se', 'ven', '.'] });
    const response = await owner.api.stream(routes.streamModels, {
      body: { prompt: 'Say a number.', project_id: project.id },
    });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const said = (await response.text()).trim().split('\n');
    const parsed = said.map((line) => TryLine.parse(JSON.parse(line)));
    expect(parsed[0]).toEqual({ type: 'start', ref: 'one/scripted' });
    const text = parsed.map((line) => (line.type === 'delta' ? line.text : '')).join('');
    expect(text).toBe('Seven.');
    expect(parsed.at(-1)).toMatchObject({ type: 'end', attempts: [{ outcome: 'ok' }] });
  });

  it('that breaks off after its first words ends with a line that says so', async () => {
    script = () => ({ fail: 'cut', reply: { text: ['one ', 'two ', 'three ', 'four'] } });
    const response = await owner.api.stream(routes.streamModels, {
      body: { prompt: 'Say a number.', project_id: project.id },
    });
    const last = TryLine.parse(JSON.parse((await response.text()).trim().split('\n').at(-1) ?? ''));
    expect(last).toMatchObject({ type: 'error', detail: expect.stringContaining('broke off') });
  });

  it('that a budget does not allow is refused before anything is sent', async () => {
    script = () => ({ text: 'Seven.' });
    const prices = { input_micros: 1_000_000, output_micros: 1_000_000 };
    await admin.api.call(routes.putModelSettings, { body: { ref: 'one/scripted', prices } });
    const budgets = ProjectBudgets.parse({ project: { soft_micros: null, hard_micros: 10 } });
    await owner.api.call(updateProject, { params: { id: project.id }, body: { settings: { budgets } } });
    const before = model.calls.length;
    await expect(tryBy(owner)).rejects.toMatchObject({
      rule: 'budget.exhausted',
      message: expect.stringContaining('Raise the budget where it is set'),
    });
    expect(model.calls).toHaveLength(before);
    await admin.api.call(routes.putModelSettings, { body: { ref: 'one/scripted' } });
  });

  it('shows its key nowhere, also when the provider repeats it', async () => {
    script = () => ({ fail: 'echo_key' });
    const error = await tryBy(owner).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable' });
    const { items } = await owner.api.call(listModelCalls, { params: { id: project.id } });
    const told = JSON.stringify([String(error), items, lines]);
    for (const form of [canary, Buffer.from(canary).toString('base64')]) expect(told).not.toContain(form);
    expect(JSON.stringify([String(error), items])).not.toContain('127.0.0.1');
  });
});

describe('downloads of models', () => {
  it('are asked for by administrators, of an Ollama', async () => {
    const params = { provider: 'one' };
    const body = { model: 'qwen3:8b' };
    await expect(owner.api.call(routes.createModelPull, { params, body })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const refused = [
      admin.api.call(routes.createModelPull, { params, body }),
      admin.api.call(routes.listInstalledModels, { params }),
    ];
    await Promise.all(
      refused.map((each) => expect(each).rejects.toMatchObject({ rule: 'provider.not_ollama' })),
    );
    const wrong = admin.api.call(routes.createModelPull, { params, body: { model: '--help' } });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' });
  });

  it('wait until a worker has time, and can be looked at and canceled', async () => {
    const params = { provider: 'ollama' };
    const settings = { kind: 'ollama' as const, base_url: model.url, is_local: true };
    await admin.api.call(putProvider, { params, body: settings });
    const body = { model: 'qwen3:8b' };
    const pull = await admin.api.call(routes.createModelPull, { params, body });
    expect(ModelPull.parse(pull)).toMatchObject({ status: 'queued', model: 'qwen3:8b' });
    const at = { params: { ...params, pull: pull.id } };
    expect(await admin.api.call(routes.getModelPull, at)).toEqual(pull);
    expect((await admin.api.call(routes.listModelPulls, { params })).items).toEqual([pull]);
    expect(await admin.api.call(routes.cancelModelPull, at)).toMatchObject({ status: 'canceled' });
  });

  it('are told to administrators who watch, as they change, and to no token of one project', async () => {
    const params = { provider: 'ollama' };
    const settings = { kind: 'ollama' as const, base_url: model.url, is_local: true };
    await admin.api.call(putProvider, { params, body: settings });
    await addMember(server, project.id, admin, 'viewer');
    const open = async ({ token }: { token: string }) => {
      const viewer = await TestViewer.open(server, { token, projectId: project.id });
      onTestFinished(() => viewer.close());
      return viewer;
    };
    const bound = await makeToken(admin, ['read', 'admin'], project.id);
    const others = [await open(bound), await open(owner)];
    const watching = await open(admin);
    const pull = await admin.api.call(routes.createModelPull, { params, body: { model: 'told' } });
    const at = { params: { ...params, pull: pull.id } };
    await admin.api.call(routes.cancelModelPull, at);
    const told = await watching.waitFor(
      'model.pull.updated',
      ({ entity }) => entity.id === pull.id && entity.patch.status === 'canceled',
    );
    expect(ModelPull.parse(told.entity.patch)).toEqual(await admin.api.call(routes.getModelPull, at));
    for (const other of others) {
      // What was told before this is answered has come.
      other.send({ type: 'ping' });
      await other.waitFor('pong');
      expect(other.all('model.pull.updated')).toEqual([]);
    }
  });
});

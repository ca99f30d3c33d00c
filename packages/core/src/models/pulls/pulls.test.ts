import { once } from 'node:events';
import type { ProviderKind } from '@overmind/contracts/entities/model';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { newId } from '@overmind/db/database';
import { createGate } from '@overmind/testing/gate';
import { type OllamaPull, type OllamaStand, startOllama } from '@overmind/testing/models/ollama';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { topics } from '../../bus/bus.ts';
import { putProvider, updateProvider } from '../../providers/change.ts';
import { makeUser } from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import { listInstalledModels } from '../installed.ts';
import { listCatalogue } from '../list.ts';
import { emptyGateway } from '../test-support/gateway.ts';
import { pullModel } from './pull.ts';
import { cancelPull, getModelPull, listModelPulls, requestPull, takeUpPulls } from './request.ts';

let on: TestCore;
let admin: Awaited<ReturnType<typeof makeUser>>;
beforeAll(async () => {
  on = await startTestCore();
  admin = await makeUser(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  await emptyGateway(on);
  await on.database.pool.query('delete from model_pulls');
});

async function useOllama(pull: OllamaPull): Promise<OllamaStand> {
  const ollama = await startOllama(pull);
  onTestFinished(() => ollama.close());
  const settings = ProviderSettings.parse({ kind: 'ollama', base_url: ollama.url, is_local: true });
  await putProvider(on.core, admin, 'ollama', settings);
  return ollama;
}
const request = (model = 'qwen3:8b') => requestPull(on.core, admin, 'ollama', model);
const look = ({ id }: ModelPull) => getModelPull(on.core, 'ollama', id);
const untilClosed: OllamaPull = async (_say, response) => {
  await once(response, 'close');
};

it('fetches a model, tells how far it is, and has it in the catalogue at the end', async () => {
  const ollama = await useOllama((say) => {
    say({ status: 'pulling manifest' });
    say({ status: 'pulling a', digest: 'sha256:a', total: 1_000, completed: 400 });
    say({ status: 'pulling b', digest: 'sha256:b', total: 200 });
    say({ status: 'pulling a', digest: 'sha256:a', total: 1_000, completed: 1_000 });
    say({ status: 'success' });
  });
  const told: string[] = [];
  const unsubscribe = on.core.bus.subscribe(topics.modelPulls, (id) => told.push(id));
  const pull = await request();
  expect(pull).toMatchObject({ status: 'queued', model: 'qwen3:8b', step: null });
  await pullModel(on.core, pull.id);
  await waitFor(() => told.includes(pull.id), { what: 'the download to be told of' });
  unsubscribe();
  expect(await look(pull)).toMatchObject({
    ...{ status: 'completed', step: 'success', total_bytes: 1_200, completed_bytes: 1_000, error: null },
  });
  expect(ollama.pulled).toEqual(['qwen3:8b']);
  expect(await listInstalledModels(on.core, 'ollama')).toEqual([
    { model: 'qwen3:8b', size_bytes: 42, modified_at: '2026-03-01T09:00:00.000Z', is_loaded: true },
  ]);
  expect(await listCatalogue(on.core)).toMatchObject([
    { ref: 'ollama/qwen3:8b', context_tokens: 32_768, capabilities: ['tools', 'json'] },
  ]);
});

it('fetches a model once, however many ask for it, and again when that is over', async () => {
  const ollama = await useOllama((say) => say({ status: 'success' }));
  const asked = await Promise.all(Array.from({ length: 5 }, () => request()));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  const [pull] = asked;
  if (pull === undefined) throw new Error('nobody asked');
  await Promise.all([pullModel(on.core, pull.id), pullModel(on.core, pull.id)]);
  expect(ollama.pulled).toHaveLength(1);
  expect((await request()).id).not.toBe(pull.id);
  expect((await request('other')).id).not.toBe(pull.id);
  expect(await listModelPulls(on.core, 'ollama')).toHaveLength(3);
});

it.each<[string, OllamaPull, RegExp]>([
  [
    'says what is wrong',
    (say) => say({ error: 'pull model manifest: file does not exist' }),
    /does not exist/,
  ],
  ['breaks it off', (say) => say({ status: 'pulling manifest' }), /broke the download off/],
  ['talks nonsense', (_say, response) => void response.write('nonsense\n'), /cannot be read/],
])('tells why a download failed when Ollama %s', async (_how, pull, words) => {
  await useOllama(pull);
  const asked = await request();
  await pullModel(on.core, asked.id);
  const failed = await look(asked);
  expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(words) });
  expect(failed.finished_at).not.toBeNull();
});

it('stops when somebody cancels it, and lets go of Ollama', async () => {
  let isOpen = false;
  await useOllama(async (say, response) => {
    say({ status: 'pulling manifest' });
    isOpen = true;
    await untilClosed(say, response);
    isOpen = false;
  });
  const pull = await request();
  const work = pullModel(on.core, pull.id);
  await waitFor(() => isOpen, { what: 'the download to begin' });
  expect(await cancelPull(on.core, admin, 'ollama', pull.id)).toMatchObject({ status: 'canceled' });
  await work;
  await waitFor(() => !isOpen, { what: 'its connection to end' });
  expect(await look(pull)).toMatchObject({ status: 'canceled', error: null });
  expect(await cancelPull(on.core, admin, 'ollama', pull.id)).toMatchObject({ status: 'canceled' });
});

it('fetches one model of a provider after the other, and of another provider meanwhile', async () => {
  const gate = createGate();
  const wait: OllamaPull = async (say) => {
    await gate.opened;
    say({ status: 'success' });
  };
  const ollama = await useOllama(wait);
  const other = await startOllama((say) => say({ status: 'success' }));
  onTestFinished(() => other.close());
  const settings = ProviderSettings.parse({ kind: 'ollama', base_url: other.url, is_local: true });
  await putProvider(on.core, admin, 'other', settings);
  const [first, second] = [await request('a'), await request('b')];
  const elsewhere = await requestPull(on.core, admin, 'other', 'c');
  const work = pullModel(on.core, first.id);
  await waitFor(() => ollama.pulled.length > 0, { what: 'the first download to begin' });
  await Promise.all([pullModel(on.core, second.id), pullModel(on.core, elsewhere.id)]);
  expect(await look(second)).toMatchObject({ status: 'queued' });
  expect(other.pulled).toEqual(['c']);
  gate.open();
  await work;
  const { rows } = await on.database.pool.query(
    `select 1 from pgboss.job where name = 'model.pull' and data ->> 'pull_id' = $1`,
    [second.id],
  );
  expect(rows, 'its request and the end of the first ask for it').toHaveLength(2);
  await pullModel(on.core, second.id);
  expect(await look(second)).toMatchObject({ status: 'completed' });
  expect(ollama.pulled).toEqual(['a', 'b']);
});

it('has one download of a provider under way, however many begin at once', async () => {
  let open = 0;
  let most = 0;
  const ollama = await useOllama(async (say) => {
    open += 1;
    most = Math.max(most, open);
    say({ status: 'pulling manifest' });
    await new Promise(setImmediate);
    open -= 1;
    say({ status: 'success' });
  });
  const asked = await Promise.all(['a', 'b', 'c', 'd'].map((model) => request(model)));
  while (ollama.pulled.length < asked.length)
    await Promise.all(asked.map(({ id }) => pullModel(on.core, id)));
  expect(most).toBe(1);
});

it('fetches nothing from a provider that was turned off meanwhile, and stops what goes on there', async () => {
  const ollama = await useOllama(async (say, response) => {
    say({ status: 'pulling manifest' });
    await untilClosed(say, response);
  });
  const [running, waiting] = [await request('a'), await request('b')];
  const work = pullModel(on.core, running.id);
  await waitFor(() => ollama.pulled.length > 0, { what: 'the download to begin' });
  await updateProvider(on.core, admin, 'ollama', { is_enabled: false });
  await work;
  await pullModel(on.core, waiting.id);
  const failed = { status: 'failed', error: '"ollama" is turned off. Turn it on first.' };
  expect(await Promise.all([look(running), look(waiting)])).toMatchObject([failed, failed]);
  expect(ollama.pulled).toEqual(['a']);
});

it('stops at an address that the provider has left, says so, and fetches the next from the new one', async () => {
  const left = await useOllama(async (say, response) => {
    say({ status: 'pulling manifest' });
    await untilClosed(say, response);
  });
  const moved = await startOllama((say) => say({ status: 'success' }));
  onTestFinished(() => moved.close());
  const [running, waiting] = [await request('a'), await request('b')];
  const work = pullModel(on.core, running.id);
  await waitFor(() => left.pulled.length > 0, { what: 'the download to begin' });
  // What does not move it does not stop it.
  await updateProvider(on.core, admin, 'ollama', { keep_alive: '5m' });
  await updateProvider(on.core, admin, 'ollama', { base_url: moved.url, is_local: true });
  await work;
  expect(await look(running)).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/^The address of "ollama" was changed .* Start it again/),
  });
  await pullModel(on.core, waiting.id);
  expect(await look(waiting)).toMatchObject({ status: 'completed' });
  expect([left.pulled, moved.pulled]).toEqual([['a'], ['b']]);
});

it('fetches nothing from a provider that was made one of another kind', async () => {
  const ollama = await startOllama(untilClosed);
  onTestFinished(() => ollama.close());
  const settings = { base_url: ollama.url, is_local: true };
  const ofKind = (kind: ProviderKind) => ProviderSettings.parse({ kind, ...settings });
  await putProvider(on.core, admin, 'own', ofKind('ollama'));
  const pull = await requestPull(on.core, admin, 'own', 'a');
  await putProvider(on.core, admin, 'own', ofKind('openai_compatible'));
  await pullModel(on.core, pull.id);
  expect(await getModelPull(on.core, 'own', pull.id)).toMatchObject({
    ...{ status: 'failed', error: expect.stringContaining('is of the kind openai_compatible') },
  });
  expect(ollama.pulled).toEqual([]);
});

it('is gone on with when the worker that had it fell silent', async () => {
  const ollama = await useOllama((say) => say({ status: 'success' }));
  const pull = await request();
  await on.database.pool.query(
    `update model_pulls set status = 'running', worker_id = $1, alive_at = now() - interval '1 hour'`,
    [newId()],
  );
  await takeUpPulls(on.core);
  await takeUpPulls(on.core);
  await pullModel(on.core, pull.id);
  expect(await look(pull)).toMatchObject({ status: 'completed' });
  expect(ollama.pulled).toHaveLength(1);
});

it('is of an Ollama that is turned on', async () => {
  const settings = ProviderSettings.parse({
    kind: 'openai_compatible',
    base_url: 'http://127.0.0.1:9',
    is_local: true,
  });
  await putProvider(on.core, admin, 'vllm', settings);
  const refused = requestPull(on.core, admin, 'vllm', 'x');
  await expect(refused).rejects.toMatchObject({ rule: 'provider.not_ollama' });
  const off = requestPull(on.core, admin, 'ollama', 'x');
  await expect(off).rejects.toMatchObject({ rule: 'provider.disabled' });
  await expect(getModelPull(on.core, 'ollama', newId())).rejects.toMatchObject({ code: 'not_found' });
});

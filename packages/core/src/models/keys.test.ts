import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { callModel } from '@overmind/models/call-model';
import { startOllama } from '@overmind/testing/models/ollama';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { putProvider, updateProvider } from '../providers/change.ts';
import type { EnvironmentProvider } from '../providers/environment.ts';
import { putProviderKey } from '../providers/keys.ts';
import { openProvider } from '../providers/open.ts';
import { getProvider, listProviders } from '../providers/read.ts';
import { rotateMasterKey } from '../providers/rotate.ts';
import { userCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listInstalledModels } from './installed.ts';
import { listCatalogue } from './list.ts';
import { pullModel } from './pulls/pull.ts';
import { getModelPull, requestPull } from './pulls/request.ts';
import { addProvider, emptyGateway, requestOf } from './test-support/gateway.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');
const canary = 'sk-canary-of-the-provider-0123456789';

let on: TestCore;
const environment = new Map<string, EnvironmentProvider>();
beforeAll(async () => {
  on = await startTestCore();
  await on.database.pool.query(
    `insert into users (id, email, password_hash, display_name) values ($1, 'admin@example.test', '-', 'Admin')`,
    [admin.actor.kind === 'user' ? admin.actor.userId : ''],
  );
  on.core.environmentProviders = environment;
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));
afterEach(() => environment.clear());

it('a key is sent to its provider, and stands in no answer, error or row', async () => {
  const server = await addProvider(on, [{ fail: 'echo_key' }, { text: 'Seven.' }], {
    name: 'one',
    apiKey: canary,
  });
  await putProviderKey(on.core, admin, 'one', canary);
  const error = await callModel(on.core.models, requestOf(['one/scripted'])).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toContain('[secret]');
  await callModel(on.core.models, requestOf(['one/scripted']));
  expect(server.calls.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${canary}`,
    `Bearer ${canary}`,
  ]);
  const rows = await Promise.all(
    ['model_calls', 'provider_states', 'provider_keys', 'audit_log'].map((table) =>
      on.database.pool.query(`select row_to_json(t)::text as text from ${table} t`),
    ),
  );
  const told = JSON.stringify([
    String(error),
    await listProviders(on.core, admin),
    rows.map((each) => each.rows),
  ]);
  const forms = [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex')];
  for (const form of forms) expect(told).not.toContain(form);
});

it('a key that its provider repeats in what it lists and downloads stands in no answer and no row', async () => {
  const hex = Buffer.from(canary).toString('hex');
  const ollama = await startOllama((say) => {
    say({ status: `pulling for ${canary}` });
    say({ status: `${'x'.repeat(190)}${hex.toUpperCase()}` });
    say({ error: `no more for ${hex}` });
  });
  onTestFinished(() => ollama.close());
  for (const name of [`by-${canary}`, hex.toUpperCase(), 'qwen3:8b']) ollama.installed.add(name);
  const settings = ProviderSettings.parse({ kind: 'ollama', base_url: ollama.url, is_local: true });
  await putProvider(on.core, admin, 'ollama', settings);
  await putProviderKey(on.core, admin, 'ollama', canary);
  await on.core.models.checks.check('ollama');
  expect((await listCatalogue(on.core)).map(({ ref }) => ref)).toEqual(['ollama/qwen3:8b']);
  const installed = await listInstalledModels(on.core, 'ollama');
  expect(installed.map(({ model }) => model)).toEqual(['qwen3:8b']);
  const { id } = await requestPull(on.core, admin, 'ollama', 'qwen3:14b');
  await pullModel(on.core, id);
  const pull = await getModelPull(on.core, 'ollama', id);
  expect(pull).toMatchObject({ status: 'failed', error: expect.stringContaining('no more for [secret]') });
  const rows = await Promise.all(
    ['provider_states', 'model_pulls'].map((table) =>
      on.database.pool.query(`select row_to_json(t)::text as text from ${table} t`),
    ),
  );
  const told = JSON.stringify([pull, rows.map((each) => each.rows)]).toLowerCase();
  // Half of one would show as much.
  for (const form of [canary, hex]) expect(told).not.toContain(form.slice(0, 10));
});

it('a stored key goes to no address that the environment moves its provider to', async () => {
  await putProvider(on.core, admin, 'openai', ProviderSettings.parse({ kind: 'openai' }));
  await putProviderKey(on.core, admin, 'openai', canary);
  const elsewhere = await addProvider(on, () => ({ text: 'Thank you.' }), { name: 'other' });
  environment.set('openai', { baseUrl: elsewhere.openAiUrl, key: null });
  const { key } = await getProvider(on.core, 'openai');
  expect(key).toMatchObject({ is_set: true, problem: expect.stringContaining('another address') });
  await expect(openProvider(on.core, 'openai')).rejects.toMatchObject({
    rule: 'provider.key_for_another_address',
  });
  expect(await on.core.models.checks.check('openai')).toMatchObject({ is_up: false });
  expect(await on.core.models.ports.providers.find('openai').catch(String)).toContain('cannot be used');
  expect(elsewhere.calls).toEqual([]);
  environment.clear();
  expect((await openProvider(on.core, 'openai')).key).toBe(canary);
});

it('a key that was entered for the address of the environment stays with that one', async () => {
  const own = await addProvider(on, [], { name: 'other' });
  environment.set('openai', { baseUrl: own.openAiUrl, key: null });
  await putProviderKey(on.core, admin, 'openai', canary);
  expect((await openProvider(on.core, 'openai')).key).toBe(canary);
  await rotateMasterKey(on.core, admin);
  expect((await openProvider(on.core, 'openai')).key).toBe(canary);
  environment.clear();
  await expect(openProvider(on.core, 'openai')).rejects.toMatchObject({
    rule: 'provider.key_for_another_address',
  });
});

it('a key opens for no other origin, also when the database is told of one', async () => {
  await putProvider(on.core, admin, 'openai', ProviderSettings.parse({ kind: 'openai' }));
  await putProviderKey(on.core, admin, 'openai', canary);
  await on.database.pool.query(`update provider_keys set origin = 'https://evil.example.com'`);
  environment.set('openai', { baseUrl: 'https://evil.example.com/v1', key: null });
  await expect(openProvider(on.core, 'openai')).rejects.toMatchObject({ rule: 'vault.sealed_elsewhere' });
});

it('a provider that the environment has moved is turned off like any other', async () => {
  await putProvider(on.core, admin, 'openai', {
    ...ProviderSettings.parse({ kind: 'openai' }),
    base_url: 'https://models.example.com/v1',
  });
  environment.set('openai', { baseUrl: 'https://other.example.com', key: null });
  const off = await updateProvider(on.core, admin, 'openai', { is_enabled: false });
  expect(off).toMatchObject({ is_enabled: false, base_url: 'https://other.example.com' });
  const moved = updateProvider(on.core, admin, 'openai', { base_url: 'https://evil.example.com' });
  await expect(moved).rejects.toMatchObject({ rule: 'provider.from_environment' });
  environment.clear();
  expect(await getProvider(on.core, 'openai')).toMatchObject({ base_url: 'https://models.example.com/v1' });
});

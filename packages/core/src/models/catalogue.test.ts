import { createServer } from 'node:http';
import { ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { putProvider, updateProvider } from '../providers/change.ts';
import { listProviders } from '../providers/read.ts';
import { userCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listCatalogue, putModelSettings } from './list.ts';
import { addProvider, emptyGateway, untilHeard } from './test-support/gateway.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

const admin = userCall('00000000-0000-7000-8000-00000000000a');
const refs = async () => (await listCatalogue(on.core)).map(({ ref }) => ref);
const entries = async () => (await on.core.models.ports.catalogue.list()).map(({ model }) => model);
const healthOf = async (name: string) =>
  (await listProviders(on.core, admin)).find((provider) => provider.name === name)?.health;

describe('the catalogue', () => {
  it('holds what each provider that is turned on offers, and no models that do not talk', async () => {
    await addProvider(on, [], { name: 'one', models: ['small', 'large', 'text-embedding-3', 'whisper-1'] });
    await addProvider(on, [], { name: 'own', kind: 'ollama', models: ['qwen3:8b', 'big:cloud'] });
    expect(await refs()).toEqual(['one/large', 'one/small', 'own/big:cloud', 'own/qwen3:8b']);
    const [large, , cloud, local] = await listCatalogue(on.core);
    expect(large).toMatchObject({ is_local: true, price_source: 'free', status: 'up', is_stale: false });
    expect(cloud).toMatchObject({ is_local: false, price_source: 'unknown', trains_on_data: 'unknown' });
    expect(local).toMatchObject({ kind: 'ollama', is_local: true, latency_ms: null, measured_calls: 0 });
  });

  it('keeps what a provider offered when it does not answer any more, and says that it is stale', async () => {
    const server = await addProvider(on, [], { name: 'one', models: ['small'] });
    expect(await healthOf('one')).toMatchObject({ status: 'unknown', since: null });
    await listCatalogue(on.core);
    expect(await healthOf('one')).toMatchObject({ status: 'up', models: 1, error: null });
    await server.close();
    expect(await on.core.models.checks.check('one')).toMatchObject({ is_up: false, models: 0 });
    expect(await listCatalogue(on.core)).toMatchObject([
      { ref: 'one/small', status: 'down', is_stale: true },
    ]);
    const health = await healthOf('one');
    expect(health).toMatchObject({
      status: 'down',
      models: 1,
      error: expect.stringContaining('ECONNREFUSED'),
    });
    expect(health?.error).not.toContain('127.0.0.1');
  });

  it('forgets what was said at another address', async () => {
    await addProvider(on, [], { name: 'one', models: ['small'] });
    const other = await addProvider(on, [], { name: 'two', models: ['other'] });
    expect(await refs()).toEqual(['one/small', 'two/other']);
    await updateProvider(on.core, admin, 'one', { base_url: other.openAiUrl });
    expect(await refs()).toEqual(['one/other', 'two/other']);
  });

  it('takes what a person says of a model before what its provider says', async () => {
    await addProvider(on, [], { name: 'one', models: ['small'] });
    expect(await entries()).toEqual(['small']);
    const settings = ModelOverride.parse({
      prices: { input_micros: 5 },
      capabilities: ['tools'],
      is_enabled: false,
    });
    const set = await putModelSettings(on.core, admin, { ref: 'one/small', ...settings });
    expect(set).toMatchObject({ price_source: 'set', capabilities: ['tools'], override_version: 1 });
    const known = async () => (await on.core.models.ports.catalogue.list())[0];
    await expect.poll(known).toMatchObject({ is_enabled: false, prices: { input_micros: 5 } });
    const stale = putModelSettings(on.core, { ...admin, ifMatch: 0 }, { ref: 'one/small', ...settings });
    await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
  });

  it('rates a model by what a person says, else as this version does, else by what it tells of itself', async () => {
    const models = ['anthropic/claude-opus-4.1', 'llama3.2:1b', 'small', 'tiny:1b'];
    await addProvider(on, [], { name: 'one', models });
    await putModelSettings(on.core, admin, { ref: 'one/tiny:1b', ...ModelOverride.parse({ quality: 70 }) });
    const rated = (await listCatalogue(on.core)).map((each) => [each.quality, each.quality_source]);
    expect(rated).toEqual([
      [93, 'rated'],
      [15, 'estimated'],
      [50, 'unknown'],
      [70, 'set'],
    ]);
  });

  it('holds models that only a person names, of a provider that lists none', async () => {
    await addProvider(on, [], { name: 'one', models: [] });
    await putModelSettings(on.core, admin, {
      ref: 'one/hidden',
      ...ModelOverride.parse({ context_tokens: 9_000 }),
    });
    expect(await listCatalogue(on.core)).toMatchObject([{ ref: 'one/hidden', context_tokens: 9_000 }]);
    const unknown = putModelSettings(on.core, admin, { ref: 'nobody/x', ...ModelOverride.parse({}) });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('holds no model as local that Ollama passes on, under none of its names', async () => {
    const remote = { remote_model: 'gpt-oss:120b', remote_host: 'https://ollama.com' };
    const models = [{ name: 'helper:latest', ...remote }, { name: 'own:latest' }];
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ models }));
    });
    const { url, close } = await listenOnLoopback(server);
    onTestFinished(close);
    const settings = ProviderSettings.parse({ kind: 'ollama', base_url: url, is_local: true });
    await untilHeard(on.core, () => putProvider(on.core, admin, 'ollama', settings));
    for (const ref of ['ollama/Helper', 'ollama/own'])
      await putModelSettings(on.core, admin, { ref, ...ModelOverride.parse({}) });
    const places = (await listCatalogue(on.core)).map(({ ref, is_local }) => [ref, is_local]);
    expect(Object.fromEntries(places)).toEqual({
      ...{ 'ollama/Helper': false, 'ollama/helper:latest': false },
      ...{ 'ollama/own': true, 'ollama/own:latest': true },
    });
  });

  it('keeps what a provider lists beside names that no database takes', async () => {
    await addProvider(on, [], { name: 'one', models: ['nul\0', 'half\ud800', 'two\nlines', 'small'] });
    expect(await refs()).toEqual(['one/small']);
  });

  it('asks a provider once, however many look at the same time', async () => {
    const server = await addProvider(on, [], { name: 'one', models: ['small'] });
    const checks = Array.from({ length: 10 }, () => on.core.models.checks.check('one'));
    expect(new Set(await Promise.all(checks)).size).toBe(1);
    expect(server.calls).toEqual([]);
  });
});

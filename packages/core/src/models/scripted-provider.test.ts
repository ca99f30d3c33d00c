import { ModelPolicy } from '@overmind/contracts/entities/model';
import { callModel } from '@overmind/models/call-model';
import { startModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { systemCall } from '../call.ts';
import { putProvider, removeProvider, updateProvider } from '../providers/change.ts';
import { environmentProviders } from '../providers/environment.ts';
import { listProviders } from '../providers/read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { addProvider, emptyGateway, requestOf, untilHeard } from './test-support/gateway.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

/** As the server is started beside a demo. */
async function startScripted() {
  const server = await startModelServer(() => ({ text: 'Seven.' }), { models: ['transcripts'] });
  onTestFinished(async () => {
    await server.close();
    on.core.environmentProviders = new Map();
  });
  on.core.environmentProviders = environmentProviders({ SCRIPTED_MODEL_URL: server.openAiUrl });
  return server;
}
const listed = async () => (await listProviders(on.core, systemCall)).map(({ name }) => name);

it('the scripted model is a local provider for as long as the environment names it', async () => {
  const server = await startScripted();
  const provider = (await listProviders(on.core, systemCall)).find(({ name }) => name === 'scripted');
  expect(provider).toMatchObject({ kind: 'openai_compatible', is_local: true, is_enabled: true, version: 0 });
  const { text, ref } = await callModel(on.core.models, requestOf(['scripted/transcripts']));
  expect([text, ref]).toEqual(['Seven.', 'scripted/transcripts']);
  expect(server.calls).toHaveLength(1);
  on.core.environmentProviders = environmentProviders({});
  expect(await listed()).not.toContain('scripted');
});

it('it answers no call that does not name it, whatever else there is', async () => {
  const script = await startScripted();
  const real = await addProvider(on, () => ({ text: 'Eight.' }), { name: 'one', priceMicros: 9_000_000 });
  const policy = ModelPolicy.parse({ privacy: 'any' });
  const { text, ref } = await callModel(on.core.models, requestOf([], { policy }));
  expect([text, ref]).toEqual(['Eight.', 'one/scripted']);
  await untilHeard(on.core, () => removeProvider(on.core, systemCall, 'one'));
  await expect(callModel(on.core.models, requestOf([], { policy }))).rejects.toMatchObject({
    message: expect.stringContaining('only what names it is answered by it'),
  });
  expect([script.calls.length, real.calls.length]).toEqual([0, 1]);
});

it('it cannot be moved or turned off where it is not set', async () => {
  await startScripted();
  const fromEnvironment = { code: 'rule_violated', rule: 'provider.from_environment' };
  const elsewhere = { kind: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1', is_local: true } as const;
  const limits = { requests_per_min: null, tokens_per_min: null, concurrency: null };
  await expect(
    putProvider(on.core, systemCall, 'scripted', {
      ...elsewhere,
      serves_itself: true,
      is_enabled: true,
      limits,
      keep_alive: null,
    }),
  ).rejects.toMatchObject(fromEnvironment);
  await expect(updateProvider(on.core, systemCall, 'scripted', { is_enabled: false })).rejects.toMatchObject(
    fromEnvironment,
  );
});

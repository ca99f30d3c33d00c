import { CatalogueEntry, ModelPolicy } from '@overmind/contracts/entities/model';
import type { Turn } from '@overmind/testing/models/script';
import { expect, it } from 'vitest';
import { callModel } from './call-model.ts';
import { streamModel } from './stream-model.ts';
import { apiKey, heard, makeStand, requestFor, type StandProvider } from './test-support/stand.ts';

const model = (
  name: string,
  script: StandProvider['script'],
  more: Partial<StandProvider> = {},
): StandProvider => ({ name, kind: 'openai_compatible', script, ...more });
const down = (status: number, more: object = {}): Turn => ({
  fail: 'status',
  status,
  message: 'Down',
  ...more,
});
const outcomes = (calls: { attempts: { ref: string; outcome: string; reason: string | null }[] }[]) =>
  calls.at(-1)?.attempts.map(({ ref, outcome, reason }) => `${ref} ${outcome} ${reason ?? ''}`.trim());

it('tries a model again that may do better, then the next, and tells the whole chain', async () => {
  const seen: string[] = [];
  const { layer, calls, slept } = await makeStand([
    model('one', [down(503), { fail: 'cut', reply: { text: ['Ha', 'lf'] } }, down(500)]),
    model('two', [down(401)]),
    model('three', [{ text: 'Seven.' }]),
  ]);
  const request = requestFor(['one', 'two', 'three'], { onAttempt: ({ ref }) => seen.push(ref) });
  expect(await callModel(layer, request)).toMatchObject({ text: 'Seven.', ref: 'three/scripted' });
  expect(outcomes(calls)).toEqual([
    'one/scripted failed provider_failed',
    'one/scripted failed broken_off',
    'one/scripted failed provider_failed',
    'two/scripted failed refused',
    'three/scripted ok',
  ]);
  expect(seen).toHaveLength(5);
  expect(slept).toEqual([375, 750]);
  expect(calls[0]?.candidates.map(({ ref }) => ref)).toEqual([
    'one/scripted',
    'two/scripted',
    'three/scripted',
  ]);
});

it.each([
  [7, 7_000],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
])('waits as long as a provider asks for: %s', async (retryAfterSeconds, waitMs) => {
  const { layer, slept } = await makeStand([
    model('one', [down(429, { retryAfterSeconds }), { text: 'Seven.' }]),
  ]);
  await callModel(layer, requestFor(['one']));
  expect(slept).toHaveLength(1);
  expect(Math.abs((slept[0] ?? 0) - waitMs)).toBeLessThan(1_000);
});

it('leaves a provider that asks for an hour to the next', async () => {
  const { layer, slept, servers } = await makeStand([
    model('one', [down(429, { retryAfterSeconds: 3_600 })]),
    model('two', [{ text: 'Seven.' }]),
  ]);
  expect(await callModel(layer, requestFor(['one', 'two']))).toMatchObject({ ref: 'two/scripted' });
  expect(slept).toEqual([]);
  expect(servers[0]?.calls).toHaveLength(1);
});

it('goes on with another model while nothing of a stream was shown', async () => {
  const { layer } = await makeStand([
    model('one', [{ fail: 'error_in_stream', reply: { text: '' }, message: 'Overloaded' }]),
    model('two', [{ text: ['Sev', 'en.'] }]),
  ]);
  const { ref, deltas } = await streamModel(layer, requestFor(['one', 'two'], { retry: { most: 0 } }));
  expect(ref).toBe('two/scripted');
  expect(await heard(deltas)).toEqual({ text: 'Seven.', error: null });
});

it('says of each model why there is no answer, and never the key', async () => {
  const { layer, calls } = await makeStand([model('one', [{ fail: 'echo_key' }]), model('two', [down(400)])]);
  const error = await callModel(layer, requestFor(['one', 'two'])).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    reason: 'invalid_request',
    message:
      'one/scripted answered 401: Incorrect API key provided: [secret]; two/scripted answered 400: Down',
  });
  expect(JSON.stringify([error, calls])).not.toContain(apiKey);
});

it('tells the first attempts of a long chain and its last, and how many came between', async () => {
  const entryOf = (provider: string, quality: number) =>
    CatalogueEntry.parse({ provider, model: 'scripted', is_local: true, quality });
  const gone = Array.from({ length: 130 }, (_, at) => entryOf(`gone-${at}`, 90));
  const { layer, calls } = await makeStand([model('last', [{ text: 'Seven.' }])], {
    catalogue: { list: async () => [...gone, entryOf('last', 0)] },
  });
  expect(await callModel(layer, requestFor([]))).toMatchObject({ ref: 'last/scripted' });
  const attempts = calls[0]?.attempts ?? [];
  expect(attempts).toHaveLength(100);
  expect(attempts.slice(0, 99).every(({ outcome }) => outcome === 'skipped')).toBe(true);
  expect(attempts.at(-1)).toMatchObject({ ref: 'last/scripted', outcome: 'ok' });
  expect(calls[0]).toMatchObject({ status: 'ok', more_attempts: 31 });
});

it('leaves a model alone that keeps failing, and tries it again after a while', async () => {
  const answers: Turn[] = Array.from({ length: 5 }, () => down(500));
  const { layer, calls, servers } = await makeStand([
    model('one', [...answers, { text: 'Back.' }]),
    model('two', () => ({ text: 'Seven.' })),
  ]);
  const request = requestFor(['one', 'two'], { retry: { most: 0 } });
  for (let times = 0; times < 6; times++) await callModel(layer, request);
  expect(outcomes(calls)).toEqual(['one/scripted skipped breaker_open', 'two/scripted ok']);
  expect(servers[0]?.calls).toHaveLength(5);
  await layer.ports.clock.sleep(30_000, new AbortController().signal);
  expect(await callModel(layer, request)).toMatchObject({ text: 'Back.' });
});

it('never asks a model elsewhere for local work, also when the local one is down', async () => {
  const { layer, calls, servers } = await makeStand([
    model('own', () => down(500)),
    model('cloud', () => ({ text: 'Seven.' }), { entry: { is_local: false, trains_on_data: 'no' } }),
  ]);
  const policy = ModelPolicy.parse({ privacy: 'local_only', prefer: ['cloud/scripted', 'own/scripted'] });
  await expect(callModel(layer, requestFor([], { policy }))).rejects.toMatchObject({
    reason: 'provider_failed',
  });
  expect(servers[1]?.calls).toEqual([]);
  expect(calls[0]?.excluded).toMatchObject([{ ref: 'cloud/scripted', reason: 'not_local' }]);
});

it.each([
  ['local', ['own', 'near'], true],
  ['not local where one of them was not', ['own', 'cloud'], false],
  ['of no place where none was asked', ['gone'], null],
])('a call without an answer is %s', async (_place, prefer, is_local) => {
  const entryOf = (provider: string) =>
    CatalogueEntry.parse({ provider, model: 'scripted', is_local: provider !== 'cloud' });
  const { layer, calls } = await makeStand(
    ['own', 'near', 'cloud'].map((name) => model(name, () => down(400))),
    { catalogue: { list: async () => prefer.map(entryOf) } },
  );
  await expect(callModel(layer, requestFor(prefer))).rejects.toMatchObject({ name: 'ModelCallError' });
  expect(calls).toMatchObject([{ status: 'failed', answered_by: null, is_local }]);
});

it('says that nothing is configured, and what is in the way of what is', async () => {
  const nothing = await makeStand([]);
  await expect(callModel(nothing.layer, requestFor([]))).rejects.toMatchObject({
    ...{ reason: 'unconfigured', message: 'No language model is configured' },
  });
  const unknown = await makeStand([model('one', [])], { providers: { find: async () => null } });
  await expect(callModel(unknown.layer, requestFor(['one']))).rejects.toMatchObject({
    reason: 'unconfigured',
  });
});

it('sends a long history shortened, as each model has room for, and fails where that may not be', async () => {
  const turns = Array.from({ length: 60 }, (_, index) => ({
    role: 'user' as const,
    text: `turn ${index} `.repeat(20),
  }));
  const small = { entry: { context_tokens: 1_000 } };
  const { layer, servers } = await makeStand([model('one', [{ text: 'Seven.' }], small)]);
  const history = { system: 'Be exact.', task: 'Decide.', decisionRecord: 'Six is out.', summary: null };
  await callModel(layer, requestFor(['one'], { history: { ...history, turns }, maxOutputTokens: 200 }));
  const sent = JSON.stringify(servers[0]?.calls[0]?.conversation);
  expect(sent).toMatch(/Decide\..*Six is out\..*earlier turns of this conversation are left out/);
  expect(sent).toContain('turn 59');
  expect(sent).not.toContain('turn 1 ');
  const long = { ...history, turns: [], task: 'w'.repeat(10_000) };
  await expect(callModel(layer, requestFor(['one'], { history: long }))).rejects.toMatchObject({
    reason: 'context_too_long',
  });
  expect(servers[0]?.calls).toHaveLength(1);
});

it('fails the call when the ledger does not take it, and asks no other model', async () => {
  const ledger = { record: () => Promise.reject(new Error('The disk is full.')) };
  const { layer, servers } = await makeStand(
    [model('one', [{ text: 'Seven.' }]), model('two', [{ text: 'Eight.' }])],
    { ledger },
  );
  await expect(callModel(layer, requestFor(['one', 'two']))).rejects.toThrow('The disk is full.');
  expect(servers[1]?.calls).toEqual([]);
});

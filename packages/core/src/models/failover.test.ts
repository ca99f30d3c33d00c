import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { toCall } from '@overmind/db/queries/models/calls';
import { callModel } from '@overmind/models/call-model';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import { streamModel } from '@overmind/models/stream-model';
import type { Turn } from '@overmind/testing/models/script';
import { startModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { topics } from '../bus/bus.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listCatalogue } from './list.ts';
import { addProvider, emptyGateway, requestOf, untilHeard } from './test-support/gateway.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

const ledger = async (): Promise<LedgerCall[]> =>
  (await on.core.db.selectFrom('model_calls').selectAll().orderBy('started_at').execute()).map(toCall);
const both = ['first/scripted', 'second/scripted'];

describe('a call whose first model', () => {
  it.each<[string, Turn, string]>([
    ['is limited', { fail: 'status', status: 429, retryAfterSeconds: 600 }, 'rate_limited'],
    ['fails', { fail: 'status', status: 503 }, 'provider_failed'],
    ['breaks off in the middle', { fail: 'cut', reply: { text: ['one ', 'two ', 'three'] } }, 'broken_off'],
    ['answers with broken JSON', { fail: 'invalid_json' }, 'bad_answer'],
    ['stays silent', { text: 'too late', heldUntil: new Promise(() => {}) }, 'silent'],
  ])('%s has the one answer of the next, and both attempts in the ledger', async (_how, turn, reason) => {
    await addProvider(on, [turn], { name: 'first' });
    await addProvider(on, [{ text: 'Seven.' }], { name: 'second' });
    const reply = await callModel(on.core.models, requestOf(both, { bounds: { firstByteMs: 5_000 } }));
    expect(reply).toMatchObject({ text: 'Seven.', ref: 'second/scripted' });
    const calls = await ledger();
    expect(calls).toMatchObject([{ id: reply.callId, status: 'ok', answered_by: 'second/scripted' }]);
    expect(calls[0]?.attempts).toMatchObject([
      { ref: 'first/scripted', outcome: 'failed', reason },
      { ref: 'second/scripted', outcome: 'ok' },
    ]);
  });

  it('is at an address where nobody listens goes to the next', async () => {
    const away = await addProvider(on, [], { name: 'first' });
    await on.core.models.checks.check('first');
    await away.close();
    await addProvider(on, [{ text: 'Seven.' }], { name: 'second' });
    expect(await callModel(on.core.models, requestOf(both))).toMatchObject({ ref: 'second/scripted' });
    expect((await ledger())[0]?.attempts[0]).toMatchObject({ reason: 'unreachable' });
  });
});

it('a provider that fails call after call is left alone, and called again once it answers a question', async () => {
  const away = await addProvider(on, [], { name: 'first' });
  await on.core.models.checks.check('first');
  await away.close();
  await addProvider(on, () => ({ text: 'Seven.' }), { name: 'second' });
  for (let times = 0; times < 6; times++) await callModel(on.core.models, requestOf(both));
  expect((await ledger()).at(-1)?.attempts[0]).toMatchObject({ outcome: 'skipped', reason: 'breaker_open' });
  const leftAlone = async () =>
    (await listCatalogue(on.core)).filter((model) => model.is_left_alone).map(({ ref }) => ref);
  expect(await leftAlone()).toEqual(['first/scripted']);
  const back = await startModelServer(() => ({ text: 'Back.' }), { port: Number(new URL(away.url).port) });
  onTestFinished(() => back.close());
  expect(await on.core.models.checks.check('first')).toMatchObject({ is_up: true });
  expect(await leftAlone()).toEqual([]);
  expect(await callModel(on.core.models, requestOf(both))).toMatchObject({ text: 'Back.' });
});

it('a stream that breaks after its first words ends with one error, and no other model goes on', async () => {
  await addProvider(on, [{ fail: 'cut', reply: { text: ['one ', 'two ', 'three ', 'four'] } }], {
    name: 'first',
  });
  const second = await addProvider(on, [{ text: 'Seven.' }], { name: 'second' });
  const { deltas } = await streamModel(on.core.models, requestOf(both));
  let text = '';
  const read = async () => {
    for await (const delta of deltas) text += delta.text;
  };
  await expect(read()).rejects.toBeInstanceOf(ModelCallError);
  expect(text).toContain('one');
  expect(second.calls).toEqual([]);
  expect(await ledger()).toMatchObject([
    { status: 'failed', reason: 'broken_off', cost_source: 'estimated' },
  ]);
});

it('a call that nobody answers has one error that names every model, without an address', async () => {
  for (const name of ['first', 'second'])
    await addProvider(on, [{ fail: 'status', status: 500, message: 'out of order' }], { name });
  const error = await callModel(on.core.models, requestOf(both)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^first\/scripted .*the same of second\/scripted/),
  });
  expect(JSON.stringify([String(error), await ledger()])).not.toContain('127.0.0.1');
});

it('a call is made though answers that are kept and the catalogue cannot be read', async () => {
  const server = await addProvider(on, () => ({ text: 'Seven.' }), { name: 'first' });
  const request = requestOf(['first/scripted'], { isDeterministic: true });
  await callModel(on.core.models, request);
  await on.database.pool.query('alter table model_answers rename to elsewhere');
  await on.database.pool.query('alter table model_overrides rename to elsewhere_too');
  try {
    await untilHeard(on.core, async () => on.core.bus.publish(topics.models, ''));
    expect(await callModel(on.core.models, request)).toMatchObject({ text: 'Seven.' });
  } finally {
    await on.database.pool.query('alter table elsewhere rename to model_answers');
    await on.database.pool.query('alter table elsewhere_too rename to model_overrides');
  }
  expect(server.calls).toHaveLength(2);
});

it('what models write is kept, whatever characters it holds', async () => {
  await addProvider(on, [{ fail: 'status', status: 400, message: 'no \0 and \ud800 here' }], {
    name: 'first',
  });
  await addProvider(on, [{ text: 'a\0b\ud800c' }], { name: 'second' });
  const request = requestOf(both, { isDeterministic: true });
  await callModel(on.core.models, request);
  expect((await ledger())[0]).toMatchObject({ status: 'ok', answered_by: 'second/scripted' });
});

it('an answer without numbers is estimated, not free', async () => {
  const usage = { inputTokens: 0, outputTokens: 0 };
  await addProvider(on, [{ text: 'word '.repeat(200), usage }], { name: 'first', priceMicros: 1_000_000 });
  await callModel(on.core.models, requestOf(['first/scripted']));
  const [call] = await ledger();
  expect(call).toMatchObject({ cost_source: 'estimated', output_tokens: 250 });
  expect(call?.cost_micros).toBeGreaterThan(200);
});

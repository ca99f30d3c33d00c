import { setTimeout as pause } from 'node:timers/promises';
import { ModelPolicy } from '@overmind/contracts/entities/model';
import { closedBreaker } from '@overmind/domain/models/breaker';
import type { Failure, Turn } from '@overmind/testing/models/script';
import { describe, expect, it } from 'vitest';
import { callModel } from './call-model.ts';
import { systemClock } from './clock.ts';
import type { ModelRequest } from './conversation.ts';
import type { ModelPorts } from './ports.ts';
import { streamModel } from './stream-model.ts';
import { apiKey, makeStand, requestFor, type Stand, type StandProvider } from './test-support/stand.ts';

const never = new Promise<never>(() => {});
const silent: Turn = { heldUntil: never, text: '' };
const status = (code: number, more: Partial<Extract<Failure, { fail: 'status' }>> = {}): Turn => ({
  ...{ fail: 'status', status: code, message: 'No.' },
  ...more,
});

/** One provider with three models, and a healthy one that is asked after them. */
const standWith = (
  script: StandProvider['script'],
  more: Partial<StandProvider> = {},
  ports: Partial<ModelPorts> = {},
): Promise<Stand> =>
  makeStand(
    [
      { name: 'many', kind: 'openai_compatible', script, models: ['a', 'b', 'c'], ...more },
      { name: 'well', kind: 'openai_compatible', script: () => ({ text: 'Seven.' }) },
    ],
    ports,
  );
const prefer = ['many/a', 'many/b', 'many/c', 'well/scripted'];
const request = (change: Partial<ModelRequest> = {}): ModelRequest =>
  requestFor([], { policy: ModelPolicy.parse({ privacy: 'any', prefer }), ...change });
const outcomes = ({ calls }: Stand) =>
  calls.at(-1)?.attempts.map(({ ref, outcome, reason }) => `${ref} ${outcome} ${reason ?? ''}`.trim());
const asked = ({ servers: [many] }: Stand) => many?.calls.map(({ conversation }) => conversation.model);

describe('a provider that would answer for none of its models', () => {
  it.each<[string, Turn, string, tries: number]>([
    ['does not take the key', status(401), 'refused', 1],
    ['wants to be paid first', status(402), 'refused', 1],
    ['takes no more calls for an hour', status(429, { retryAfterSeconds: 3_600 }), 'rate_limited', 1],
    ['takes no more calls, however often it is asked', status(429), 'rate_limited', 3],
    ['gives no answer at all', silent, 'silent', 1],
  ])('and %s is asked for one of them', async (_how, turn, reason, tries) => {
    const stand = await standWith(() => turn);
    const reply = await callModel(stand.layer, request({ bounds: { firstByteMs: 5_000 } }));
    expect(reply.ref).toBe('well/scripted');
    expect(outcomes(stand)).toEqual([
      ...Array.from({ length: tries }, () => `many/a failed ${reason}`),
      ...[`many/b skipped ${reason}`, `many/c skipped ${reason}`, 'well/scripted ok'],
    ]);
    expect(asked(stand)).toEqual(Array.from({ length: tries }, () => 'a'));
  });

  it('and cannot be reached is tried for one of them', async () => {
    const stand = await standWith([]);
    await stand.servers[0]?.close();
    expect((await callModel(stand.layer, request())).ref).toBe('well/scripted');
    expect(outcomes(stand)).toEqual([
      ...Array.from({ length: 3 }, () => 'many/a failed unreachable'),
      ...['many/b skipped unreachable', 'many/c skipped unreachable', 'well/scripted ok'],
    ]);
  });

  it('is told once, with why the others of its models were not asked', async () => {
    const stand = await makeStand([
      {
        name: 'many',
        kind: 'openai_compatible',
        script: () => ({ fail: 'echo_key' }),
        models: ['a', 'b', 'c'],
      },
    ]);
    const error = await callModel(stand.layer, request()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      reason: 'refused',
      message:
        'many/a answered 401: Incorrect API key provided: [secret]; many/b is not asked, as its provider does not take its key or wants to be paid first (the same of many/c)',
    });
    expect(JSON.stringify(stand.calls)).not.toContain(apiKey);
  });

  it('is left alone by later calls, with all of its models, and tried again after a while', async () => {
    let isRevoked = true;
    const stand = await standWith(() => (isRevoked ? status(401) : { text: 'Back.' }));
    for (let times = 0; times < 6; times++) await callModel(stand.layer, request());
    expect(outcomes(stand)).toEqual([
      ...['a', 'b', 'c'].map((model) => `many/${model} skipped breaker_open`),
      'well/scripted ok',
    ]);
    expect(stand.calls.at(-1)?.attempts[1]?.detail).toMatch(
      /its provider failed too often and is left alone/,
    );
    expect(asked(stand)).toHaveLength(5);
    isRevoked = false;
    await stand.layer.ports.clock.sleep(30_000, new AbortController().signal);
    expect(await callModel(stand.layer, request())).toMatchObject({ text: 'Back.', ref: 'many/a' });
  });
});

it('a provider that was left alone is on probation no longer once it refuses one wrong call', async () => {
  let isAway = true;
  const stand = await standWith(() => status(isAway ? 401 : 400));
  for (let times = 0; times < 5; times++) await callModel(stand.layer, request());
  const { breakers, clock } = stand.layer.ports;
  expect(breakers.read('many')).toMatchObject({ state: 'open' });
  isAway = false;
  await clock.sleep(30_000, new AbortController().signal);
  await callModel(stand.layer, request());
  expect(outcomes(stand)?.[0]).toBe('many/a failed invalid_request');
  for (const name of ['many', 'many/a']) expect(breakers.read(name)).toBe(closedBreaker);
});

describe('a failure that is of one model', () => {
  const cut: Turn = { fail: 'cut', reply: { text: ['Ha', 'lf'] } };
  it.each<[string, Turn, Partial<StandProvider>]>([
    ['is not offered', status(404), {}],
    ['is kept from this key', status(403), {}],
    ['fails', status(500), {}],
    ['breaks off', cut, {}],
    ['is silent in the middle', { fail: 'claimed_length', sizeBytes: 1_000 }, {}],
    ['is limited where it is passed on to', status(429), { kind: 'openrouter' }],
  ])('that %s leads to the next of its provider', async (_how, turn, more) => {
    const stand = await standWith(({ model }) => (model === 'a' ? turn : { text: 'Eight.' }), more);
    const change = { retry: { most: 0 }, bounds: { firstByteMs: 5_000, idleMs: 1_000 } };
    expect(await callModel(stand.layer, request(change))).toMatchObject({ text: 'Eight.', ref: 'many/b' });
  });
});

describe('the time of a call as a whole', () => {
  /** Says nothing, again and again, so that it is never silent. */
  async function* dribble(): AsyncGenerator<string> {
    for (;;) {
      yield '';
      await pause(20);
    }
  }
  const attemptsOf = ({ calls: [call] }: Stand) =>
    call?.attempts.map(({ ref, reason }) => `${ref} ${reason}`);

  it.each<[string, (stand: Stand, asked: ModelRequest) => Promise<unknown>]>([
    ['is waited for', (stand, asked) => callModel(stand.layer, asked)],
    ['is shown as it comes', (stand, asked) => streamModel(stand.layer, asked)],
  ])('bounds one that %s over all the models that dribble', async (_how, ask) => {
    const dribbling = (name: string): StandProvider => ({
      ...{ name, kind: 'openai_compatible', script: () => ({ text: dribble() }) },
    });
    const stand = await makeStand([dribbling('one'), dribbling('two')], { clock: systemClock });
    const asked = requestFor(['one', 'two'], { bounds: { wholeMs: 400 } });
    await expect(ask(stand, asked)).rejects.toMatchObject({ reason: 'timed_out' });
    expect(stand.calls).toMatchObject([{ status: 'failed', reason: 'timed_out' }]);
    expect(attemptsOf(stand)).toEqual(['one/scripted timed_out', 'two/scripted timed_out']);
    expect(stand.servers[1]?.calls).toEqual([]);
  });

  it('is shared: a provider that is silent leaves half of it to the next, which no breaker holds against it', async () => {
    const stand = await standWith(() => silent);
    const reply = await callModel(stand.layer, request({ bounds: { wholeMs: 4_000 } }));
    expect(reply.ref).toBe('well/scripted');
    expect(outcomes(stand)?.[0]).toBe('many/a failed silent');
    const { breakers } = stand.layer.ports;
    for (const name of ['many', 'many/a']) expect(breakers.read(name)).toBe(closedBreaker);
  });

  it('is shared by providers, not by models: those of one have half of it together', async () => {
    const stand: Stand = await standWith(async () => {
      await stand.layer.ports.clock.sleep(1_500, new AbortController().signal);
      return status(500);
    });
    const change = { retry: { most: 0 }, bounds: { wholeMs: 4_000 } };
    expect(await callModel(stand.layer, request(change))).toMatchObject({ ref: 'well/scripted' });
    expect(outcomes(stand)).toEqual([
      ...['many/a failed provider_failed', 'many/b failed provider_failed'],
      ...['many/c skipped timed_out', 'well/scripted ok'],
    ]);
  });

  it('is kept for no provider that is left alone', async () => {
    const stand = await standWith(() => silent);
    const { breakers, clock } = stand.layer.ports;
    breakers.write('well', { state: 'open', untilMs: clock.now() + 60_000, openMs: 60_000 });
    const asked = callModel(stand.layer, request({ bounds: { firstByteMs: 300, wholeMs: 400 } }));
    await expect(asked).rejects.toMatchObject({ reason: 'breaker_open' });
    // It had all the time that it would have by itself, so its silence counts.
    expect(breakers.read('many')).toEqual({ state: 'closed', failures: 1 });
  });

  it('is not spent on waiting for a provider that asks for more than there is', async () => {
    const stand = await standWith(() => status(429, { retryAfterSeconds: 20 }));
    const reply = await callModel(stand.layer, request({ bounds: { wholeMs: 30_000 } }));
    expect(reply.ref).toBe('well/scripted');
    expect(stand.slept).toEqual([]);
  });

  it('is not spent in the line of a provider that has no room', async () => {
    const full: ModelPorts['turns'] = {
      take: (_call, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const stand = await standWith([], { access: { isLimited: true } }, { turns: full });
    const reply = await callModel(stand.layer, request({ bounds: { wholeMs: 4_000 } }));
    expect(reply.ref).toBe('well/scripted');
    expect(outcomes(stand)?.[0]).toBe('many/a skipped timed_out');
    expect(asked(stand)).toEqual([]);
  });
});

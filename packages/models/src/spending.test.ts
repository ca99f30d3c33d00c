import { ModelPolicy } from '@overmind/contracts/entities/model';
import { type Budget, reserve, settle } from '@overmind/domain/models/budget';
import { expect, it } from 'vitest';
import { callModel } from './call-model.ts';
import type { CallBounds } from './outbound/watch.ts';
import type { Budgets } from './ports.ts';
import { streamModel } from './stream-model.ts';
import { heard, makeStand, requestFor, type StandProvider } from './test-support/stand.ts';

const prices = { input_micros: 1_000_000, output_micros: 10_000_000, cached_input_micros: null };
const paid: Partial<StandProvider> = { entry: { is_local: false, prices } };
const model = (name: string, script: StandProvider['script'], more = paid): StandProvider => ({
  ...{ name, kind: 'openai_compatible', script, ...more },
});
const never = new Promise<never>(() => {});
const usage = { inputTokens: 100, outputTokens: 20 };

/** One budget, kept as a database would. */
function budgetOf(
  hardMicros: number | null,
  softMicros: number | null,
): { budgets: Budgets; now: () => Budget } {
  let budget: Budget = {
    name: 'the budget of the day',
    hardMicros,
    softMicros,
    spentMicros: 0,
    reservedMicros: 0,
  };
  return {
    now: () => budget,
    budgets: {
      async reserve(_scope, micros) {
        const reserved = reserve(budget, micros);
        if (!reserved.ok) return reserved;
        budget = reserved.budget;
        const settleOne = async (taken: number | null): Promise<void> => {
          budget = settle(budget, micros ?? 0, taken ?? 0);
        };
        const warnings = reserved.warning === null ? [] : [reserved.warning];
        return { ok: true, reservation: { warnings, settle: settleOne } };
      },
    },
  };
}

it('sets aside what a call may take at most, and settles what it took', async () => {
  const { layer, reserved, settled, calls } = await makeStand([model('one', [{ text: 'Seven.', usage }])]);
  await callModel(layer, requestFor(['one'], { maxOutputTokens: 1_000 }));
  expect(reserved[0]).toBeGreaterThan(10_000);
  expect(settled).toEqual([100 + 200]);
  expect(calls).toMatchObject([{ cost_micros: 300, cost_source: 'computed' }]);
});

it('takes the price of an answer from nobody but OpenRouter: what another server says costs nothing is charged', async () => {
  const script = [{ text: 'Seven.', usage: { ...usage, costUsd: 0 } }];
  const { layer, calls, settled } = await makeStand([model('one', script)]);
  await callModel(layer, requestFor(['one']));
  expect(settled).toEqual([300]);
  expect(calls).toMatchObject([{ cost_micros: 300, cost_source: 'computed' }]);
});

it.each<[string, Partial<CallBounds>]>([
  ['falls silent', { firstByteMs: 200 }],
  ['takes too long', { totalMs: 200 }],
  ['is given up', {}],
])('charges what was sent to a model that %s before its first word', async (how, bounds) => {
  const leaving = new AbortController();
  const silent = () => ({ heldUntil: never, text: '' });
  const { layer, calls, settled, servers } = await makeStand([model('one', silent)]);
  const retry = { most: 0 };
  const call = callModel(layer, requestFor(['one'], { signal: leaving.signal, bounds, retry })).catch(String);
  if (how === 'is given up') {
    await expect.poll(() => servers[0]?.calls.length).toBe(1);
    leaving.abort();
  }
  await call;
  const [told] = calls;
  expect(told).toMatchObject({ cost_source: 'estimated', output_tokens: 0, answered_by: null });
  expect(told?.input_tokens).toBeGreaterThan(0);
  expect(settled).toEqual([told?.input_tokens]);
  expect(told?.cost_micros).toBe(told?.input_tokens);
});

it('charges nothing of what a provider refused', async () => {
  const { layer, calls } = await makeStand([model('one', [{ fail: 'status', status: 400 }])]);
  await callModel(layer, requestFor(['one'])).catch(String);
  expect(calls).toMatchObject([{ status: 'failed', cost_micros: 0, input_tokens: 0 }]);
});

/** Sets aside what is asked for, but what is refused by its number. */
function budgetsThatRefuse(refused: number): { budgets: Budgets; asked: string[] } {
  const asked: string[] = [];
  const reservation = { warnings: [], settle: async () => {} };
  return {
    asked,
    budgets: {
      async reserve(_scope, _micros, { id }) {
        asked.push(id);
        if (asked.length === refused) return { ok: false, detail: 'it is spent', isHeld: false };
        return { ok: true, reservation };
      },
    },
  };
}
const oneAMinute = { isLimited: true };

it('sets aside anew what a call may take that waited long for its turn', async () => {
  const { budgets, asked } = budgetsThatRefuse(0);
  const answers = () => ({ text: 'Seven.', usage });
  const { layer, calls } = await makeStand([model('one', answers, { ...paid, access: oneAMinute })], {
    budgets,
  });
  for (let times = 0; times < 2; times++) await callModel(layer, requestFor(['one']));
  const [first, second] = calls.map(({ id }) => id);
  expect(asked).toEqual([first, second, second]);
});

it('makes no call whose budget went to others while it waited, and keeps no place for it', async () => {
  const { budgets } = budgetsThatRefuse(3);
  const answers = () => ({ text: 'Seven.', usage });
  const { layer, servers } = await makeStand([model('one', answers, { ...paid, access: oneAMinute })], {
    budgets,
  });
  await callModel(layer, requestFor(['one']));
  await expect(callModel(layer, requestFor(['one']))).rejects.toMatchObject({ reason: 'over_budget' });
  expect(servers[0]?.calls).toHaveLength(1);
  expect(await callModel(layer, requestFor(['one']))).toMatchObject({ text: 'Seven.' });
});

it('knows a request again by all but the mark that was drawn for it', async () => {
  const { layer, servers } = await makeStand([model('one', () => ({ text: 'Seven.', usage }))]);
  const ask = (mark: string, task: string) =>
    callModel(
      layer,
      requestFor(['one'], {
        ...{ isDeterministic: true, mark },
        history: { system: `Data is by ${mark}.`, task, decisionRecord: null, summary: null, turns: [] },
      }),
    );
  await ask('a1', '[a1] one [a1]');
  await ask('b2', '[b2] one [b2]');
  expect(servers[0]?.calls).toHaveLength(1);
  await ask('c3', '[c3] two [c3]');
  expect(servers[0]?.calls).toHaveLength(2);
});

it('takes the price that a provider reports', async () => {
  const { layer, calls, settled } = await makeStand([
    model('one', [{ text: 'Seven.', usage: { ...usage, costUsd: 0.0125 } }], { ...paid, kind: 'openrouter' }),
  ]);
  await callModel(layer, requestFor(['one']));
  expect(calls).toMatchObject([{ cost_micros: 12_500, cost_source: 'reported' }]);
  expect(settled).toEqual([12_500]);
});

it('makes no call that could break a budget, and goes on with what is free', async () => {
  const { budgets, now } = budgetOf(10_000, null);
  const { layer, servers, calls } = await makeStand(
    [model('one', () => ({ text: 'Paid.', usage })), model('own', () => ({ text: 'Free.' }), {})],
    { budgets },
  );
  const request = requestFor(['one', 'own'], { maxOutputTokens: 5_000 });
  expect(await callModel(layer, request)).toMatchObject({ text: 'Free.' });
  expect(calls[0]?.attempts[0]).toMatchObject({ outcome: 'skipped', reason: 'over_budget' });
  await expect(
    callModel(layer, {
      ...request,
      policy: ModelPolicy.parse({ privacy: 'any', prefer: ['one/scripted'], only_preferred: true }),
    }),
  ).rejects.toMatchObject({
    reason: 'over_budget',
    message: expect.stringContaining('the budget of the day'),
  });
  expect(servers[0]?.calls).toEqual([]);
  expect(now()).toMatchObject({ spentMicros: 0, reservedMicros: 0 });
});

/** Other calls are in the way of what costs something, until it is the last that is left. */
function budgetsInUse(): { budgets: Budgets; asked: boolean[] } {
  const asked: boolean[] = [];
  const reservation = { warnings: [], settle: async () => {} };
  return {
    asked,
    budgets: {
      async reserve(_scope, micros, { isLast }) {
        asked.push(isLast);
        const isHeld = micros !== 0 && !isLast;
        return isHeld ? { ok: false, detail: 'others are at it', isHeld } : { ok: true, reservation };
      },
    },
  };
}

it('asks a model that is free at once while others are in the way of the one before', async () => {
  const { budgets, asked } = budgetsInUse();
  const { layer, calls } = await makeStand(
    [model('one', () => ({ text: 'Paid.', usage })), model('own', () => ({ text: 'Free.' }), {})],
    { budgets },
  );
  expect(await callModel(layer, requestFor(['one', 'own']))).toMatchObject({ text: 'Free.' });
  expect(asked).toEqual([false, true]);
  expect(calls[0]?.attempts[0]).toMatchObject({ outcome: 'skipped', reason: 'budget_held' });
});

it('comes back to the model that others were in the way of when no other answers', async () => {
  const { budgets, asked } = budgetsInUse();
  const { layer } = await makeStand(
    [model('one', () => ({ text: 'Paid.', usage })), model('own', [{ fail: 'status', status: 400 }], {})],
    { budgets },
  );
  expect(await callModel(layer, requestFor(['one', 'own']))).toMatchObject({ text: 'Paid.' });
  expect(asked).toEqual([false, true, true]);
});

it('warns beyond the soft limit, in the ledger', async () => {
  const { budgets, now } = budgetOf(null, 100);
  const { layer, calls } = await makeStand([model('one', [{ text: 'Seven.', usage }])], { budgets });
  await callModel(layer, requestFor(['one']));
  expect(calls[0]?.warnings).toEqual([expect.stringContaining('the budget of the day is beyond')]);
  expect(now()).toMatchObject({ spentMicros: 300, reservedMicros: 0 });
});

it('leaves nothing set aside, whatever becomes of the calls', async () => {
  const { budgets, now } = budgetOf(10_000_000, null);
  const { layer } = await makeStand(
    [
      model('one', [
        { fail: 'status', status: 500 },
        { fail: 'cut', reply: { text: ['a', 'b', 'c', 'd'] } },
        { fail: 'echo_key' },
        { text: ['a', 'b'] },
      ]),
    ],
    { budgets },
  );
  const request = requestFor(['one'], { retry: { most: 0 } });
  for (let times = 0; times < 3; times++) await callModel(layer, request).catch(() => {});
  const { deltas } = await streamModel(layer, request);
  for await (const _ of deltas) break;
  await expect.poll(() => now().reservedMicros).toBe(0);
  expect(now().spentMicros).toBeGreaterThan(0);
});

it('answers the same deterministic request from the cache, and says what that saved', async () => {
  const { layer, servers, calls } = await makeStand([model('one', [{ text: ['Sev', 'en.'], usage }])]);
  const request = requestFor(['one'], { isDeterministic: true });
  expect(await callModel(layer, request)).toMatchObject({ text: 'Seven.' });
  expect(await callModel(layer, request)).toMatchObject({ text: 'Seven.' });
  const { deltas } = await streamModel(layer, request);
  expect(await heard(deltas)).toEqual({ text: 'Seven.', error: null });
  expect(servers[0]?.calls).toHaveLength(1);
  expect(servers[0]?.calls[0]?.body).toMatchObject({ temperature: 0 });
  expect(calls.map((call) => [call.is_cache_hit, call.cost_micros, call.saved_micros])).toEqual([
    [false, 300, null],
    [true, 0, 300],
    [true, 0, 300],
  ]);
});

it('keeps nothing of another request, of one that is not marked, or of one that failed', async () => {
  const { layer, servers, cached } = await makeStand([
    model('one', [{ fail: 'status', status: 400 }, { text: 'a' }, { text: 'b' }, { text: 'c' }]),
  ]);
  const request = requestFor(['one'], { isDeterministic: true });
  await callModel(layer, request).catch(() => {});
  await callModel(layer, requestFor(['one']));
  expect(cached.size).toBe(0);
  await callModel(layer, request);
  expect(await callModel(layer, { ...request, maxOutputTokens: 7 })).toMatchObject({ text: 'c' });
  expect(servers[0]?.calls).toHaveLength(4);
});

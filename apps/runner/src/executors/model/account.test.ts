import { randomUUID } from 'node:crypto';
import type { ModelCall } from '@overmind/contracts/entities/model';
import { ModelCallScope } from '@overmind/contracts/entities/model';
import type { RunCallHold } from '@overmind/contracts/routes/runner-model-calls';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, onTestFinished, test } from 'vitest';
import { makeJob } from '../../test-support/job.ts';
import { LoopbackServer } from '../../test-support/loopback-server.ts';
import { makeStand } from '../../test-support/stand.ts';
import { Account, type AccountOptions } from './account.ts';

const scope = ModelCallScope.parse({ purpose: 'run.work' });
const started = '2026-11-22T10:00:00.000Z';
const granted: RunCallHold = { ok: true, started_at: started, warnings: [] };
const inTheWay = { ok: false, detail: 'the budget of the project would be broken', is_held: true } as const;

async function open(bounds: AccountOptions['bounds'] = {}) {
  const server = await new LoopbackServer().start();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const told: string[] = [];
  const stop = new AbortController();
  const account = new Account({
    ...{ job: makeJob({ repoPath: '/srv/shop' }), reviewer: null },
    server: { url: server.url, token: server.token },
    ...{ signal: stop.signal, tell: (sentence: string) => told.push(sentence) },
    bounds: { againMs: 5, ...bounds },
  });
  const id = randomUUID();
  const ask = (micros: number | null, takenMicros = 0, isLast = true) =>
    account.reserve(scope, micros, { id, startedAt: started, takenMicros, isLast, isUndeclared: false });
  return { server, told, stop, account, ask, id };
}

const callOf = (id: string): ModelCall => ({
  ...{ id, scope, status: 'ok', reason: null, answered_by: 'openai/a', is_local: false, privacy: 'any' },
  ...{ complexity: 'low', re_ask: 0, candidates: [], excluded: [], is_cache_hit: false },
  ...{ attempts: [], more_attempts: 0 },
  ...{ input_tokens: 1, output_tokens: 1, cached_tokens: 0, cost_micros: 7, cost_source: 'reported' },
  ...{ saved_micros: null, warnings: [], started_at: started, latency_ms: 1 },
});

test('a call asks for what it may take, and is entered under the same time', async () => {
  const { server, ask, account, id } = await open();
  server.budgets.answer = () => granted;
  expect(await ask(100, 20)).toMatchObject({ ok: true });
  expect(server.budgets.held).toMatchObject([
    { callId: id, body: { micros: 100, taken_micros: 20, started_at: null } },
  ]);
  await account.enter(callOf(id), null);
  expect(await account.close()).toEqual(new Map());
  expect(server.budgets.entered).toMatchObject([
    { callId: id, body: { started_at: started, reviewer: null, call: { cost_micros: 7 } } },
  ]);
});

test('what is free asks nobody', async () => {
  const { server, ask } = await open();
  expect(await ask(0)).toMatchObject({ ok: true });
  expect(server.budgets.held).toEqual([]);
});

test('a call waits while others are in the way, says so once, and goes when they have ended', async () => {
  const { server, ask, told } = await open();
  server.budgets.answer = () => (server.budgets.held.length < 3 ? inTheWay : granted);
  expect(await ask(100)).toMatchObject({ ok: true });
  expect(told).toEqual([expect.stringContaining('when other calls have ended')]);
});

test('it is given up when they are in the way for too long, or the run is stopped', async () => {
  const { server, ask } = await open({ mostHeldMs: 0 });
  server.budgets.answer = () => inTheWay;
  expect(await ask(100)).toEqual({ ok: false, isHeld: true, detail: inTheWay.detail });
  const other = await open();
  other.server.budgets.answer = () => {
    other.stop.abort();
    return inTheWay;
  };
  expect(await other.ask(100)).toMatchObject({ ok: false, isHeld: true });
});

test('it waits for a server that is away, and is not made without leave', async () => {
  const { server, ask, told } = await open();
  server.budgets.refusal = 503;
  const asked = ask(100);
  await expect.poll(() => told).toEqual([expect.stringContaining('cannot be asked')]);
  server.budgets.refusal = null;
  expect(await asked).toMatchObject({ ok: true });
});

test('it is refused at once by a server that gives the run to nobody', async () => {
  const { server, ask, account, id } = await open();
  server.budgets.refusal = 409;
  server.budgets.problem = { code: 'stale_lease', detail: 'This run is no longer yours.' };
  expect(await ask(100)).toMatchObject({
    ok: false,
    isHeld: false,
    detail: expect.stringContaining('no longer'),
  });
  await account.enter(callOf(id), null);
  expect(await account.close()).toEqual(new Map([[id, null]]));
});

test('a call whose entry heard no answer is entered again, under its id, before the next asks for room', async () => {
  const { server, ask, account } = await open({ mostHeldMs: 0 });
  const before = randomUUID();
  server.budgets.lostAnswers = 1;
  await account.enter(callOf(before), null);
  server.budgets.answer = () => (server.budgets.entered.length < 2 ? inTheWay : granted);
  expect(await ask(100)).toMatchObject({ ok: true });
  expect(server.budgets.entered.map(({ callId }) => callId)).toEqual([before, before]);
  expect(await account.close()).toEqual(new Map());
});

test('what could not be entered is entered when the talk ends, or told by its id and its time', async () => {
  const { server, ask, account, id } = await open();
  server.budgets.answer = () => granted;
  await ask(100);
  server.budgets.lostAnswers = 2;
  await account.enter(callOf(id), null);
  expect(await account.close()).toEqual(new Map([[id, started]]));
  expect(await account.close()).toEqual(new Map());
  expect(server.budgets.entered.map(({ body }) => body.started_at)).toEqual([started, started, started]);
});

test('room is not waited for while another model is left to be asked', async () => {
  const { server, ask, told } = await open({ mostHeldMs: 50 });
  server.budgets.answer = () => inTheWay;
  expect(await ask(100, 0, false)).toEqual({ ok: false, isHeld: true, detail: inTheWay.detail });
  expect(told).toEqual([]);
});

test('it is not made where the server does not know the run any more', async () => {
  const { server, ask } = await open();
  server.budgets.refusal = 404;
  server.budgets.problem = { code: 'not_found', detail: 'There is no such run.' };
  expect(await ask(100)).toMatchObject({ ok: false, detail: expect.stringContaining('no such run') });
});

test('one of unknown price by an undeclared server is refused with the way to declare it, any other without', async () => {
  const { server, account, ask, id } = await open();
  const refusal = { ok: false, detail: 'what it takes is not known; set its price', is_held: false } as const;
  server.budgets.answer = () => refusal;
  const so = { id, startedAt: started, takenMicros: 0, isLast: true };
  const undeclared = await account.reserve(scope, null, { ...so, isUndeclared: true });
  expect(undeclared).toMatchObject({
    ok: false,
    detail: expect.stringContaining('RUNNER_SERVES_ITSELF_HOSTS'),
  });
  expect(await account.reserve(scope, 100, { ...so, isUndeclared: true })).toMatchObject({
    detail: refusal.detail,
  });
  expect(await ask(null)).toMatchObject({ ok: false, detail: refusal.detail });
});

const model = {
  executor: 'model' as const,
  model_policy: { privacy: 'any' as const, prefer: ['openai/scripted'] },
};

async function stand() {
  const models = await startModelServer([], {});
  onTestFinished(() => models.close());
  const made = await makeStand({
    environment: { OPENAI_BASE_URL: models.openAiUrl },
    limits: { modelRetries: 0 },
  });
  made.server.budgets.answer = () => ({
    ok: false,
    detail: "the day's budget of $1.00 would be broken",
    is_held: false,
  });
  return { models, made };
}

test('a model run whose budget is spent calls no model, and says why', async () => {
  const { models, made } = await stand();
  const job = made.assign({ type: 'review', config: model });
  expect((await made.server.waitFor('complete', job.run.id)).result).toMatchObject({
    ...{ status: 'failed', reason: 'over_budget' },
    summary: expect.stringContaining("is not called: the day's budget of $1.00 would be broken"),
  });
  expect(models.calls).toEqual([]);
});

test('nor does a reviewer of work that is done, and its check fails with the reason', async () => {
  const { models, made } = await stand();
  const job = made.assign({
    ...{ type: 'code_change', criteria: ['Tips are added'] },
    commands: [{ name: 'work', run: ['sh', '-c', 'echo 1 > tip.txt'] }],
    reviewers: [{ name: 'criteria', reviewer: 'critic', agent: { id: randomUUID(), config: model } }],
  });
  expect((await made.server.waitFor('complete', job.run.id)).result).toMatchObject({
    ...{ status: 'failed', reason: 'check_failed' },
    summary: expect.stringContaining("is not called: the day's budget of $1.00 would be broken"),
  });
  expect(models.calls).toEqual([]);
});

import type { ProviderAccess } from '@overmind/models/ports';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, onTestFinished, test } from 'vitest';
import { makeJob } from '../../test-support/job.ts';
import { LoopbackServer } from '../../test-support/loopback-server.ts';
import { makeStand } from '../../test-support/stand.ts';
import { ServerTurns, type TurnOptions } from './turns.ts';

const access: ProviderAccess = {
  name: 'openai',
  kind: 'openai_compatible',
  baseUrl: 'http://user:secret@10.0.0.7:8000/v1',
  apiKey: 'sk-secret',
  reach: 'local',
  mayBeLocal: true,
  isLimited: true,
};

async function open(bounds: TurnOptions['bounds'] = {}, limited: string[] | null = null) {
  const server = await new LoopbackServer().start();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const told: string[] = [];
  const stop = new AbortController();
  const job = { ...makeJob({ repoPath: '/srv/shop' }), limited_origins: limited };
  const turns = new ServerTurns({
    ...{ job, server: { url: server.url, token: server.token } },
    ...{ tell: (sentence: string) => told.push(sentence), bounds: { againMs: 5, ...bounds } },
  });
  const take = (tokens = 100) => turns.take({ access, tokens }, stop.signal);
  return { asked: server.turns, told, stop, turns, take, job };
}

test('a call asks for its turn, and says what it took, once', async () => {
  const { asked, take, job } = await open();
  asked.answer = () => 'taken';
  const turn = await take(700);
  expect(asked.asked).toMatchObject([
    {
      runId: job.run.id,
      body: { lease_token: job.lease_token, provider: 'openai', origin: 'http://10.0.0.7:8000', tokens: 700 },
    },
  ]);
  await turn.leave(42);
  const [{ turnId } = { turnId: '' }] = asked.asked;
  expect(asked.left).toEqual([{ runId: job.run.id, turnId, body: { tokens: 42 } }]);
});

test('it asks again under its id while it waits, and says so once', async () => {
  const { asked, take, told } = await open();
  asked.answer = () => (asked.asked.length < 3 ? 'waiting' : 'taken');
  await take();
  expect(new Set(asked.asked.map(({ turnId }) => turnId)).size).toBe(1);
  expect(told).toEqual([expect.stringContaining('the turn of this call')]);
});

test('a server without limits is asked about once in a while only', async () => {
  const { asked, take } = await open();
  for (let times = 0; times < 3; times++) await (await take()).leave(1);
  expect(asked.asked).toHaveLength(1);
  expect(asked.left).toEqual([]);
  const hasty = await open({ unlimitedMs: 0 });
  for (let times = 0; times < 3; times++) await hasty.take();
  expect(hasty.asked.asked).toHaveLength(3);
});

test('while our server is away, what it said to be without limits is called, and nothing else', async () => {
  const known = await open({ unlimitedMs: 0 });
  await known.take();
  known.asked.refusal = 503;
  await known.take();
  expect(known.told).toEqual([]);
  const { asked, take, told } = await open();
  asked.refusal = 503;
  const taken = take();
  await expect.poll(() => told).toEqual([expect.stringContaining('cannot be asked')]);
  asked.answer = () => 'taken';
  asked.refusal = null;
  await taken;
  expect(asked.asked).toHaveLength(1);
});

test('while our server is away from the first call on, what had no limits when the run began is called', async () => {
  const { asked, take, told } = await open({}, ['http://10.0.0.7:8001']);
  asked.refusal = 503;
  for (let times = 0; times < 3; times++) await (await take()).leave(1);
  expect(told).toEqual([expect.stringContaining('openai had no limits when this run began')]);
  const limited = await open({}, ['http://10.0.0.7:8000']);
  limited.asked.refusal = 503;
  const taken = limited.take();
  await expect.poll(() => limited.told).toEqual([expect.stringContaining('is called when it can')]);
  limited.asked.answer = () => 'taken';
  limited.asked.refusal = null;
  await taken;
});

test('our server is waited for no longer than its bound, then another model has the call', async () => {
  const { asked, take } = await open({ mostAwayMs: 20 });
  asked.refusal = 503;
  await expect(take()).rejects.toMatchObject({
    ...{ reason: 'queue_full', message: expect.stringContaining('could not be asked') },
  });
});

test('it leaves the line when it is given up', async () => {
  const { asked, take, stop } = await open();
  asked.answer = () => {
    stop.abort(new Error('No more.'));
    return 'waiting';
  };
  await expect(take()).rejects.toThrow('No more.');
  expect(asked.left).toMatchObject([{ turnId: asked.asked[0]?.turnId, body: { tokens: 0 } }]);
});

test('it is not called where too many wait, or where the run is no longer its own', async () => {
  const { asked, take } = await open();
  asked.answer = () => 'full';
  await expect(take()).rejects.toMatchObject({ reason: 'queue_full' });
  asked.refusal = 409;
  asked.problem = { code: 'stale_lease', detail: 'This run is no longer yours.' };
  await expect(take()).rejects.toThrow('no longer yours');
});

test('what the server did not hear of is said again before the next call, and when the talk ends', async () => {
  const { asked, take, turns } = await open();
  asked.answer = () => 'taken';
  const [first, second] = [await take(), await take()];
  asked.refusal = 503;
  await first.leave(1);
  asked.refusal = null;
  await take();
  expect(asked.left).toMatchObject([{ body: { tokens: 1 } }]);
  asked.refusal = 503;
  await second.leave(2);
  asked.refusal = null;
  await turns.close();
  expect(asked.left).toMatchObject([{ body: { tokens: 1 } }, { body: { tokens: 2 } }]);
});

test('a model run waits for its turn before each call, and leaves after it', async () => {
  const models = await startModelServer([], {});
  onTestFinished(() => models.close());
  const made = await makeStand({
    environment: { OPENAI_BASE_URL: models.openAiUrl },
    limits: { modelRetries: 0 },
  });
  made.server.turns.answer = () => {
    // None was called before its turn.
    expect(models.calls).toHaveLength(made.server.turns.left.length);
    return 'taken';
  };
  const config = {
    executor: 'model' as const,
    model_policy: { privacy: 'any' as const, prefer: ['openai/scripted'] },
  };
  const job = made.assign({ type: 'review', config });
  await made.server.waitFor('complete', job.run.id);
  expect(models.calls.length).toBeGreaterThan(0);
  expect(made.server.turns.left.map(({ turnId }) => turnId)).toEqual(
    made.server.turns.asked.map(({ turnId }) => turnId),
  );
});

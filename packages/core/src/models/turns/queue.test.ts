import { ProviderLimits, ProviderSettings } from '@overmind/contracts/entities/provider';
import { newId } from '@overmind/db/database';
import type { AskedTurn } from '@overmind/db/queries/models/turns';
import { callModel } from '@overmind/models/call-model';
import { createGate } from '@overmind/testing/gate';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { topics } from '../../bus/bus.ts';
import { InProcessBus } from '../../bus/in-process.ts';
import { putProvider, updateProvider } from '../../providers/change.ts';
import { userCall } from '../../test-support/makers.ts';
import { silentLog, startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import { withModels } from '../open-models.ts';
import { addProvider, emptyGateway, requestOf, untilHeard } from '../test-support/gateway.ts';
import { TurnQueue } from './queue.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');
const place = 'gpu';
let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await emptyGateway(on);
  await on.database.pool.query('delete from model_turns');
  await on.database.pool.query('delete from model_windows');
});

const limit = (limits: Partial<ProviderLimits>) =>
  putProvider(on.core, admin, place, {
    ...ProviderSettings.parse({
      kind: 'openai_compatible',
      base_url: 'http://10.0.0.7:8000/v1',
      is_local: true,
    }),
    limits: ProviderLimits.parse(limits),
  });

/** One more server process over the same database; without a bus in common no wake-up reaches it. */
function node(bus = on.core.bus, options = {}): TurnQueue {
  const queue = new TurnQueue({ db: on.core.db, bus, log: silentLog }, options);
  onTestFinished(() => queue[Symbol.asyncDispose]());
  return queue;
}

const turn = (tokens = 1): AskedTurn => ({ id: newId(), place, provider: place, tokens, run: null });
const never = () => new AbortController().signal;

/** So many calls of each node, all at once, until the test is over; those that have their turn. */
function ask(nodes: readonly TurnQueue[], each: number, tokens = 1): AskedTurn[] {
  const [taken, leaving]: [AskedTurn[], AbortController[]] = [[], []];
  const asked = nodes.flatMap((queue) =>
    Array.from({ length: each }, async () => {
      const [own, leave] = [turn(tokens), new AbortController()];
      leaving.push(leave);
      await queue.enter(own, leave.signal);
      taken.push(own);
    }),
  );
  onTestFinished(async () => {
    for (const leave of leaving) leave.abort();
    await Promise.allSettled(asked);
  });
  return taken;
}

const count = async (where: string): Promise<number> => {
  const { rows } = await on.database.pool.query(`select count(*) as n from model_turns where ${where}`);
  return rows[0].n;
};
const inLine = (n: number) =>
  waitFor(async () => (await count('true')) === n, { what: `${n} calls to have asked` });
const gone = async () => {
  const { rows } = await on.database.pool.query(
    'select coalesce(sum(requests), 0)::int as requests, coalesce(sum(tokens), 0)::int as tokens from model_windows',
  );
  return rows[0];
};

describe('the limits of a provider hold for all nodes together', () => {
  it('in requests per minute, however many ask at once', async () => {
    await limit({ requests_per_min: 5 });
    const taken = ask([node(), node()], 20);
    await inLine(40);
    await waitFor(() => taken.length === 5, { what: 'five calls to go' });
    on.core.bus.publish(topics.modelTurns, place);
    expect(await count('taken_at is not null')).toBe(5);
    expect(await gone()).toEqual({ requests: 5, tokens: 5 });
  });

  it('in tokens per minute, of which those that were not taken are free again', async () => {
    await limit({ tokens_per_min: 1_000 });
    const queue = node();
    const taken = ask([queue, node()], 3, 400);
    await inLine(6);
    await waitFor(() => taken.length === 2, { what: 'two calls to go' });
    expect(await gone()).toEqual({ requests: 2, tokens: 800 });
    await queue.leave(taken[0]?.id ?? '', 100);
    await waitFor(() => taken.length === 3, { what: 'the third call to go' });
    expect(await gone()).toEqual({ requests: 3, tokens: 900 });
    await queue.leave(taken[0]?.id ?? '', 0);
    expect(await gone()).toEqual({ requests: 3, tokens: 900 });
  });

  it('in calls at once, from end to end', async () => {
    const gate = createGate();
    const script = () => ({ text: 'Seven.', heldUntil: gate.opened });
    const server = await addProvider(on, script, { name: 'one' });
    const limits = { concurrency: 2 };
    await untilHeard(on.core, () => updateProvider(on.core, admin, 'one', { limits }));
    const other = withModels({ ...on.core });
    onTestFinished(() => other.models[Symbol.asyncDispose]());
    const calls = [on.core, other].flatMap(({ models }) =>
      Array.from({ length: 3 }, () => callModel(models, requestOf(['one/scripted']))),
    );
    await inLine(6);
    await waitFor(() => server.calls.length === 2, { what: 'two calls to be made' });
    expect(await count('taken_at is not null')).toBe(2);
    gate.open();
    expect(await Promise.all(calls)).toHaveLength(6);
    expect(server.calls).toHaveLength(6);
    expect(await count('true')).toBe(0);
  });

  it('and calls go in the order in which they came, whichever node they wait at', async () => {
    await limit({ concurrency: 1 });
    const [one, two] = [node(), node()];
    const first = turn();
    await one.enter(first, never());
    const order: number[] = [];
    const waiting: Promise<unknown>[] = [];
    for (const [at, queue] of [two, one, one, two, one].entries()) {
      const own = turn();
      const whole = queue.enter(own, never()).then(() => order.push(at));
      waiting.push(whole.then(() => queue.leave(own.id, 1)));
      await inLine(at + 2);
    }
    await one.leave(first.id, 1);
    await Promise.all(waiting);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a call that waits', () => {
  it('goes when its minute is over', async () => {
    await limit({ requests_per_min: 1 });
    const queue = node();
    const taken = ask([queue], 2);
    await inLine(2);
    await waitFor(() => taken.length === 1, { what: 'the first call to go' });
    await on.database.pool.query("update model_windows set second = second - interval '61 seconds'");
    on.core.bus.publish(topics.modelTurns, place);
    await waitFor(() => taken.length === 2, { what: 'the second call to go' });
  });

  it('goes also when no wake-up reaches its node', async () => {
    await limit({ concurrency: 1 });
    const [held, queue] = [turn(), node()];
    await queue.enter(held, never());
    const taken = ask([node(new InProcessBus())], 1);
    await inLine(2);
    await queue.leave(held.id, 1);
    await waitFor(() => taken.length === 1, { what: 'the call to go' });
  });

  it('goes when the limit is lifted', async () => {
    await limit({ concurrency: 1 });
    const taken = ask([node(), node()], 3);
    await inLine(6);
    await updateProvider(on.core, admin, place, { limits: { concurrency: null } });
    await waitFor(() => taken.length === 6, { what: 'all calls to go' });
  });

  it('leaves the line when it is given up, with its own reason', async () => {
    await limit({ concurrency: 1 });
    const queue = node();
    const held = turn();
    await queue.enter(held, never());
    const leaving = new AbortController();
    const second = turn();
    const asked = queue.enter(second, leaving.signal);
    await inLine(2);
    const taken = ask([node()], 1);
    await inLine(3);
    leaving.abort(new Error('No more.'));
    await expect(asked).rejects.toThrow('No more.');
    await queue.leave(second.id, 0);
    expect(taken).toEqual([]);
    await queue.leave(held.id, 1);
    await waitFor(() => taken.length === 1, { what: 'the third call to go' });
  });

  it('is turned away when too many wait already', async () => {
    await limit({ concurrency: 1 });
    await on.database.pool.query(
      `insert into model_turns (id, place, provider, tokens, expires_at)
       select gen_random_uuid(), $1, $1, 1, now() + interval '1 hour' from generate_series(1, 200)`,
      [place],
    );
    await expect(node().enter(turn(), never())).rejects.toMatchObject({ reason: 'queue_full' });
    expect(await count('true')).toBe(200);
  });

  it('is told when the server stops, and what that held is free', async () => {
    await limit({ concurrency: 1 });
    const queue = new TurnQueue({ db: on.core.db, bus: on.core.bus, log: silentLog });
    await queue.enter(turn(), never());
    const waiting = expect(queue.enter(turn(), never())).rejects.toMatchObject({ reason: 'aborted' });
    await inLine(2);
    await queue[Symbol.asyncDispose]();
    await waiting;
    expect(await count('true')).toBe(0);
  });
});

describe('a node that died', () => {
  it('holds nothing for longer than its term, and stands in nobody’s way', async () => {
    await limit({ concurrency: 1 });
    const dead = node(new InProcessBus(), { renewMs: 1_000_000 });
    await dead.enter(turn(), never());
    ask([dead], 1);
    await inLine(2);
    const taken = ask([node()], 1);
    await inLine(3);
    expect(taken).toEqual([]);
    await on.database.pool.query(
      `update model_turns set expires_at = clock_timestamp() where seq < (select max(seq) from model_turns)`,
    );
    on.core.bus.publish(topics.modelTurns, place);
    await waitFor(() => taken.length === 1, { what: 'the call of the other node to go' });
  });

  it('is told from one that lives by what it says again and again', async () => {
    await limit({ concurrency: 1 });
    const held = turn();
    await node(on.core.bus, { renewMs: 20 }).enter(held, never());
    await on.database.pool.query("update model_turns set expires_at = now() + interval '5 seconds'");
    await waitFor(async () => (await count("expires_at > now() + interval '20 seconds'")) === 1, {
      what: 'the call to be renewed',
    });
  });
});

it('asks the database nothing for a provider without limits', async () => {
  await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
  await on.database.pool.query('alter table model_turns rename to model_turns_away');
  onTestFinished(async () => {
    await on.database.pool.query('alter table model_turns_away rename to model_turns');
  });
  expect(await callModel(on.core.models, requestOf(['one/scripted']))).toMatchObject({ text: 'Seven.' });
});

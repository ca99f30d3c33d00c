import { createGate } from '@overmind/testing/gate';
import { startModelServer } from '@overmind/testing/models/server';
import { startTestServer } from '@overmind/testing/postgres';
import { startTestRedis } from '@overmind/testing/redis';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from './support/person.ts';
import { createDatabase, query } from './support/postgres.ts';
import { Stand } from './support/stand.ts';

let postgres: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  postgres = await startTestServer();
});
afterAll(() => postgres.stop());

const live = 'select id from model_turns where taken_at is not null and expires_at > clock_timestamp()';

/** Two nodes on one database, and a model that answers one call at once; each call tells how many had a turn then. */
async function open(stand: Stand) {
  const database = stand.own(await createDatabase(postgres.url));
  const redis = stand.own(await startTestRedis());
  const gate = createGate();
  const turnsHeld: number[] = [];
  const model = stand.own(
    await startModelServer(async (_conversation, at) => {
      turnsHeld.push((await query(database.url, live)).length);
      return { text: `Answer ${at}.`, ...(at === 0 ? { heldUntil: gate.opened } : {}) };
    }),
  );
  const dataDir = await stand.folder();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, ROLE: 'api' };
  const [doomed, other] = [await stand.server(env, dataDir), await stand.server(env, dataDir)];
  const person = await Person.signIn(other.url);
  const provider = {
    ...{ kind: 'openai_compatible', base_url: model.openAiUrl, is_local: true, serves_itself: true },
    limits: { concurrency: 1 },
  };
  const put = await person.try('PUT', '/models/providers/one', provider);
  expect(put.status).toBeLessThan(300);
  for (const at of [doomed, other])
    await waitFor(
      async () =>
        (await person.at(at.url).list<{ ref: string }>('/models')).some(({ ref }) => ref === 'one/scripted'),
      { what: 'the model to be known' },
    );
  const waiting = async (): Promise<number> =>
    (await query(database.url, 'select id from model_turns where taken_at is null')).length;
  return { database, doomed, model, person, other, gate, turnsHeld, waiting };
}

test('calls of a model go on when a server dies that holds its only turn, none is lost, and never two at once', async () => {
  await using stand = new Stand();
  const { database, doomed, model, person, other, gate, turnsHeld, waiting } = await open(stand);
  const ask = (at: string) => person.at(at).try('POST', '/models/try', { prompt: 'Say a number.' });
  // In the line those of the living stand before and behind one of the dead, and behind the turn that it holds.
  const lost = [ask(doomed.url)];
  await waitFor(() => model.calls.length === 1, { what: 'the first to be asked' });
  const kept = [ask(other.url)];
  await waitFor(async () => (await waiting()) === 1, { what: 'the second to wait' });
  lost.push(ask(doomed.url));
  await waitFor(async () => (await waiting()) === 2, { what: 'the third to wait' });
  kept.push(ask(other.url), ask(other.url));
  await waitFor(async () => (await waiting()) === 4, { what: 'all others to wait' });
  const ended = Promise.allSettled(lost);
  const answers = Promise.all(kept);

  await doomed.kill();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200]);
  gate.open();
  expect(turnsHeld).toEqual([1, 1, 1, 1]);
  const calls = await person.list<{ status: string }>('/models/calls');
  expect(calls.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  await waitFor(async () => (await query(database.url, live)).length === 0, { what: 'no turn to be held' });
});

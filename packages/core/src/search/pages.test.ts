import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import type { Search } from './search.ts';
import { Searched } from './test-support/searched.ts';

const count = 4_000;
let on: TestCore;
let place: Searched;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  place = await Searched.open(on);
  await on.database.pool.query(
    `insert into messages (id, conversation_id, role, message_type, content, content_format, created_at)
     select gen_random_uuid(), $1, 'user', 'chat', 'note ' || n || case when n % 25 = 0 then ' medium' else '' end
       || case when n = $2 then ' rare' else '' end, 'plain', now() - n / 2 * interval '1 second'
     from generate_series(1, $2) n`,
    [place.conversationId, count],
  );
});

const all = async (q: string, limit: number, more: Partial<Search> = {}): Promise<string[]> => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await place.search(q, { limit, cursor, ...more });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ snippet }) => snippet.text));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
};
const notes = (isWanted: (n: number) => boolean) =>
  Array.from({ length: count }, (_, index) => index + 1).filter(isWanted);

it.each([
  ['a frequent word', 'note', 100, () => true],
  ['a word that is met now and then', 'medium note', 50, (n: number) => n % 25 === 0],
  ['a word that is met so seldom that a page takes all of time', 'medium', 7, (n: number) => n % 25 === 0],
  ['a word that was said once, long ago', 'rare', 50, (n: number) => n === count],
])('%s is found everywhere, once, in order, page by page', async (_what, q, limit, isWanted) => {
  const seen = (await all(q, limit)).map((text) => Number(text.split(' ')[1]));
  expect([...seen].sort((one, other) => one - other)).toEqual(notes(isWanted));
  const times = seen.map((n) => Math.floor(n / 2));
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

it('what is seldom does not come before what is frequent and newer', async () => {
  for (let index = 0; index < 60; index += 1) await place.record('Old', `medium ${index}`);
  await on.database.pool.query(
    `update search_entries set happened_at = now() - interval '1 day' where kind = $1`,
    ['transcript'],
  );
  const seen = await all('medium', 50, { kind: ['message', 'transcript'] });
  const isMessage = seen.map((text) => text.startsWith('note'));
  expect(isMessage).toEqual([...Array(count / 25).fill(true), ...Array(60).fill(false)]);
});

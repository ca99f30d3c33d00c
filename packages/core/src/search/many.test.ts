import type { SearchStatus } from '@overmind/contracts/entities/search';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { rowsReadBy } from '../test-support/rows-read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { searchProject } from './search.ts';
import { plansOf } from './test-support/plans.ts';

const count = 200_000;
let on: TestCore;
let made: MadeProject;

/** Tasks of years, put in beside the triggers: nearly all done, each with a word of its own. */
const tasks = `
  insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by, created_at)
  select gen_random_uuid(), $1, n, 'T-' || n, 'Mend the page ' || n
      || case when n % 25 = 0 then ' gently' else '' end
      || case when n % 400 = 0 then ' seldom' else '' end
      || case when n % 40000 = 7 then ' Приветствие グリーン日本語' else '' end,
    'code_change', 3, case when n % 50000 = 9 then 'failed' else 'done' end, 'chat', now() - n * interval '1 minute'
  from generate_series(1, $2::int) n`;
const entries = `
  insert into search_entries (entity_id, project_id, kind, happened_at, words)
  select id, project_id, 'task', created_at, search_folded(title) from tasks where project_id = $1`;

async function fill(): Promise<void> {
  const client = await on.database.pool.connect();
  const index = await client.query(`select pg_get_indexdef('search_entries_words'::regclass) as definition`);
  await client.query('set session_replication_role = replica; drop index search_entries_words');
  await client.query(tasks, [made.project.id, count]);
  await client.query(entries, [made.project.id]);
  await client.query(index.rows[0].definition);
  await client.query('set session_replication_role = default; analyze tasks; analyze search_entries');
  client.release();
}

beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  await fill();
});
afterAll(() => on.stop());

it.each<[string, string, SearchStatus[] | undefined, number]>([
  ['a frequent word', 'page', undefined, 50],
  ['two frequent words', 'mend page', undefined, 50],
  ['a word now and then', 'gently', undefined, 50],
  ['a word seldom met', 'seldom', undefined, 50],
  ['a rare word', '"page 123456"', undefined, 1],
  ['an absent word', 'zebra', undefined, 0],
  ['an absent word of no ASCII', 'жираф', undefined, 0],
  ['a rare word of no ASCII', 'привет', undefined, 5],
  ['two signs', '日本', undefined, 5],
  ['a frequent word of a rare status', 'page', ['failed'], 4],
  ['an absent word of a rare status', 'zebra', ['failed', 'canceled'], 0],
  ['a frequent word of a frequent status', 'page', ['done'], 50],
  ['a word seldom met of a frequent status', 'seldom', ['done', 'failed'], 50],
  ['an absent word of a frequent status', 'zebra', ['done'], 0],
])('%s is found among 200,000 without reading more than a tenth', async (_what, q, status, found) => {
  const items: unknown[] = [];
  const read = await rowsReadBy(on, async () => {
    items.push(...(await searchProject(on.core, made.project.id, { q, status, limit: 50 })).items);
  });
  expect(items).toHaveLength(found);
  expect(read).toBeLessThan(count / 10);
});

it.each([
  ['a frequent word', 'page', false],
  ['a rare word', '"page 123456"', true],
  ['an absent word', 'zebra', true],
  ['a rare word of no ASCII', 'привет', true],
])('%s is looked up by an index, and that of words only where it is short', async (_what, q, isByWords) => {
  const { indexes, scans } = await plansOf(on, (core) =>
    searchProject(core, made.project.id, { q, limit: 50 }),
  );
  expect(scans).toEqual([]);
  expect(indexes).toContain('search_entries_time');
  expect(indexes.includes('search_entries_words')).toBe(isByWords);
});

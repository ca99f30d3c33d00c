import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLogged } from '../../test-support/logged.ts';
import { insertProject, startTestRows, type TestRows } from '../../test-support/rows.ts';
import type { DiscussionFilter } from './latest.ts';
import { listDiscussionRows } from './lists.ts';

let on: TestRows;
let project: string;
const count = 20_000;

/** Two projects of as many discussions, with personas of the same keys; one of them seldom takes part in the first. */
beforeAll(async () => {
  on = await startTestRows();
  project = await insertProject(on.pool);
  const projects = [project, await insertProject(on.pool)];
  await on.pool.query(
    `insert into conversations (id, project_id, kind, title, mode)
     select gen_random_uuid(), ($1::uuid[])[1 + n % 2], 'discussion', n::text, 'text'
     from generate_series(1, $2::int) n`,
    [projects, count * 2],
  );
  await on.pool.query(`insert into discussions (id, project_id, goal, phase, status, ended_at, settings, facilitator, personas)
    select id, project_id, 'x', 'consensus', case when title::int % 5000 < 2 then 'failed' else 'completed' end,
      now(), '{}', 'often', '[]' from conversations`);
  await on.pool.query(
    `insert into discussion_speakers (discussion_id, project_id, key)
     select d.id, d.project_id, key from discussions d join conversations c on c.id = d.id,
       unnest('{often,seldom}'::text[]) key
     where key = 'often' or d.project_id <> $1 or c.title::int % 10000 = 0`,
    [project],
  );
  await on.pool.query(`update conversations set archived_at = now() where title in ('2', '4', '6')`);
  await on.pool.query(
    `update discussions set created_at = '2020-01-01' where id in (select id from conversations where title in ('8', '12'))`,
  );
  await on.pool.query('analyze');
});
afterAll(() => on.stop());

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}
const readBy = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] +
  (node.Plans ?? []).reduce((sum, each) => sum + readBy(each), 0);

/** How many a list finds, and how many rows its statements touch on their way. */
async function look(filter: Partial<DiscussionFilter>) {
  const { db, statements } = openLogged(on.pool);
  const found = await listDiscussionRows(db, project, { limit: 50, words: [], isArchived: false, ...filter });
  let read = 0;
  for (const { sql, parameters } of statements) {
    const { rows } = await on.pool.query(`explain (analyze, format json) ${sql}`, [...parameters]);
    read += readBy(rows[0]['QUERY PLAN'][0].Plan);
  }
  return { found: found.length, read };
}

it.each<[string, Partial<DiscussionFilter>, number]>([
  ['a speaker who seldom takes part', { agent: 'seldom' }, 4],
  ['a speaker who never takes part', { agent: 'never' }, 0],
  ['a speaker who always takes part', { agent: 'often' }, 51],
  ['a speaker who always takes part, of a rare status', { agent: 'often', status: ['failed'] }, 8],
  ['a speaker who always takes part, in the archive', { agent: 'often', isArchived: true }, 3],
  ['a speaker who seldom takes part, in the archive', { agent: 'seldom', isArchived: true }, 0],
  ['a speaker who always takes part, of a time', { agent: 'often', to: '2021-01-01T00:00:00Z' }, 2],
  ['a speaker who seldom takes part, of a time', { agent: 'seldom', to: '2021-01-01T00:00:00Z' }, 0],
  ['a speaker who seldom takes part, of a frequent status', { agent: 'seldom', status: ['completed'] }, 0],
  [
    'a speaker who seldom takes part, who said a word',
    { agent: 'seldom', words: [{ text: 'no', isWordStart: true }] },
    0,
  ],
])('discussions of %s are found reading a tenth of them at most', async (_, filter, found) => {
  const looked = await look(filter);
  expect(looked.found).toBe(found);
  expect(looked.read).toBeLessThan(count / 10);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, newId, type Tx } from '../../database.ts';
import { findIndexes, findSequentialScans, openLogged } from '../../test-support/logged.ts';
import { insertProject, startTestRows, type TestRows } from '../../test-support/rows.ts';
import * as discussions from './discussions.ts';
import * as spoken from './spoken.ts';

let on: TestRows;
let project: string;
beforeAll(async () => {
  on = await startTestRows();
  const projects = await Promise.all(Array.from({ length: 40 }, () => insertProject(on.pool)));
  project = projects[0] ?? '';
  // Most have ended; of the others every second waits for an answer, some of them for too long.
  await on.pool.query(
    `with made as (
      insert into conversations (id, project_id, kind, title, mode)
      select gen_random_uuid(), ($1::uuid[])[1 + n % 40], 'discussion', 'Discussion ' || n, 'text'
      from generate_series(1, 20000) n returning id, project_id, title)
    insert into discussions (id, project_id, goal, phase, status, waits_for, waits_until, settings, facilitator,
      personas, look_at, ended_at)
    select id, project_id, title, 'discussion',
      case when n % 200 = 0 then 'paused' when n % 200 = 100 then 'active' else 'completed' end,
      case when n % 200 = 0 then 'user' end,
      case when n % 200 = 0 then now() + (n % 2000 - 200) * interval '1 minute' end,
      '{}', 'lawyer', '[]', now() - interval '1 hour',
      case when n % 100 <> 0 then now() - n * interval '1 minute' end
    from (select *, row_number() over (order by title) as n from made) m`,
    [projects],
  );
  await on.pool.query('analyze');
});
afterAll(() => on.stop());

const queries: [string, (db: Db, tx: Tx) => Promise<unknown>][] = [
  ['those that wait for an answer', (db) => spoken.listAskingDiscussions(db, project, 50)],
  ['those that ended last', (db) => spoken.listEndedDiscussions(db, project, 200)],
  ['one by the end of its id', (db) => spoken.findDiscussionByEnding(db, project, '0a1b2c3d')],
  ['those whose time is over', (db) => discussions.takeOverdueDiscussions(db, 30_000, 20)],
  [
    'until when one waits',
    (_, tx) => discussions.noteTimes(tx, newId(), 3, { answer_due_at: null, waits_until: null }),
  ],
];

const growing = ['discussions', 'conversations', 'messages'];

it.each(queries)('%s are found by an index', async (_, query) => {
  const { db, statements } = openLogged(on.pool);
  await db.transaction().execute((tx) => query(tx, tx));
  const own = statements.filter(({ sql }) => !/^(begin|commit)$/.test(sql));
  expect(own.length).toBeGreaterThan(0);
  for (const statement of own) {
    const scans = await findSequentialScans(on.pool, statement);
    expect(scans.filter((table) => growing.includes(table))).toEqual([]);
  }
});

it('looks among those with the same end of their id alone', async () => {
  const { db, statements } = openLogged(on.pool);
  const { rows } = await on.pool.query('select id from discussions where project_id = $1 limit 1', [project]);
  const id: string = rows[0].id;
  expect((await spoken.findDiscussionByEnding(db, project, id.slice(-8)))?.id).toBe(id);
  const [statement] = statements;
  if (statement === undefined) throw new Error('nothing was asked');
  expect(await findIndexes(on.pool, statement)).toContain('discussions_ending');
});

it('gives out those whose time is over once, the longest waiting first', async () => {
  const { db } = openLogged(on.pool);
  // The plans above took some of them.
  await on.pool.query(`update discussions set look_at = now() - interval '1 hour'`);
  const first = await discussions.takeOverdueDiscussions(db, 30_000, 5);
  const { rows } = await on.pool.query(
    `select bool_and(waits_until <= now()) as due from discussions where id = any($1)`,
    [first],
  );
  expect(rows).toEqual([{ due: true }]);
  const rest = await discussions.takeOverdueDiscussions(db, 30_000, 1_000);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest).not.toEqual(expect.arrayContaining(first.slice(0, 1)));
  expect(await discussions.takeOverdueDiscussions(db, 30_000, 1_000)).toEqual([]);
});

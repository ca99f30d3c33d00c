import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, newId } from '../../database.ts';
import { findSequentialScans, openLogged } from '../../test-support/logged.ts';
import { insertProject, startTestRows, type TestRows } from '../../test-support/rows.ts';
import { listDecisionLines, selectDiscussions } from '../discussions/discussions.ts';
import * as phases from './phases.ts';
import * as specs from './specs.ts';

let on: TestRows;
let project: string;
let spec: string;
beforeAll(async () => {
  on = await startTestRows();
  const projects: string[] = [];
  for (let index = 0; index < 5; index += 1) projects.push(await insertProject(on.pool));
  project = projects[0] ?? '';
  await on.pool.query(
    `insert into specs (id, project_id, number, title, goal, phase, status)
     select gen_random_uuid(), ($1::uuid[])[1 + n % 5], n, 'x', 'x', 'explore',
       case when n % 10 = 0 then 'active' else 'completed' end from generate_series(1, 20000) n`,
    [projects],
  );
  await on.pool.query(
    `insert into spec_phases (spec_id, phase, version)
     select s.id, p, 3 from specs s, unnest('{explore,requirements,design,tasks,sync}'::text[]) p`,
  );
  await on.pool.query(
    `insert into spec_phase_versions (spec_id, phase, version, output_markdown)
     select spec_id, phase, n, 'x' from spec_phases, generate_series(1, 3) n`,
  );
  await on.pool.query('analyze');
  spec = (await on.pool.query('select id from specs where project_id = $1 limit 1', [project])).rows[0].id;
});
afterAll(() => on.stop());

const after = (number: number) => ({
  limit: 50,
  cursor: Buffer.from(JSON.stringify([number])).toString('base64url'),
});

const queries: [string, (db: Db) => Promise<unknown>][] = [
  ['the first page of specs', (db) => specs.listSpecRows(db, project, { limit: 50, isArchived: false })],
  ['a later page of specs', (db) => specs.listSpecRows(db, project, { ...after(500), isArchived: false })],
  ['specs that were put away', (db) => specs.listSpecRows(db, project, { limit: 50, isArchived: true })],
  [
    'specs of a status',
    (db) => specs.listSpecRows(db, project, { limit: 50, isArchived: false, status: ['active'] }),
  ],
  ['what the state document tells of specs', (db) => specs.listSpecLines(db, project, 50)],
  ['one spec', (db) => specs.findSpec(db, spec)],
  ['a discussion with its spec', (db) => selectDiscussions(db).where('d.id', '=', newId()).execute()],
  ['what the state document tells of decisions', (db) => listDecisionLines(db, project, 50)],
  ['a phase', (db) => phases.findPhase(db, spec, 'design')],
  ['the phases of a page', (db) => phases.listPhaseRows(db, [spec, newId()])],
  [
    'versions of a phase',
    (db) => phases.listPhaseVersionPage(db, { specId: spec, phase: 'design' }, after(3)),
  ],
  ['a version of a phase', (db) => phases.findPhaseVersion(db, { specId: spec, phase: 'design' }, 2)],
];

it.each(queries)('%s: no growing table is read from end to end', async (_name, query) => {
  const { db, statements } = openLogged(on.pool);
  await query(db);
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) {
    const scanned = await findSequentialScans(on.pool, statement);
    expect(scanned.filter((table) => table.startsWith('spec'))).toEqual([]);
  }
});

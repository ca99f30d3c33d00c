import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, newId, type OpenDatabase, openDatabase, type Tx } from '../../database.ts';
import { findSequentialScans, openLogged } from '../../test-support/logged.ts';
import { insertAgent, insertProject, startTestRows, type TestRows } from '../../test-support/rows.ts';
import { countLiveRuns } from '../execution/run-lists.ts';
import * as candidates from './candidates.ts';
import * as counts from './counts.ts';
import * as looks from './looks.ts';
import * as overlaps from './overlaps.ts';
import * as tasks from './tasks.ts';

let on: TestRows;
let opened: OpenDatabase;
let project: string;
let agents: string[];
let ids: string[];
const now = new Date();

/** 20,000 tasks of four projects: a tenth waits in the queue, a tenth of those for another task or for its time. */
async function fillQueue(): Promise<void> {
  const projects: string[] = [];
  agents = [];
  for (let index = 0; index < 4; index += 1) {
    const projectId = await insertProject(on.pool);
    projects.push(projectId);
    agents.push(await insertAgent(on.pool, projectId));
  }
  project = projects[0] ?? '';
  const { pool } = on;
  for (const table of ['tasks', 'task_dependencies', 'agent_runs'])
    await pool.query(`alter table ${table} disable trigger user`);
  await pool.query(
    `insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by, assigned_agent_id,
      created_at, is_ready, not_before, files, "overlaps", dedupe_key)
    select gen_random_uuid(), ($1::uuid[])[1 + n % 4], n, 'T-' || n, 'Task ' || n, 'doc', 1 + n / 10 % 5,
      case when n % 10 = 0 then 'queued' when n % 10 = 1 then 'needs_review' else 'done' end, 'api',
      case when n % 7 = 0 then null else ($2::uuid[])[1 + n % 4] end, now() - n * interval '1 minute',
      n % 100 <> 0, case when n % 90 = 0 then now() + n * interval '1 second' end,
      case when n % 50 = 1 then array['src/' || n] else '{}' end, case when n % 500 = 1 then array['T-1'] else '{}' end,
      'task ' || n
    from generate_series(1, 20000) n`,
    [projects, agents],
  );
  await pool.query(`insert into task_dependencies select later.id, earlier.id from tasks later join tasks earlier
    on earlier.project_id = later.project_id and earlier.number = later.number + 4 where later.number % 5 = 0`);
  await pool.query(
    `insert into agent_runs (id, project_id, agent_id, task_id, attempt, status, payload, repo_path, finished_at)
    select gen_random_uuid(), project_id, $1, id, 1, 'completed', '{}', '/shop', created_at from tasks where status <> 'queued'`,
    [agents[0]],
  );
  await pool.query(
    `insert into agent_runs (id, project_id, agent_id, task_id, attempt, status, payload, repo_path, finished_at)
    select gen_random_uuid(), project_id, $1, id, 2, 'failed', '{}', '/shop', created_at from tasks where number % 400 = 0`,
    [agents[0]],
  );
  // Most of what other projects left.
  for (let index = 0; index < 40; index += 1) projects.push(await insertProject(pool));
  await pool.query(
    `insert into task_looks select case when n % 50 = 0 then t.project_id else ($1::uuid[])[5 + n % 40] end, t.id
    from (select *, number as n from tasks) t`,
    [projects],
  );
  await pool.query(
    `insert into task_count_changes select case when n % 50 = 0 then t.project_id else ($1::uuid[])[5 + n % 40] end,
    t.status, 1 from (select *, number as n from tasks) t`,
    [projects],
  );
  for (const table of ['tasks', 'task_dependencies', 'agent_runs'])
    await pool.query(`alter table ${table} enable trigger user`);
  await pool.query('analyze');
}

beforeAll(async () => {
  on = await startTestRows();
  await fillQueue();
  opened = openDatabase({ connectionString: on.url, max: 20 });
  const { rows } = await on.pool.query(`select id from tasks where project_id = $1 limit 500`, [project]);
  ids = rows.map((row) => row.id);
});
afterAll(async () => {
  await opened.close();
  await on.stop();
});

const query = (agentIds: (string | null)[]) => ({ projectId: project, agentIds, perGroup: 50, now });

const queries: [string, (db: Db, tx: Tx) => Promise<unknown>][] = [
  ['agents with ready tasks', (db) => candidates.listAgentsWithReadyTasks(db, project)],
  ['what may start', (db) => candidates.listCandidates(db, query([agents[0] ?? '', null]))],
  ['what waits for its time', (db) => candidates.listTimedTasks(db, project, now, 50)],
  ['what waits for others', (db) => candidates.listWaitingTasks(db, project, 200)],
  ['timers that have passed', (_, tx) => candidates.clearPassedTimers(tx, project, now)],
  ['alike tasks', (db) => candidates.listAlikeTasks(db, project, 'task 40', 20)],
  ['projects where something is due', (db) => candidates.listDueProjects(db, 500)],
  ['projects with queued tasks', (db) => candidates.listProjectsWithQueuedTasks(db, 500)],
  ['tasks to look at', (_, tx) => looks.takeLooks(tx, project, 1_000)],
  ['whether there are any', (db) => looks.hasLooks(db, project)],
  ['what tasks depend on', (db) => looks.listDependencyStates(db, ids)],
  ['tasks with a run that waits', (db) => looks.listTasksWithQueuedRun(db, ids)],
  [
    'what came of a look',
    (_, tx) =>
      looks.updateReadiness(
        tx,
        ids.map((id) => ({ id, isReady: true, reason: 'x' })),
      ),
  ],
  ['tasks, locked', (_, tx) => tasks.lockTasks(tx, ids)],
  ['how many tasks there are', (db) => tasks.countTasksByStatus(db, project)],
  ['the folding of counts', (_, tx) => counts.foldTaskCounts(tx, project)],
  ['live tasks that name files', (db) => overlaps.listLiveFiles(db, project, 200)],
  ['tasks that overlap', (db) => overlaps.listOverlapping(db, project)],
  ['live runs', (db) => countLiveRuns(db)],
];

const growing = ['tasks', 'task_dependencies', 'agent_runs', 'task_looks', 'task_count_changes'];

it.each(queries)('%s: found by an index', async (_name, run) => {
  const { db, statements } = openLogged(on.pool);
  const undone = db.transaction().execute(async (tx) => {
    await run(tx, tx);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  const own = statements.filter(({ sql }) => !/^(begin|rollback)$/.test(sql));
  expect(own.length).toBeGreaterThan(0);
  for (const statement of own)
    expect(
      (await findSequentialScans(on.pool, statement)).filter((table) => growing.includes(table)),
    ).toEqual([]);
});

describe('what may start', () => {
  it('is the oldest of each agent and priority, ready, due and without a run', async () => {
    const agentIds = await candidates.listAgentsWithReadyTasks(opened.db, project);
    expect(agentIds).toEqual([agents[0], null]);
    const found = await candidates.listCandidates(opened.db, { ...query(agentIds), perGroup: 3 });
    const { rows } = await on.pool.query(
      `select id from (select *, row_number() over (partition by assigned_agent_id, priority order by created_at, id) as nth
        from tasks where project_id = $1 and status = 'queued' and is_ready and not_before is null) t where nth <= 3`,
      [project],
    );
    expect(found.map((task) => task.id).sort()).toEqual(rows.map((row) => row.id).sort());
    expect(found.length).toBeGreaterThan(20);
  });
});

describe('counts', () => {
  const truth = async () => {
    const { rows } = await on.pool.query<{ status: string; count: string }>(
      'select status, count(*) from tasks where project_id = $1 group by status',
      [project],
    );
    return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]));
  };
  const counted = () => tasks.countTasksByStatus(opened.db, project);
  const inTransaction = (work: (tx: Tx) => Promise<void>) => opened.db.transaction().execute(work);

  it('are exact at any moment, while tasks come and counts are folded and counted anew', async () => {
    await inTransaction((tx) => counts.recountTasks(tx, project));
    const before = await truth();
    expect(await counted()).toMatchObject(before);
    const add = (number: number) =>
      on.pool.query(
        `insert into tasks (id, project_id, number, key, title, type, priority, requested_by)
        values ($1, $2, $3, $4, 'More', 'doc', 3, 'api')`,
        [newId(), project, 50_000 + number, `M-${number}`],
      );
    const adding = Array.from({ length: 200 }, (_, number) => add(number));
    const folding = Array.from({ length: 20 }, (_, round) =>
      inTransaction((tx) => (round % 5 === 4 ? counts.recountTasks : counts.foldTaskCounts)(tx, project)),
    );
    await Promise.all([...adding, ...folding]);
    expect((await counted()).queued).toBe((before['queued'] ?? 0) + 200);
    await inTransaction((tx) => counts.foldTaskCounts(tx, project));
    expect(await counted()).toMatchObject(await truth());
    const { rows } = await on.pool.query('select 1 from task_count_changes where project_id = $1', [project]);
    expect(rows).toEqual([]);
  });
});

describe('notes to look again', () => {
  it('are taken once, however many take them', async () => {
    const { rows } = await on.pool.query('select distinct task_id from task_looks where project_id = $1', [
      project,
    ]);
    const taking = Array.from({ length: 8 }, async () => {
      const all: string[] = [];
      for (let more = true; more; ) {
        const found = await opened.db.transaction().execute((tx) => looks.takeLooks(tx, project, 100));
        all.push(...found);
        more = found.length > 0;
      }
      return all;
    });
    const taken = (await Promise.all(taking)).flat();
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.sort()).toEqual(rows.map((row) => row.task_id).sort());
  });
});

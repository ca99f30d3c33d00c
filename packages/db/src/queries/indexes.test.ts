import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, newId, type Tx } from '../database.ts';
import { fill } from '../test-support/fill.ts';
import { findSequentialScans, openLogged } from '../test-support/logged.ts';
import { startTestRows, type TestRows } from '../test-support/rows.ts';
import * as artifacts from './execution/artifacts.ts';
import * as leases from './execution/leases.ts';
import * as reconcile from './execution/reconcile.ts';
import * as logs from './execution/run-logs.ts';
import * as runs from './execution/runs.ts';
import * as audit from './identity/idempotency.ts';
import * as events from './projects/events.ts';
import * as projects from './projects/projects.ts';
import * as copies from './projects/state-copies.ts';
import * as stateRows from './projects/state-rows.ts';
import * as states from './projects/state-versions.ts';
import * as talk from './talk/conversations.ts';
import * as counts from './work/count-drift.ts';
import * as cycles from './work/cycles.ts';
import * as dependencies from './work/dependencies.ts';
import * as graph from './work/graph.ts';
import * as inbox from './work/inbox.ts';
import * as requests from './work/requests.ts';
import * as taskEvents from './work/task-events.ts';
import * as tasks from './work/tasks.ts';

let on: TestRows;
let project: string;
let task: string;
let run: string;
let conversation: string;
const user = newId();
beforeAll(async () => {
  on = await startTestRows();
  ({ projectId: project } = await fill(on.pool));
  const first = async (table: string) =>
    (await on.pool.query(`select id from ${table} where project_id = $1 limit 1`, [project])).rows[0]
      .id as string;
  [task, run, conversation] = [await first('tasks'), await first('agent_runs'), await first('conversations')];
}, 120_000);
afterAll(() => on.stop());

const page = { limit: 50 };
const after = (key: unknown[]) => ({
  limit: 50,
  cursor: Buffer.from(JSON.stringify(key)).toString('base64url'),
});

/** Every read or write that use makes more of, as the functions run it. */
const queries: [string, (db: Db, tx: Tx) => Promise<unknown>][] = [
  ['the first page of tasks', (db) => tasks.listTaskPage(db, project, page)],
  [
    'a later page of tasks',
    (db) => tasks.listTaskPage(db, project, after([3, 1_800_000_000_000_000, newId()])),
  ],
  [
    'a page of tasks of a status',
    (db) => tasks.listTaskPage(db, project, { ...page, status: ['needs_review'] }),
  ],
  ['a page of tasks of an agent', (db) => tasks.listTaskPage(db, project, { ...page, agent: newId() })],
  ['tasks by key', (db) => tasks.findTasksByKey(db, project, ['T-5'])],
  ['a task', (db) => tasks.findTaskRow(db, task)],
  ['open tasks of a status', (db) => tasks.listTasksOfStatus(db, project, 'needs_review', 50)],
  ['finished tasks by recency', (db) => tasks.listTasksOfStatus(db, project, 'done', 50)],
  ['recent tasks', (db) => tasks.listRecentTasks(db, project, 200)],
  ['events of a task', (db) => taskEvents.listTaskEventPage(db, task, page)],
  ['feedback on a task', (db) => taskEvents.listFeedback(db, task)],
  ['dependents of a task', (db) => dependencies.listDependents(db, task)],
  ['events after a number', (db) => events.listEventsAfter(db, project, 190_000, 500)],
  ['the range of events', (db) => events.findEventRange(db, project)],
  ['the oldest events, to drop them', (db) => events.deleteOldEvents(db, 365)],
  [
    'the numbering of an event',
    (_, tx) => events.appendEvents(tx, project, 'me', [{ type: 'task.updated', entityId: task, patch: {} }]),
  ],
  ['log lines after a number', (db) => logs.listLogLines(db, run, 12_345, 500)],
  [
    'a stored chunk of log',
    (db) =>
      logs.insertLogChunks(db, [
        { runId: run, runnerId: newId(), leaseToken: '1', firstSeq: 1, lines: [['stdout', 1, 'x']] },
      ]),
  ],
  ['a page of runs', (db) => runs.listRunPage(db, project, page)],
  ['a later page of runs', (db) => runs.listRunPage(db, project, after([newId()]))],
  ['runs of a task', (db) => runs.listRunPage(db, project, { ...page, task })],
  ['live runs', (db) => runs.listLiveRuns(db, project)],
  ['the latest ended runs', (db) => runs.listEndedRuns(db, project, 30)],
  ['open tasks for the state document', (db) => stateRows.listOpenTaskLines(db, project, 50)],
  ['completed runs for the state document', (db) => stateRows.listCompletedRunLines(db, project, 10)],
  ['the latest change of a task', (db) => stateRows.findLatestTaskChange(db, project)],
  ['live runs of all', (db) => runs.countLiveRuns(db)],
  ['queued runs by path', (db) => runs.countQueuedRunsByPath(db)],
  ['projects that wait for a runner', (db) => cycles.listProjectsWaitingForRunner(db, 50)],
  ['runs that are live or just ended', (db) => runs.listRecentRuns(db, project, 60_000)],
  ['the runs a runner may claim', (_, tx) => runs.lockClaimableRuns(tx, newId(), 10)],
  ['the live run of a task', (_, tx) => runs.lockLiveRunOfTask(tx, task)],
  ['the latest success of a task', (db) => runs.findLatestCompletedRun(db, task)],
  ['the attempts of a task', (db) => runs.countAttempts(db, task)],
  ['leases that ran out', (db) => leases.listExpiredRuns(db, 15_000, 50)],
  ['leases of a runner', (db) => leases.listLeasedRuns(db, newId())],
  ['renewed leases', (db) => leases.renewLeases(db, newId(), [{ run_id: run, lease_token: '1' }], 1_000)],
  ['runs that cannot be as they stand', (db) => reconcile.listFaultyRuns(db, { limit: 50 })],
  ['whether a run can be as it stands', (db) => reconcile.listFaultyRuns(db, { limit: 1, runId: run })],
  ['tasks in progress without a run', (db) => reconcile.listTasksWithoutRun(db, 50)],
  ['cancels that are overdue', (db) => reconcile.listOverdueCancels(db, 13_000, 50)],
  ['the newest run of a task', (db) => reconcile.findNewestRunId(db, task)],
  ['tasks that name another run', (db) => reconcile.listMispointedTasks(db, project, 500)],
  ['an attempt that is given back', (_, tx) => runs.giveBackAttempt(tx, task)],
  ['kept numbers of tasks that are wrong', (db) => counts.findCountDrift(db, project)],
  ['kept numbers of tasks that are mended', (_, tx) => counts.mendCounts(tx, project)],
  [
    'the graph',
    (db) => graph.findGraph(db, project, { open: ['queued', 'needs_review'], final: ['done'], limit: 2_000 }),
  ],
  ['what a task waits for over others', (db) => graph.findReachableDependencies(db, [task])],
  ['the inbox', (db) => inbox.listWaiting(db, user, page)],
  ['a later page of the inbox', (db) => inbox.listWaiting(db, user, after([1_800_000_000_000_000, newId()]))],
  ['runs by id', (db) => inbox.listRunsByIds(db, [run])],
  ['messages by id', (db) => inbox.listMessagesByIds(db, [newId()])],
  ['artifacts of a run', (db) => artifacts.listArtifactsOfRun(db, run)],
  ['the newest chat', (db) => talk.findNewestChat(db, project)],
  ['messages', (db) => talk.listMessagePage(db, conversation, page)],
  ['requests of a conversation', (db) => requests.listRequestPage(db, conversation, page)],
  ['requests to plan', (_, tx) => requests.lockPlannableRequests(tx, project, 100)],
  ['requests that nobody read', (db) => requests.listUnreadRequests(db, 5_000, 100)],
  ['the next cycle', (_, tx) => cycles.lockNextCycle(tx, project)],
  ['stalled cycles', (db) => cycles.listStalledCycles(db, 5_000)],
  ['the current cycle', (db) => cycles.findCurrentCycle(db, project)],
  ['a page of cycles', (db) => cycles.listCyclePage(db, project, page)],
  ['the latest state', (db) => states.findStateVersion(db, project)],
  ['states before one', (db) => states.listStatesBefore(db, project, 9_000, 50)],
  ['states to copy', (db) => copies.listStateCommits(db, project, 9_000, 50)],
  ['copies to check', (db) => copies.listCopiesToCheck(db, new Date(), 50)],
  ['mirrors to write', (db) => copies.listMirrorsToWrite(db, 50)],
  ['a page of states', (db) => states.listStateVersionPage(db, project, page)],
  ['a page of projects', (db) => projects.listProjectPage(db, user, { ...page, archived: false })],
  ['a known idempotency key', (db) => audit.findKey(db, 'me', 'key')],
];

const growing = [
  ...['tasks', 'task_events', 'task_dependencies', 'agent_runs', 'agent_run_logs', 'artifacts'],
  ...[
    'realtime_events',
    'messages',
    'requests',
    'orchestrator_cycles',
    'project_state_versions',
    'audit_log',
  ],
];

it.each(queries)('%s: no growing table is read from end to end', async (_name, query) => {
  const { db, statements } = openLogged(on.pool);
  await db.transaction().execute(async (tx) => query(tx, tx));
  const own = statements.filter(({ sql }) => !/^(begin|commit)$/.test(sql));
  expect(own.length).toBeGreaterThan(0);
  for (const statement of own)
    expect(
      (await findSequentialScans(on.pool, statement)).filter((table) => growing.includes(table)),
    ).toEqual([]);
});

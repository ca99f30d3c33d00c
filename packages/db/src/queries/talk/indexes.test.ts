import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, newId, type Tx } from '../../database.ts';
import { fill } from '../../test-support/fill.ts';
import { findSequentialScans, openLogged } from '../../test-support/logged.ts';
import { startTestRows, type TestRows } from '../../test-support/rows.ts';
import * as spoken from '../discussions/spoken.ts';
import * as acts from '../work/control-acts.ts';
import * as requests from '../work/requests.ts';
import { readBoard } from './board.ts';
import * as known from './known-tasks.ts';
import * as pending from './pending.ts';
import { listEndedRunFacts } from './run-facts.ts';
import { listTaskFacts } from './task-facts.ts';
import * as transfer from './transfer.ts';

let on: TestRows;
let project: string;
let conversation: string;
let task: string;
let request: string;
beforeAll(async () => {
  on = await startTestRows();
  ({ projectId: project } = await fill(on.pool));
  const first = async (table: string) =>
    (await on.pool.query(`select id from ${table} where project_id = $1 limit 1`, [project])).rows[0].id;
  [task, request, conversation] = [
    await first('tasks'),
    await first('requests'),
    await first('conversations'),
  ];
});
afterAll(() => on.stop());

/** Every read and write that a message makes. */
const queries: [string, (db: Db, tx: Tx) => Promise<unknown>][] = [
  ['the tasks that words may mean', (db) => known.listKnownTasks(db, project, [1, 2, 3])],
  ['the task that changed last', (db) => known.findLatestTaskKey(db, project)],
  ['tasks by their keys', (db) => known.listTaskIdsByKey(db, project, ['T-5', 'T-10'])],
  [
    'the board of open tasks',
    (db) => readBoard(db, project, { statuses: ['in_progress', 'needs_review', 'queued'], limit: 5 }),
  ],
  ['the board of finished tasks', (db) => readBoard(db, project, { statuses: ['done'], limit: 5 })],
  ['the board of named tasks', (db) => readBoard(db, project, { ids: [task] })],
  ['the facts of a task', (db) => listTaskFacts(db, [task])],
  ['the runs that ended last', (db) => listEndedRunFacts(db, project, {}, 4)],
  ['questions that wait', (db) => pending.listPendingMessages(db, conversation, newId())],
  ['questions that wait no more', (_, tx) => pending.clearPendingMessages(tx, conversation, newId())],
  ['the tasks that were spoken of', (db) => pending.listMentionedKeys(db, conversation, 12)],
  [
    'what was offered',
    (db) =>
      pending.listOffers(db, {
        ...{ conversationId: conversation, saying: '^approve ', afterId: task, beforeId: newId() },
      }),
  ],
  ['whether a choice was taken', (db) => pending.isTakenChoice(db, conversation, newId())],
  ['the request to answer next', (db) => requests.findOldestUnread(db, conversation)],
  [
    'work to take in first',
    (db) => requests.hasWorkToIngest(db, { projectId: project, conversationId: conversation }),
  ],
  ['what was said before', (db) => requests.findPreviousRequest(db, conversation, { id: request })],
  ['what was said last', (db) => requests.findPreviousRequest(db, conversation, null)],
  ['requests nobody can be answered', (_, tx) => requests.rejectUnreadRequests(tx, conversation, 'gone')],
  ['the end of what a file holds', (db) => transfer.findLastMessageId(db, conversation)],
  [
    'a page of what a file holds',
    (db) => transfer.listMessagesUpTo(db, conversation, { afterId: newId(), lastId: newId(), limit: 200 }),
  ],
  ['the acts to take back', (_, tx) => acts.lockLastActs(tx, conversation, newId())],
  ['what taking back would cancel', (db) => acts.listCanceledByUndo(db, conversation, newId())],
  ['acts that are taken back elsewhere', (_, tx) => acts.moveActs(tx, request, conversation)],
  ['a chat that hears of tasks too', (_, tx) => requests.tellAlso(tx, request, conversation)],
  [
    'what was last told of discussions',
    (db) => spoken.listRelayed(db, conversation, { before: newId(), limit: 6 }),
  ],
  ['what a discussion asks no more', (_, tx) => spoken.closeRelayed(tx, newId())],
  ['the tasks of a request', (db) => acts.listTaskIdsOfRequest(db, request)],
];
const growing = ['tasks', 'task_events', 'task_dependencies', 'agent_runs', 'messages', 'requests'];

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

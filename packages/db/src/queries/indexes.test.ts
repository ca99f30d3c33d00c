import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, newId, type Tx } from '../database.ts';
import { fill } from '../test-support/fill.ts';
import { findSequentialScans, openLogged } from '../test-support/logged.ts';
import { startTestRows, type TestRows } from '../test-support/rows.ts';
import * as artifacts from './execution/artifacts.ts';
import * as claims from './execution/claims.ts';
import * as leases from './execution/leases.ts';
import * as permissions from './execution/permissions.ts';
import * as reconcile from './execution/reconcile.ts';
import * as inputs from './execution/run-inputs.ts';
import * as runLists from './execution/run-lists.ts';
import * as logs from './execution/run-logs.ts';
import * as transcripts from './execution/run-transcript.ts';
import * as runs from './execution/runs.ts';
import * as audit from './identity/idempotency.ts';
import * as events from './projects/events.ts';
import * as projects from './projects/projects.ts';
import * as copies from './projects/state-copies.ts';
import * as stateRows from './projects/state-rows.ts';
import * as states from './projects/state-versions.ts';
import * as found from './search/describe.ts';
import * as search from './search/find.ts';
import * as passages from './search/passages.ts';
import * as talk from './talk/conversations.ts';
import * as questions from './talk/permission-questions.ts';
import * as captures from './voice/captures.ts';
import * as corrections from './voice/corrections.ts';
import * as removals from './voice/file-removals.ts';
import * as hearing from './voice/hearing.ts';
import * as links from './voice/recording-links.ts';
import * as recordings from './voice/recordings.ts';
import * as retention from './voice/retention.ts';
import * as vocabulary from './voice/vocabulary.ts';
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
let recording: string;
let passage: string;
const user = newId();
beforeAll(async () => {
  on = await startTestRows();
  ({ projectId: project } = await fill(on.pool));
  const first = async (table: string) =>
    (await on.pool.query(`select id from ${table} where project_id = $1 limit 1`, [project])).rows[0]
      .id as string;
  [task, run, conversation] = [await first('tasks'), await first('agent_runs'), await first('conversations')];
  [recording, passage] = [await first('recordings'), await first('run_passages')];
});
afterAll(() => on.stop());

const page = { limit: 50 };
const after = (key: unknown[]) => ({
  limit: 50,
  cursor: Buffer.from(JSON.stringify(key)).toString('base64url'),
});

const searched = (text: string, filter: Partial<search.SearchFilter> = {}): search.SearchFilter => ({
  ...{ words: [{ text, isWordStart: text.length < 3 }], kinds: null, ...page },
  ...filter,
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
        { runId: run, runnerId: newId(), leaseToken: '1', firstSeq: 1, items: [['stdout', 1, 'x']] },
      ]),
  ],
  ['steps of a transcript', (db) => transcripts.listTranscriptChanges(db, run, 12_345, 500)],
  [
    'a stored chunk of a transcript',
    (db) =>
      transcripts.insertTranscriptChunks(db, [
        { runId: run, runnerId: newId(), leaseToken: '1', firstSeq: 1, items: [] },
      ]),
  ],
  ['permissions of a run', (db) => permissions.listPermissionsOfRun(db, run)],
  ['what a run waits for', (db) => permissions.listPendingOfRun(db, run)],
  ['what waited when words were written', (db) => permissions.listWaitingAt(db, project, newId(), 50)],
  ['what was decided for a runner', (db) => permissions.listDecisionsFor(db, newId())],
  ['what waits for leave after its run', (db) => permissions.listForsakenPermissions(db, 50)],
  [
    'a permission by its end',
    (db) => permissions.findPermissionByEnding(db, project, { taskKey: 'T-5', ending: 'a1b2c3d4' }),
  ],
  ['words for the runs of a runner', (db) => inputs.listInputsFor(db, newId())],
  ['words for a run', (db) => inputs.listInputsOfRun(db, run)],
  ['words that wait for a run', (db) => inputs.countQueuedInputs(db, run)],
  ['words that a run hears no more', (_, tx) => inputs.refuseInputsOf(tx, run, 'Over.')],
  ['the session of a lost run', (db) => runs.findLostSession(db, { taskId: task, agentId: newId() })],
  [
    'files past their time',
    (_, tx) => artifacts.lockOldArtifacts(tx, { after: null, defaultDays: 90, limit: 100 }),
  ],
  ['the open question for leave of a task', (db) => questions.hasOpenQuestion(db, task)],
  ['open questions for leave', (db) => questions.listOpenQuestions(db, conversation, newId())],
  ['what was asked last', (db) => questions.findQuestionBefore(db, conversation, newId())],
  [
    'the answered question for leave',
    (_, tx) => questions.answerQuestionOf(tx, { taskId: task, permissionId: newId() }),
  ],
  ['a page of runs', (db) => runLists.listRunPage(db, project, page)],
  ['a later page of runs', (db) => runLists.listRunPage(db, project, after([newId()]))],
  ['runs of a task', (db) => runLists.listRunPage(db, project, { ...page, task })],
  ['live runs', (db) => runLists.listLiveRuns(db, project)],
  ['the latest ended runs', (db) => runLists.listEndedRuns(db, project, 30)],
  ['open tasks for the state document', (db) => stateRows.listOpenTaskLines(db, project, 50)],
  ['completed runs for the state document', (db) => stateRows.listCompletedRunLines(db, project, 10)],
  ['the latest change of a task', (db) => stateRows.findLatestTaskChange(db, project)],
  ['live runs of all', (db) => runLists.countLiveRuns(db)],
  ['queued runs by what they need', (db) => claims.countQueuedRunsByNeed(db)],
  ['projects that wait for a runner', (db) => cycles.listProjectsWaitingForRunner(db, 50)],
  ['runs that are live or just ended', (db) => runLists.listRecentRuns(db, project, 60_000)],
  ['the runs a runner may claim', (_, tx) => claims.lockClaimableRuns(tx, newId(), 10)],
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
  [
    'a page of projects',
    (db) => projects.listProjectPage(db, user, { ...page, archived: false, onlyProject: null }),
  ],
  ['a search for a frequent word', (db) => search.findEntries(db, project, searched('word'))],
  ['a search for a rare word', (db) => search.findEntries(db, project, searched('word17'))],
  ['a search for an absent word', (db) => search.findEntries(db, project, searched('zebra'))],
  ['a search for a short word', (db) => search.findEntries(db, project, searched('zz'))],
  [
    'a search for two words in a kind, from a place on',
    (db) =>
      search.findEntries(
        db,
        project,
        searched('fixed', { ...after([1_800_000_000_000_000, newId()]), kinds: ['run', 'task'] }),
      ),
  ],
  [
    'a search among what an agent did in a time, of a status',
    (db) =>
      search.findEntries(
        db,
        project,
        searched('zebra', {
          ...{ agent: newId(), kinds: ['task', 'run', 'session', 'transcript'], status: ['failed'] },
          ...{ from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
        }),
      ),
  ],
  ['messages that were found', (db) => found.describeEntities(db, 'message', [newId()], ['hi'])],
  ['tasks that were found', (db) => found.describeEntities(db, 'task', [task], ['hi'])],
  ['runs that were found', (db) => found.describeEntities(db, 'run', [run], ['hi'])],
  ['passages that were found', (db) => found.describeEntities(db, 'session', [passage], ['hi'])],
  ['sessions that search does not find yet', (db) => passages.listUnreadTranscripts(db, 100)],
  ['a session for later', (db) => passages.postponeUnreadTranscript(db, run, 1_000)],
  ['a part of a session', (db) => passages.findTranscriptPart(db, run, 12_345)],
  [
    'a session that search finds from now on',
    (_, tx) => passages.putPassages(tx, run, [{ at: '2026-01-01T00:00:00Z', text: 'hi', entries: [] }]),
  ],
  ['recordings that were found', (db) => found.describeEntities(db, 'transcript', [recording], ['hi'])],
  ['a page of recordings', (db) => recordings.listRecordingPage(db, project, page)],
  ['a later page of recordings', (db) => recordings.listRecordingPage(db, project, after([newId()]))],
  [
    'recordings of a conversation',
    (db) => recordings.listRecordingPage(db, project, { ...page, conversation }),
  ],
  ['recordings of a task', (db) => recordings.listRecordingPage(db, project, { ...page, task })],
  [
    'recordings of a status',
    (db) => recordings.listRecordingPage(db, project, { ...page, status: 'failed' }),
  ],
  [
    'recordings in which something was said',
    (db) => recordings.listRecordingPage(db, project, { ...page, q: 'word7' }),
  ],
  ['a recording', (db) => recordings.findRecordingRow(db, recording)],
  ['tasks of a recording', (db) => links.listTasksOfRecording(db, recording)],
  ['messages of a recording', (db) => links.listMessagesOfRecording(db, recording)],
  ['whether tasks are of a project', (db) => links.countTasksOf(db, project, [task])],
  ['what is heard so far', (db) => hearing.listSegments(db, recording)],
  ['what is heard so far, to drop it', (_, tx) => hearing.deleteSegments(tx, recording)],
  ['recordings that nobody hears', (db) => hearing.listUnheardRecordings(db, 20)],
  ['that a recording is being heard', (db) => hearing.noteHearing(db, recording, 1_000)],
  [
    'recordings past their time',
    (_, tx) => retention.lockOldRecordings(tx, { defaultDays: 365, limit: 100 }),
  ],
  ['captures of a user', (db) => captures.countCapturesOf(db, user, 60_000)],
  ['parts of a capture', (db) => captures.listParts(db, newId())],
  ['captures that nobody goes on with', (db) => captures.listForsakenCaptures(db, 30_000, 20)],
  ['corrections of a project', (db) => corrections.listCorrectionsOf(db, project)],
  ['files to be removed', (db) => removals.listDueRemovals(db, 100)],
  ['words of a project', (db) => vocabulary.findSpokenNames(db, project)],
  ['a known idempotency key', (db) => audit.findKey(db, 'me', 'key')],
];

const growing = [
  ...['tasks', 'task_events', 'task_dependencies', 'agent_runs', 'agent_run_logs', 'artifacts'],
  ...['agent_run_transcript', 'run_permissions', 'run_inputs'],
  ...[
    'realtime_events',
    'messages',
    'requests',
    'orchestrator_cycles',
    'project_state_versions',
    'audit_log',
  ],
  ...['recordings', 'recording_segments', 'recording_tasks', 'voice_captures', 'voice_parts'],
  ...['corrections', 'file_removals', 'search_entries', 'run_passages', 'unread_transcripts'],
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

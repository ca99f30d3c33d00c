import type { BulkTaskAct, Task } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { taskTransitions } from '@overmind/domain/tasks/lifecycle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../call.ts';
import { runTaskNow } from '../runs/run-now.ts';
import {
  type MadeProject,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { actOnTasks } from './bulk.ts';
import { cancelTask } from './cancel.ts';
import { putDependencies } from './dependencies.ts';
import { addTaskEvent } from './events.ts';
import { getTask, listTaskEvents } from './read.ts';
import { retryTask } from './retry.ts';
import { approveTask, rejectTask } from './review.ts';
import { updateTask } from './update.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let other: Task;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  other = await makeTask(on.core, made, { agent: 'qa' });
  runner = (await makeRunner(on.core)).call;
});
afterAll(() => on.stop());

type Act = (id: string) => Promise<unknown>;
const acts = (): Act[] => [
  (id) => approveTask(on.core, made.owner, id, {}),
  (id) => rejectTask(on.core, made.owner, id, 'Once more.'),
  (id) => cancelTask(on.core, made.owner, id, undefined),
  (id) => retryTask(on.core, made.owner, id),
  (id) => updateTask(on.core, made.owner, id, { priority: 1 }),
  (id) => updateTask(on.core, made.owner, id, { status: 'blocked', reason: 'It waits for a key.' }),
  (id) => addTaskEvent(on.core, made.owner, id, { comment: 'Look here.' }),
  (id) => updateTask(on.core, made.owner, id, { status: 'queued' }),
  (id) => updateTask(on.core, made.owner, id, { agent: 'qa' }),
  (id) => updateTask(on.core, made.owner, id, { agent: null }),
  (id) => putDependencies(on.core, made.owner, id, { depends_on: [other.id] }),
  (id) => putDependencies(on.core, made.owner, id, { depends_on: [], after: 'ended' }),
  (id) => inBulk({ act: 'approve', ids: [id] }),
  (id) => inBulk({ act: 'block', ids: [id], reason: 'It waits for all.' }),
  (id) => inBulk({ act: 'retry', ids: [id] }),
  (id) => runTaskNow(on.core, made.owner, id),
];

/** A refusal that a bulk answers with comes out as one. */
async function inBulk(input: BulkTaskAct): Promise<void> {
  const { results } = await actOnTasks(on.core, made.owner, made.project.id, input);
  const refused = results.find((result) => !result.ok);
  if (refused) throw new AppError('rule_violated', refused.detail ?? '', { rule: refused.rule ?? '' });
}

const refusals = (results: PromiseSettledResult<unknown>[]): AppError[] =>
  results.filter((result) => result.status === 'rejected').map((result) => result.reason as AppError);

async function walkOf(task: Task): Promise<{ from: string; to: string }[]> {
  const { items } = await listTaskEvents(on.core, task.id, { limit: 500 });
  const moves = items.filter((event) => event.event_type === 'status_changed');
  return moves.map(({ payload }) => ({ from: String(payload['from']), to: String(payload['to']) }));
}

test.each([
  ['in review', () => makeReviewedTask(on.core, made, runner)],
  ['queued', () => makeTask(on.core, made)],
])(
  '64 writers on a task that is %s take only allowed edges, one after the other, and the rest get 409',
  async (_status, make) => {
    const task = await make();
    const chosen = Array.from({ length: 64 }, (_, index) => acts()[index % acts().length] as Act);
    const results = await Promise.allSettled(chosen.map((act) => act(task.id)));
    expect(new Set(refusals(results).map((error) => error.status))).toEqual(new Set([409]));
    const walk = await walkOf(task);
    let stands: Task['status'] = 'queued';
    for (const { from, to } of walk) {
      expect(from).toBe(stands);
      expect(taskTransitions[stands]).toContain(to);
      stands = to as Task['status'];
    }
    expect((await getTask(on.core, task.id)).status).toBe(stands);
    const audited = await on.database.pool.query(
      `select detail ->> 'to' as "to" from audit_log
     where entity_id = $1 and project_id = $2 and detail ? 'from' order by id`,
      [task.id, made.project.id],
    );
    expect(audited.rows.map((row) => row.to).sort()).toEqual(walk.map(({ to }) => to).sort());
  },
);

test('of 64 writers who saw the same version one wins', async () => {
  const task = await makeTask(on.core, made);
  const call = { ...made.owner, ifMatch: task.version };
  const results = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) => updateTask(on.core, call, task.id, { title: `Title ${index}` })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(new Set(refusals(results).map((error) => error.code))).toEqual(new Set(['version_mismatch']));
  expect((await getTask(on.core, task.id)).version).toBe(task.version + 1);
});

test.each<[string, (call: Call, task: Task, index: number) => Promise<unknown>]>([
  [
    'set dependencies',
    (call, task, index) =>
      putDependencies(on.core, call, task.id, {
        depends_on: [other.id],
        after: index % 2 ? 'ended' : 'failed',
      }),
  ],
  ['assign', (call, task, index) => updateTask(on.core, call, task.id, { agent: index % 2 ? 'qa' : null })],
  ['block', (call, task) => updateTask(on.core, call, task.id, { status: 'blocked', reason: 'Wait.' })],
])('of 64 who %s from the same version one wins', async (_name, act) => {
  const task = await makeTask(on.core, made);
  const call = { ...made.owner, ifMatch: task.version };
  const results = await Promise.allSettled(Array.from({ length: 64 }, (_, index) => act(call, task, index)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(new Set(refusals(results).map((error) => error.code))).toEqual(new Set(['version_mismatch']));
});

test('64 who block and unblock a task leave a history without a gap, with a reason at each block', async () => {
  const task = await makeTask(on.core, made);
  const results = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) =>
      index % 2 === 0
        ? updateTask(on.core, made.owner, task.id, { status: 'blocked', reason: `Wait for ${index}.` })
        : retryTask(on.core, made.owner, task.id),
    ),
  );
  expect(new Set(refusals(results).map((error) => error.status))).toEqual(new Set([409]));
  const { items } = await listTaskEvents(on.core, task.id, { limit: 500 });
  const moves = items.filter((event) => event.event_type === 'status_changed');
  moves.forEach(({ payload }, index) => {
    expect(payload['to']).toBe(index % 2 === 0 ? 'blocked' : 'queued');
    if (payload['to'] === 'blocked') expect(payload['reason']).toMatch(/^Wait for/);
  });
});

test('of 64 who approve, one does, with one event of it', async () => {
  const task = await makeReviewedTask(on.core, made, runner);
  const results = await Promise.allSettled(
    Array.from({ length: 64 }, () => approveTask(on.core, made.owner, task.id, {})),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await walkOf(task)).filter(({ to }) => to === 'done')).toHaveLength(1);
});

test('approving a task and making others that wait for it disturb each other in no way', async () => {
  const task = await makeReviewedTask(on.core, made, runner);
  const results = await Promise.allSettled(
    Array.from({ length: 32 }, (_, index) =>
      index % 2 === 0
        ? updateTask(on.core, made.owner, task.id, { priority: 1 + (index % 5) })
        : makeTask(on.core, made, { depends_on: [task.id] }),
    ),
  );
  expect(refusals(results)).toEqual([]);
  const { rows } = await on.database.pool.query(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  expect(rows[0].deadlocks).toBe(0);
});

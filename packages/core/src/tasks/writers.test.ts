import type { Task } from '@overmind/contracts/entities/task';
import type { AppError } from '@overmind/contracts/errors';
import { taskTransitions } from '@overmind/domain/tasks/lifecycle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../call.ts';
import {
  type MadeProject,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelTask } from './cancel.ts';
import { commentOnTask, getTask, listTaskEvents } from './read.ts';
import { retryTask } from './retry.ts';
import { approveTask, rejectTask } from './review.ts';
import { updateTask } from './update.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
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
  (id) => commentOnTask(on.core, made.owner, id, 'Look here.'),
  (id) => updateTask(on.core, made.owner, id, { status: 'queued' }),
];

const refusals = (results: PromiseSettledResult<unknown>[]): AppError[] =>
  results.filter((result) => result.status === 'rejected').map((result) => result.reason as AppError);

async function walkOf(task: Task): Promise<{ from: string; to: string }[]> {
  const { items } = await listTaskEvents(on.core, task.id, { limit: 500 });
  const moves = items.filter((event) => event.event_type === 'status_changed');
  return moves.map(({ payload }) => ({ from: String(payload['from']), to: String(payload['to']) }));
}

test('64 writers on one task take only allowed edges, one after the other, and the rest get 409', async () => {
  const task = await makeReviewedTask(on.core, made, runner);
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
});

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

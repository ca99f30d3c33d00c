import { randomUUID } from 'node:crypto';
import type { BulkTaskAct, Task } from '@overmind/contracts/entities/task';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import {
  type MadeProject,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { actOnTasks } from './bulk.ts';
import { getTask } from './read.ts';
import { updateTask } from './update.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
  runner = (await makeRunner(on.core)).call;
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

const bulk = (input: BulkTaskAct, call: Call = made.owner) =>
  actOnTasks(on.core, call, made.project.id, input);
const idsOf = (tasks: readonly Task[]): string[] => tasks.map((task) => task.id);
const makeTasks = (count: number) =>
  Promise.all(Array.from({ length: count }, () => makeTask(on.core, made)));
const withKey = (key: string, body: BulkTaskAct): Call => ({
  ...made.owner,
  idempotency: { key, fingerprint: Buffer.from(JSON.stringify(body)) },
});

async function audited(): Promise<string[]> {
  const { rows } = await on.database.pool.query(
    `select action from audit_log where project_id = $1 and action like 'task%' order by id`,
    [made.project.id],
  );
  return rows.map((row) => row.action);
}

describe('one act on many tasks', () => {
  it.each<[string, Partial<BulkTaskAct> & { act: BulkTaskAct['act'] }, Partial<Task>]>([
    ['cancels', { act: 'cancel', reason: 'Not now.' }, { status: 'canceled' }],
    ['blocks', { act: 'block', reason: 'No key.' }, { status: 'blocked', status_reason: 'No key.' }],
    ['prioritizes', { act: 'prioritize', priority: 1 }, { priority: 1 }],
    ['takes from their agent', { act: 'assign', agent: null }, { assigned_agent_id: null }],
  ])('%s each, and the audit tells of each and of the whole', async (_name, act, wanted) => {
    const tasks = await makeTasks(3);
    const { results } = await bulk({ ...act, ids: idsOf(tasks) } as BulkTaskAct);
    expect(results).toEqual(tasks.map(({ id }) => ({ id, ok: true, detail: null, rule: null })));
    for (const { id } of tasks) expect(await getTask(on.core, id)).toMatchObject(wanted);
    const actions = await audited();
    expect(actions.filter((action) => action === 'tasks.bulk')).toHaveLength(1);
    expect(actions.filter((action) => !['tasks.bulk', 'task.created'].includes(action))).toHaveLength(3);
  });

  it('approves, rejects, retries and runs', async () => {
    const [one, other] = [
      await makeReviewedTask(on.core, made, runner),
      await makeReviewedTask(on.core, made, runner),
    ];
    await bulk({ act: 'approve', ids: [one.id] });
    await bulk({ act: 'reject', ids: [other.id], reason: 'Once more.' });
    expect((await getTask(on.core, one.id)).status).toBe('done');
    expect((await getTask(on.core, other.id)).status).toBe('queued');
    await updateTask(on.core, made.owner, other.id, { status: 'blocked', reason: 'Wait.' });
    await bulk({ act: 'retry', ids: [other.id] });
    const { results } = await bulk({ act: 'run', ids: [other.id] });
    expect(results).toMatchObject([{ ok: true }]);
    expect((await getTask(on.core, other.id)).latest_run_id).not.toBe(other.latest_run_id);
  });

  it('answers for each: what a rule forbids stays, and the others go on', async () => {
    const [done, queued] = [await makeReviewedTask(on.core, made, runner), await makeTask(on.core, made)];
    await bulk({ act: 'approve', ids: [done.id] });
    const { results } = await bulk({ act: 'block', ids: [done.id, queued.id], reason: 'Wait.' });
    expect(results).toEqual([
      { id: done.id, ok: false, detail: expect.stringMatching(/final/), rule: 'task.transition' },
      { id: queued.id, ok: true, detail: null, rule: null },
    ]);
  });

  it('says the same of a foreign task as of one that is not, and changes nothing there', async () => {
    const other = await makeProject(on.core);
    const foreign = await makeTask(on.core, other);
    const { results } = await bulk({ act: 'cancel', ids: [foreign.id, randomUUID()] });
    expect(results.map(({ id: _id, ...told }) => told)).toEqual([
      { ok: false, detail: 'There is no such task.', rule: null },
      { ok: false, detail: 'There is no such task.', rule: null },
    ]);
    expect((await getTask(on.core, foreign.id)).status).toBe('queued');
  });

  it('takes a task that is named twice once', async () => {
    const task = await makeTask(on.core, made);
    expect((await bulk({ act: 'cancel', ids: [task.id, task.id] })).results).toEqual([
      { id: task.id, ok: true, detail: null, rule: null },
    ]);
  });
});

describe('a repeat under the same key', () => {
  it('answers as the first time and does nothing again', async () => {
    const [one, other] = await makeTasks(2);
    const body: BulkTaskAct = { act: 'cancel', ids: [one?.id ?? '', other?.id ?? '', randomUUID()] };
    const first = await bulk(body, withKey('again', body));
    const before = await audited();
    expect(await bulk(body, withKey('again', body))).toEqual(first);
    expect(first.results.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await audited()).toEqual(before);
  });

  it('after a crash in the middle does what is missing and answers for the whole', async () => {
    const [one, other] = await makeTasks(2);
    const ids = [one?.id ?? '', other?.id ?? ''];
    const body: BulkTaskAct = { act: 'cancel', ids };
    await bulk({ act: 'cancel', ids: ids.slice(0, 1) }, withKey('crashed', body));
    await on.database.pool.query(`delete from idempotency_keys where key = 'crashed'`);
    const { results } = await bulk(body, withKey('crashed', body));
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('with another body is refused before anything is done', async () => {
    const [one, other] = await makeTasks(2);
    const body: BulkTaskAct = { act: 'cancel', ids: [one?.id ?? ''] };
    await bulk(body, withKey('once', body));
    const changed: BulkTaskAct = { act: 'cancel', ids: [other?.id ?? ''] };
    await expect(bulk(changed, withKey('once', changed))).rejects.toMatchObject({ code: 'invalid' });
    expect((await getTask(on.core, other?.id ?? '')).status).toBe('queued');
  });

  it('at the same time has one effect on each task', async () => {
    const tasks = await makeTasks(5);
    const body: BulkTaskAct = { act: 'prioritize', ids: idsOf(tasks), priority: 1 };
    const both = await Promise.allSettled([
      bulk(body, withKey('both', body)),
      bulk(body, withKey('both', body)),
    ]);
    for (const each of both) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'in_progress' });
      else expect(each.value.results.every(({ ok }) => ok)).toBe(true);
    }
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const task of tasks) expect((await getTask(on.core, task.id)).version).toBe(task.version + 1);
  });
});

import { findProjectOfTurn } from '@overmind/db/queries/execution/reconcile';
import { findCountDrift } from '@overmind/db/queries/work/count-drift';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getTask } from '../tasks/read.ts';
import { updateTask } from '../tasks/update.ts';
import { makeProject, makeReviewedTask, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { reconcileProject } from './project.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const sql = (text: string, values: unknown[] = []) => on.database.pool.query(text, values);

it('a finished task that names another run names its newest again', async () => {
  const made = await makeProject(on.core);
  const task = await makeReviewedTask(on.core, made, (await makeRunner(on.core)).call);
  const { latest_run_id: newest } = await getTask(on.core, task.id);
  await sql('update tasks set latest_run_id = null where id = $1', [task.id]);
  await reconcileProject(on.core, made.project.id);
  expect((await getTask(on.core, task.id)).latest_run_id).toBe(newest);
});

it('kept numbers of tasks that are wrong are mended, and said so in the log', async () => {
  const made = await makeProject(on.core);
  await Promise.all(Array.from({ length: 5 }, () => makeTask(on.core, made)));
  expect(await findCountDrift(on.core.db, made.project.id)).toEqual([]);
  await sql(`insert into task_counts values ($1, 'done', 7) on conflict do nothing`, [made.project.id]);
  await sql(
    `delete from task_count_changes where ctid = (
    select ctid from task_count_changes where project_id = $1 limit 1)`,
    [made.project.id],
  );
  expect(await findCountDrift(on.core.db, made.project.id)).toHaveLength(2);
  const warned: unknown[] = [];
  const core = { ...on.core, log: { ...on.core.log, warn: (detail: unknown) => void warned.push(detail) } };
  await Promise.all([reconcileProject(core, made.project.id), reconcileProject(core, made.project.id)]);
  expect(warned).toContainEqual(
    expect.objectContaining({ project_id: made.project.id, mended: [expect.anything(), expect.anything()] }),
  );
  expect(await findCountDrift(on.core.db, made.project.id)).toEqual([]);
});

it('numbers that are mended while tasks move stay right', async () => {
  const made = await makeProject(on.core);
  const tasks = await Promise.all(Array.from({ length: 12 }, () => makeTask(on.core, made)));
  await sql(`insert into task_counts values ($1, 'blocked', 3)`, [made.project.id]);
  await Promise.all([
    ...tasks.map((task) => updateTask(on.core, made.owner, task.id, { status: 'canceled' })),
    ...tasks.slice(0, 4).map(() => reconcileProject(on.core, made.project.id)),
  ]);
  await reconcileProject(on.core, made.project.id);
  expect(await findCountDrift(on.core.db, made.project.id)).toEqual([]);
});

it('every project has its turn', async () => {
  await Promise.all([makeProject(on.core), makeProject(on.core)]);
  const { rows } = await sql('select id from projects');
  const seen = new Set<string | null>();
  // The shorter a turn, the sooner the next: each look falls into another.
  const areAllSeen = async () => seen.add(await findProjectOfTurn(on.core.db, 1)).size >= rows.length;
  await waitFor(areAllSeen, { what: 'each project to have its turn' });
  expect(seen).toEqual(new Set(rows.map((row) => row.id)));
});

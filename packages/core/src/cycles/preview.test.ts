import { jobs } from '@overmind/contracts/jobs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../agents/change.ts';
import { topics } from '../bus/bus.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { makeRequest, plannedTask } from '../test-support/planned.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { previewCycle } from './preview.ts';
import { runCycles } from './run.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

/** Every row of every table, as text. */
async function everything(): Promise<Record<string, string[]>> {
  const { rows } = await on.database.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'
       and table_name not in ('queue', 'version', 'bam', 'warning')`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of rows) {
    const found = await on.database.pool.query<{ row: string }>(`select t::text as row from ${name} t`);
    all[name] = found.rows.map((each) => each.row).sort();
  }
  const sequences = await on.database.pool.query('select * from pg_sequences');
  return { ...all, sequences: sequences.rows.map((row) => JSON.stringify(row)).sort() };
}

/** A project in which a cycle has something of everything to do. */
async function makeBusy(): Promise<MadeProject> {
  const root = '/preview';
  const runner = await makeRunner(on.core, { roots: [root] });
  const made = await makeProject(on.core, { repoPath: root, settings: { concurrency: 3 } });
  const first = await makeTask(on.core, made);
  await makeTask(on.core, made, { depends_on: [first.id], after: 'failed', title: 'Fix what failed' });
  const [job] = await startRuns(on.core, made, runner.call);
  if (!job) throw new Error('nothing started');
  await finish(on.core, runner.call, job);
  const waiting = await makeTask(on.core, made, { title: 'Wait for the first' });
  await makeTask(on.core, made, { title: 'Wait for that', depends_on: [waiting.id] });
  await makeTask(on.core, made, { title: 'Ask for a research', type: 'research', agent: 'nobody-yet' }).catch(
    () => null,
  );
  for (let index = 0; index < 3; index += 1) await makeTask(on.core, made, { priority: 4 });
  await makeRequest(on.core, made, [
    plannedTask('Paint the wall', { priority: 1 }),
    plannedTask('Admire the wall', { depends_on: [0], type: 'review', agent: null }),
  ]);
  return made;
}

it('tells what a cycle then does, and leaves every table as it was', async () => {
  const made = await makeBusy();
  const before = await everything();
  const woken: string[] = [];
  const woke = [...Object.keys(jobs).map((name) => topics.job(name)), topics.runsQueued].map((topic) =>
    on.core.bus.subscribe(topic, () => woken.push(topic)),
  );
  const told: string[] = [];
  woke.push(on.core.bus.subscribe('settled', (message) => told.push(message)));
  const isSettled = (): boolean => {
    on.core.bus.publish('settled', '');
    return told.length > 0;
  };
  // What was published before comes first; between nodes that takes a moment.
  await waitFor(isSettled, { what: 'the bus to be quiet' });
  woken.length = 0;
  const preview = await previewCycle(on.core, made.project.id);
  for (const unsubscribe of woke) unsubscribe();
  expect(await everything()).toEqual(before);
  expect(woken).toEqual([]);

  expect(preview.would_create).toMatchObject([
    { title: 'Paint the wall', type: 'code_change', agent: 'backend', priority: 1 },
    { title: 'Admire the wall', type: 'review' },
  ]);
  expect(preview.would_cancel).toMatchObject([{ title: 'Fix what failed' }]);
  expect(preview.would_schedule.map((line) => line.title)).toContain('Paint the wall');
  expect(preview.would_schedule).toHaveLength(3);
  expect(preview.would_write_state).toBe(true);

  await runCycles(on.core, made.project.id);
  const rows = async (sql: string) => (await on.database.pool.query(sql, [made.project.id])).rows;
  const titles = (lines: { title: string }[]) => lines.map((line) => line.title).sort();
  expect(
    titles(await rows(`select title from tasks where project_id = $1 and request_id is not null`)),
  ).toEqual(titles(preview.would_create));
  expect(
    titles(
      await rows(`select t.title from agent_runs r join tasks t on t.id = r.task_id
        where r.project_id = $1 and r.status = 'queued'`),
    ),
  ).toEqual(titles(preview.would_schedule));
  expect(titles(await rows(`select title from tasks where project_id = $1 and status = 'canceled'`))).toEqual(
    titles(preview.would_cancel),
  );
  const reasons = (lines: { title: string; reason: string }[]) =>
    lines.map((line) => `${line.title}: ${line.reason}`).sort();
  expect(
    reasons(
      await rows(`select title, status_reason as reason from tasks
        where project_id = $1 and status = 'queued' and status_reason is not null`),
    ),
  ).toEqual(reasons(preview.waiting));

  const after = await previewCycle(on.core, made.project.id);
  expect(after).toMatchObject({
    would_create: [],
    would_cancel: [],
    would_schedule: [],
    would_write_state: false,
  });
  expect(after.waiting).toEqual(preview.waiting.map((line) => ({ ...line, task_id: expect.any(String) })));
});

it('can be asked for at the same time as cycles run', async () => {
  const made = await makeProject(on.core);
  await createAgent(on.core, made.owner, made.project.id, {
    ...{ name: 'second', role: 'backend', type: 'local', is_enabled: true },
    config: made.agent.config,
  });
  const asking = Array.from({ length: 10 }, async (_, index) => {
    await makeRequest(on.core, made, [plannedTask(`Do thing ${index}`)]);
    await Promise.all([previewCycle(on.core, made.project.id), runCycles(on.core, made.project.id)]);
  });
  await Promise.all(asking);
  await runCycles(on.core, made.project.id);
  const { rows } = await on.database.pool.query('select 1 from tasks where project_id = $1', [
    made.project.id,
  ]);
  expect(rows).toHaveLength(10);
});

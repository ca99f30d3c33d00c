import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { getTask } from '../tasks/read.ts';
import { makeProject, makeReviewedTask, makeRunner, makeTask } from '../test-support/makers.ts';
import { rowsReadBy } from '../test-support/rows-read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { reconcile } from './reconcile.ts';
import { followRunners } from './runners.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const sql = (text: string, values: unknown[] = []) => on.database.pool.query(text, values);

/** Changes with whatever a turn could write. */
async function writes(): Promise<string> {
  const { rows } = await sql(`
    select (select count(*) from task_events) || ' ' || (select count(*) from audit_log) || ' '
      || (select count(*) from realtime_events) || ' ' || (select count(*) from orchestrator_cycles) || ' '
      || (select sum(version) from tasks) || ' ' || (select count(*) from task_count_changes) || ' '
      || (select xmin::text from installation) as all`);
  return rows[0].all;
}

async function openCycles(projectId: string): Promise<number> {
  const { rows } = await sql(
    `select count(*)::int as count from orchestrator_cycles where project_id = $1 and state = 'cycle.queued'`,
    [projectId],
  );
  return rows[0].count;
}

it('a turn with nothing wrong writes nothing, and reads each row a few times at most', async () => {
  const made = await makeProject(on.core);
  const runner = await makeRunner(on.core);
  await makeReviewedTask(on.core, made, runner.call);
  for (let index = 0; index < 20; index += 1) await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
  await reconcile(on.core);
  await runCycles(on.core, made.project.id);
  const before = await writes();
  for (let turn = 0; turn < 10; turn += 1)
    expect(await rowsReadBy(on, () => reconcile(on.core))).toBeLessThan(500);
  expect(await writes()).toBe(before);
});

describe('runners that fall silent and speak again', () => {
  let runnerId: string;
  beforeEach(async () => {
    await sql('delete from runners');
    await followRunners(on.core);
    runnerId = (await makeRunner(on.core, { roots: ['/only/here'] })).runner.id;
  });
  const beat = (ago: string) =>
    sql('update runners set last_heartbeat_at = clock_timestamp() - $2::interval where id = $1', [
      runnerId,
      ago,
    ]);

  it('have the reasons of waiting tasks told anew, by one worker of many', async () => {
    await followRunners(on.core);
    const made = await makeProject(on.core, { repoPath: '/only/here', agent: { concurrency: 1 } });
    await makeTask(on.core, made);
    const second = await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    expect((await getTask(on.core, second.id)).status_reason).toMatch(/busy/);
    await beat('31 seconds');
    const told: string[] = [];
    const unsubscribe = on.core.bus.subscribe('runners', (id) => void told.push(id));
    await Promise.all(Array.from({ length: 4 }, () => followRunners(on.core)));
    expect(await openCycles(made.project.id)).toBe(1);
    await runCycles(on.core, made.project.id);
    expect((await getTask(on.core, second.id)).status_reason).toBe('no runner is online');
    await followRunners(on.core);
    expect(await openCycles(made.project.id)).toBe(0);
    await beat('0 seconds');
    await followRunners(on.core);
    expect(await openCycles(made.project.id)).toBe(1);
    await runCycles(on.core, made.project.id);
    expect((await getTask(on.core, second.id)).status_reason).toMatch(/busy/);
    await waitFor(() => told.length >= 2, { what: 'both changes to be told of' });
    unsubscribe();
    expect(told).toEqual([runnerId, runnerId]);
  });
});

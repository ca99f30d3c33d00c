import { cycleStates } from '@overmind/contracts/entities/cycle';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { listCyclePage } from '@overmind/db/queries/work/cycles';
import { waitFor } from '@overmind/testing/wait-for';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeAgent } from '../agents/change.ts';
import { systemCall } from '../call.ts';
import { cancelIn } from '../tasks/cancel.ts';
import { getLockedTask } from '../tasks/move.ts';
import { updateTask } from '../tasks/update.ts';
import { type MadeProject, makeProject, makeRunner, makeTask, runFullCycle } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { write } from '../write.ts';
import { requestDueCycle, runOrchestrator } from './request.ts';
import { resumeStalledCycles, runCycles } from './run.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await makeRunner(on.core);
  made = await makeProject(on.core);
  await runCycles(on.core, made.project.id);
});

const walked = cycleStates.filter((state) => state !== 'cycle.queued' && state !== 'cycle.failed');
const cycles = async () => (await listCyclePage(on.core.db, made.project.id, { limit: 500 })).items;
const latest = async () => (await cycles())[0];

async function statesTold(after = 0): Promise<string[]> {
  const events = await listEventsAfter(on.core.db, made.project.id, after, 1_000);
  const told = events.filter((event) => event.type.startsWith('orchestrator.cycle.'));
  return told.map((event) => String(event.entity.patch['state']));
}

const count = async (table: string) =>
  Number(
    (await on.database.pool.query(`select count(*) from ${table} where project_id = $1`, [made.project.id]))
      .rows[0].count,
  );
const work = async () => ({
  runs: await count('agent_runs'),
  tasks: await count('tasks'),
  versions: await count('project_state_versions'),
});

describe('a cycle', () => {
  it('walks through its states in order, each stored and told', async () => {
    const before = await statesTold();
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    expect((await statesTold()).slice(before.length)).toEqual(walked);
    const done = await latest();
    expect(done).toMatchObject({ state: 'cycle.completed', error: null, counts: { runs_scheduled: 1 } });
    expect(done?.started_at).not.toBeNull();
    expect(done?.finished_at).not.toBeNull();
  });

  it('changes nothing when nothing is new', async () => {
    await makeTask(on.core, made);
    await makeTask(on.core, made, { agent: 'qa', type: 'test' });
    await runCycles(on.core, made.project.id);
    const before = await work();
    const { rows: tasks } = await on.database.pool.query(
      'select * from tasks where project_id = $1 order by id',
      [made.project.id],
    );
    for (let time = 0; time < 2; time += 1) await runFullCycle(on.core, made);
    expect(await work()).toEqual(before);
    expect(
      (
        await on.database.pool.query('select * from tasks where project_id = $1 order by id', [
          made.project.id,
        ])
      ).rows,
    ).toEqual(tasks);
  });

  it('waits once, however often it is asked for', async () => {
    const before = (await cycles()).length;
    const ids = await Promise.all(
      Array.from({ length: 16 }, () => requestDueCycle(on.core, made.project.id)),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await cycles()).length).toBe(before + 1);
  });

  it('follows the one on its way once, though it is asked for 200 times meanwhile', async () => {
    const before = (await cycles()).length;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      on.core.crashPoint = (name) => {
        if (name !== 'within cycle.planned_tasks') return;
        resolve();
        return held;
      };
    });
    await requestDueCycle(on.core, made.project.id);
    const working = runCycles(on.core, made.project.id);
    await reached;
    const asked = await Promise.all(
      Array.from({ length: 200 }, () => runOrchestrator(on.core, made.owner, made.project.id, 'incremental')),
    );
    letGo();
    await working;
    delete on.core.crashPoint;
    expect(new Set(asked.map((each) => each.cycle_id)).size).toBe(1);
    expect((await cycles()).length).toBe(before + 2);
    expect((await cycles()).every((cycle) => cycle.state === 'cycle.completed')).toBe(true);
  });

  it('is asked for last, so that none who asks holds up another who needs its task', async () => {
    const [one, other] = [await makeTask(on.core, made), await makeTask(on.core, made)];
    let tries = 0;
    await write(on.core, systemCall, async (w) => {
      tries += 1;
      await cancelIn(w, await getLockedTask(w, one.id), 'not needed');
      await updateTask(on.core, made.owner, other.id, { priority: 1 });
      await cancelIn(w, await getLockedTask(w, other.id), 'not needed');
    });
    expect(tries).toBe(1);
    await runCycles(on.core, made.project.id);
    expect((await work()).runs).toBe(0);
  });

  it('is worked on by one of four workers at a time', async () => {
    for (let round = 0; round < 5; round += 1) {
      await makeTask(on.core, made);
      await Promise.all(Array.from({ length: 4 }, () => runCycles(on.core, made.project.id)));
    }
    const told = await statesTold();
    const all = await cycles();
    expect(all.every((cycle) => cycle.state === 'cycle.completed')).toBe(true);
    expect(told).toEqual(all.flatMap(() => walked));
    expect((await work()).runs).toBe(5);
  });

  it('takes in what came while another cycle was running', async () => {
    const arriving = (async () => {
      for (let index = 0; index < 12; index += 1) await makeTask(on.core, made);
    })();
    let isOver = false;
    const working = [1, 2].map(async () => {
      while (!isOver) await runCycles(on.core, made.project.id);
    });
    await arriving;
    await runCycles(on.core, made.project.id);
    await waitFor(async () => (await work()).runs === 12, { what: 'every task to be scheduled' });
    isOver = true;
    await Promise.all(working);
    expect((await latest())?.state).toBe('cycle.completed');
  });
});

/** Puts the waiting cycle where a worker that died left it, with all that it had done until then. */
async function dieBefore(state: string): Promise<void> {
  const dying = `die_before_${state.replace('.', '_')}`;
  await sql
    .raw(`create function ${dying}() returns trigger language plpgsql as $$ begin
      if new.state = '${state}' then raise exception 'the worker died' using errcode = '57P01'; end if;
      return new; end $$;
      create trigger ${dying} before update on orchestrator_cycles for each row execute function ${dying}()`)
    .execute(on.core.db);
  await expect(runCycles(on.core, made.project.id)).rejects.toThrow();
  await sql.raw(`drop function ${dying} cascade`).execute(on.core.db);
}

describe('a worker that dies', () => {
  it.each(walked)('before %s is followed by another, and nothing is done twice', async (state) => {
    const told = await statesTold();
    await makeTask(on.core, made);
    const before = await work();
    await dieBefore(state);
    await Promise.all([runCycles(on.core, made.project.id), runCycles(on.core, made.project.id)]);
    expect((await statesTold()).slice(told.length)).toEqual(walked);
    expect(await latest()).toMatchObject({ state: 'cycle.completed', counts: { runs_scheduled: 1 } });
    expect(await work()).toEqual({ ...before, runs: 1, versions: before.versions + 1 });
  });

  it('and whose database stays away leaves the cycle to be taken up again, the same one', async () => {
    await makeTask(on.core, made);
    const waiting = await latest();
    for (let time = 0; time < 3; time += 1) {
      await dieBefore('cycle.planned_tasks');
      await on.database.pool.query(
        `update orchestrator_cycles set created_at = now() - interval '1 minute', started_at = now() - interval '1 minute'
        where state not in ('cycle.completed', 'cycle.failed')`,
      );
    }
    await resumeStalledCycles(on.core);
    expect(await latest()).toMatchObject({ id: waiting?.id, state: 'cycle.completed', error: null });
    expect((await work()).runs).toBe(1);
  });

  it('with the lock in its hand frees it with its connection', async () => {
    await makeTask(on.core, made);
    const held = await on.database.pool.connect();
    held.on('error', () => {});
    const lock = `select pg_advisory_lock(hashtextextended('cycle:${made.project.id}', 0)), pg_backend_pid() as pid`;
    const { rows } = await held.query(lock);
    await runCycles(on.core, made.project.id);
    expect((await work()).runs).toBe(0);
    await on.database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
    held.release(true);
    await on.database.pool.query(
      `update orchestrator_cycles set created_at = now() - interval '1 minute' where state = 'cycle.queued'`,
    );
    const hasGoneOn = async () => {
      await resumeStalledCycles(on.core);
      return (await work()).runs === 1;
    };
    await waitFor(hasGoneOn, { what: 'the stalled cycle to go on' });
  });
});

describe('a cycle that fails', () => {
  it('says why, and the next one works', async () => {
    const setConcurrency = (value: string) =>
      on.database.pool.query(
        `update projects set settings = jsonb_set(settings, '{concurrency}', $2) where id = $1`,
        [made.project.id, value],
      );
    await setConcurrency('"many"');
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    expect(await latest()).toMatchObject({ state: 'cycle.failed', error: expect.stringMatching(/./) });
    expect((await statesTold()).at(-1)).toBe('cycle.failed');
    await setConcurrency('5');
    await requestDueCycle(on.core, made.project.id);
    await runCycles(on.core, made.project.id);
    expect(await latest()).toMatchObject({ state: 'cycle.completed', error: null });
    expect((await work()).runs).toBe(1);
  });

  it('does not fail over a state document that is broken: it notes that and writes the next', async () => {
    const broken = `insert into project_state_versions (id, project_id, version, state_format, content, content_hash, reason)
      values (gen_random_uuid(), $1, 1000, 'yaml', 'not: [a document', 'x', 'broken')`;
    await on.database.pool.query(broken, [made.project.id]);
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    expect(await latest()).toMatchObject({
      state: 'cycle.completed',
      error: expect.stringContaining('Version 1000 of the state document does not parse'),
      counts: { runs_scheduled: 1, state_version: 1001 },
    });
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    expect(await latest()).toMatchObject({ error: null, counts: { state_version: 1002 } });
  });

  it('does so for its own project only', async () => {
    const other = await makeProject(on.core);
    await write(on.core, systemCall, async (w) => {
      await sql`update projects set settings = '{"concurrency": "many"}' where id = ${made.project.id}`.execute(
        w.tx,
      );
    });
    await requestDueCycle(on.core, made.project.id);
    await makeTask(on.core, other);
    await on.database.pool.query(
      `update orchestrator_cycles set created_at = now() - interval '1 minute' where state = 'cycle.queued'`,
    );
    await resumeStalledCycles(on.core);
    expect(await latest()).toMatchObject({ state: 'cycle.failed' });
    const [cycle] = (await listCyclePage(on.core.db, other.project.id, { limit: 1 })).items;
    expect(cycle?.state).toBe('cycle.completed');
  });
});

it('gives the tasks of a removed agent to another that can do them', async () => {
  const task = await makeTask(on.core, made, { agent: 'infra' });
  const infra = (
    await on.database.pool.query(`select id from agents where project_id = $1 and name = 'infra'`, [
      made.project.id,
    ])
  ).rows[0].id;
  await removeAgent(on.core, made.owner, infra);
  await runCycles(on.core, made.project.id);
  const { rows } = await on.database.pool.query('select assigned_agent_id from tasks where id = $1', [
    task.id,
  ]);
  expect(rows[0].assigned_agent_id).not.toBe(infra);
  expect((await work()).runs).toBe(1);
});

import { type TaskStatus, taskStatuses } from '@overmind/contracts/entities/task';
import { findViolation, taskTransitions } from '@overmind/domain/tasks/lifecycle';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  block,
  endRun,
  insertAgent,
  insertRun,
  insertTask,
  insertWork,
  setStatus,
  startRun,
  startTestRows,
  type TestRows,
  transaction,
  type Work,
} from '../../test-support/rows.ts';

let on: TestRows;
beforeAll(async () => {
  on = await startTestRows();
});
afterAll(() => on.stop());

const refusal = (rule: string) => expect.objectContaining({ code: 'OM001', constraint: rule });

async function start(work: Work): Promise<string> {
  const run = await insertRun(on.pool, work);
  await startRun(on.pool, run);
  await setStatus(on.pool, work.taskId, 'in_progress');
  await on.pool.query('update tasks set latest_run_id = $2 where id = $1', [work.taskId, run]);
  return run;
}

async function end(work: Work, run: string, status: string, reason: string, to: TaskStatus): Promise<void> {
  await endRun(on.pool, run, status, reason);
  await setStatus(on.pool, work.taskId, to);
}

/** Leads a fresh task to a status, by allowed edges only. */
const lead: Record<TaskStatus, (work: Work) => Promise<unknown>> = {
  queued: async () => {},
  blocked: ({ taskId }) => transaction(on.pool, (tx) => block(tx, taskId)),
  in_progress: start,
  needs_review: async (work) => end(work, await start(work), 'completed', 'ok', 'needs_review'),
  failed: async (work) => end(work, await start(work), 'failed', 'command_failed', 'failed'),
  canceled: ({ taskId }) => setStatus(on.pool, taskId, 'canceled'),
  done: async (work) => {
    await lead.needs_review(work);
    await setStatus(on.pool, work.taskId, 'done');
  },
};

/** Makes true all that an edge may ask for, so that only the edge itself is judged. */
async function attempt(work: Work, from: TaskStatus, to: TaskStatus): Promise<void> {
  await transaction(on.pool, async (tx) => {
    const { rows } = await tx.query(`select id from agent_runs where task_id = $1 and finished_at is null`, [
      work.taskId,
    ]);
    const live = rows[0]?.id as string | undefined;
    if (live !== undefined) await endRun(tx, live, 'failed', 'lost');
    if (to === 'in_progress' && from === 'queued') await startRun(tx, await insertRun(tx, work));
    if (to === 'blocked') await block(tx, work.taskId);
    else await setStatus(tx, work.taskId, to);
  });
}

describe('the edges of the lifecycle, in the database as in the domain', () => {
  const pairs = taskStatuses.flatMap((from) =>
    taskStatuses.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  it.each(pairs)('%s → %s', async (from, to) => {
    const work = await insertWork(on.pool);
    await lead[from](work);
    const facts = { hasSuccessfulRun: true, agentIsEnabled: true, reason: 'Why.', runWasLost: true };
    const isAllowed = findViolation({ from, to, ...facts }) === null;
    const tried = attempt(work, from, to);
    if (isAllowed) await expect(tried).resolves.toBeUndefined();
    else await expect(tried).rejects.toMatchObject({ code: 'OM001' });
    expect(taskTransitions[from].includes(to)).toBe(isAllowed);
  });
});

describe('a task', () => {
  it.each(taskStatuses.filter((status) => status !== 'queued' && status !== 'blocked'))(
    'is not born as %s',
    async (status) => {
      const { projectId } = await insertWork(on.pool);
      await expect(insertTask(on.pool, projectId, { status })).rejects.toEqual(refusal('task.transition'));
    },
  );

  it('is not done without a completed run', async () => {
    const work = await insertWork(on.pool);
    await lead.needs_review(work);
    await expect(
      transaction(on.pool, async (tx) => {
        await tx.query('delete from agent_runs where task_id = $1', [work.taskId]);
        await setStatus(tx, work.taskId, 'done');
      }),
    ).rejects.toEqual(refusal('task.done_needs_successful_run'));
  });

  it('is in progress only with a live run that a runner took', async () => {
    const work = await insertWork(on.pool);
    const rule = refusal('task.in_progress_needs_run');
    await expect(setStatus(on.pool, work.taskId, 'in_progress')).rejects.toEqual(rule);
    await insertRun(on.pool, work);
    await expect(setStatus(on.pool, work.taskId, 'in_progress')).rejects.toEqual(rule);
  });

  it('is in progress only with an enabled agent, and gets no run of a disabled one', async () => {
    const work = await insertWork(on.pool);
    await startRun(on.pool, await insertRun(on.pool, work));
    await on.pool.query('update agents set is_enabled = false where id = $1', [work.agentId]);
    const rule = refusal('task.agent_disabled');
    await expect(setStatus(on.pool, work.taskId, 'in_progress')).rejects.toEqual(rule);
    const other = await insertTask(on.pool, work.projectId, { assigned_agent_id: work.agentId });
    await expect(insertRun(on.pool, { ...work, taskId: other })).rejects.toEqual(rule);
  });

  it.each([
    ['nothing', null],
    ['an event without a reason', { to: 'blocked' }],
    ['an event with an empty reason', { to: 'blocked', reason: '' }],
    ['an event of another change', { to: 'queued', reason: 'Why.' }],
  ])('is not blocked with %s', async (_name, payload) => {
    const { taskId } = await insertWork(on.pool);
    const tried = transaction<unknown>(on.pool, (tx) =>
      payload === null ? setStatus(tx, taskId, 'blocked') : block(tx, taskId, payload),
    );
    await expect(tried).rejects.toEqual(refusal('task.blocked_needs_reason'));
  });

  it('is not blocked again with the reason of an earlier time', async () => {
    const { taskId } = await insertWork(on.pool);
    await transaction(on.pool, (tx) => block(tx, taskId));
    await setStatus(on.pool, taskId, 'queued');
    await expect(setStatus(on.pool, taskId, 'blocked')).rejects.toEqual(refusal('task.blocked_needs_reason'));
  });

  it.each(['blocked', 'canceled'] as const)('does not become %s while a run of it waits', async (to) => {
    const work = await insertWork(on.pool);
    await insertRun(on.pool, work);
    const tried = transaction<unknown>(on.pool, (tx) =>
      to === 'blocked' ? block(tx, work.taskId) : setStatus(tx, work.taskId, to),
    );
    await expect(tried).rejects.toEqual(refusal('task.live_run'));
  });

  it('goes back to the queue only when its latest run was lost', async () => {
    const work = await insertWork(on.pool);
    const run = await start(work);
    await expect(setStatus(on.pool, work.taskId, 'queued')).rejects.toEqual(refusal('task.live_run'));
    await endRun(on.pool, run, 'failed', 'command_failed');
    await expect(setStatus(on.pool, work.taskId, 'queued')).rejects.toEqual(refusal('task.transition'));
  });
});

describe('a run', () => {
  it('is the only live one of its task, also when two begin at once', async () => {
    const work = await insertWork(on.pool);
    const both = await Promise.allSettled([insertRun(on.pool, work), insertRun(on.pool, work)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { constraint: 'agent_runs_one_live' },
    });
  });

  it.each(['blocked', 'in_progress', 'needs_review', 'failed', 'canceled', 'done'] as const)(
    'does not begin while its task is %s',
    async (status) => {
      const work = await insertWork(on.pool);
      await lead[status](work);
      await expect(insertRun(on.pool, work)).rejects.toMatchObject({
        code: expect.stringMatching(/OM001|23505/),
      });
    },
  );

  it('begins as queued and not as completed', async () => {
    const work = await insertWork(on.pool);
    const born = insertRun(on.pool, work, { status: 'completed', finished_at: new Date() });
    await expect(born).rejects.toEqual(refusal('run.transition'));
    const run = await insertRun(on.pool, work);
    await expect(endRun(on.pool, run, 'completed', 'ok')).rejects.toEqual(refusal('run.transition'));
    await startRun(on.pool, run);
    await expect(
      on.pool.query(`update agent_runs set status = 'queued' where id = $1`, [run]),
    ).rejects.toEqual(refusal('run.transition'));
  });

  it.each(['completed', 'failed', 'timed_out', 'canceled'])('stays %s, and ended', async (status) => {
    const work = await insertWork(on.pool);
    const run = await start(work);
    const unfinished = on.pool.query('update agent_runs set status = $2 where id = $1', [run, status]);
    await expect(unfinished).rejects.toMatchObject({ code: '23514' });
    await endRun(on.pool, run, status, 'ok');
    for (const change of [
      `status = 'failed'`,
      `status = 'streaming', finished_at = null`,
      'finished_at = null',
    ])
      await expect(
        on.pool.query(`update agent_runs set ${change} where id = $1`, [run]),
        change,
      ).rejects.toThrow();
  });

  it.each([
    ['a task that is canceled', 'task.run_starts_from_queued', `update tasks set status = 'canceled'`],
    ['an agent that is disabled', 'task.agent_disabled', 'update agents set is_enabled = false'],
  ])('does not begin for %s at the same time', async (_name, rule, change) => {
    const work = await insertWork(on.pool);
    const changing = await on.pool.connect();
    await changing.query('begin');
    await changing.query(`${change} where project_id = $1`, [work.projectId]);
    const began = Promise.allSettled([insertRun(on.pool, work)]);
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const isBlocked = async () => ((await on.pool.query(waits)).rowCount ?? 0) > 0;
    await waitFor(isBlocked, { what: 'the new run to wait for the change' });
    await changing.query('commit');
    changing.release();
    expect(await began).toEqual([{ status: 'rejected', reason: refusal(rule) }]);
  });
});

describe('a task that waits until others are done', () => {
  it('gets no run before they are, though one that waits for an end may', async () => {
    const work = await insertWork(on.pool);
    const taskId = await insertTask(on.pool, work.projectId, { assigned_agent_id: work.agentId });
    const first = { ...work, taskId };
    await on.pool.query('insert into task_dependencies values ($1, $2)', [work.taskId, first.taskId]);
    await expect(insertRun(on.pool, work)).rejects.toEqual(refusal('task.dependencies_unfinished'));
    await lead.needs_review(first);
    await expect(insertRun(on.pool, work)).rejects.toEqual(refusal('task.dependencies_unfinished'));
    await on.pool.query(`update tasks set after = 'ended' where id = $1`, [work.taskId]);
    await endRun(on.pool, await insertRun(on.pool, work), 'canceled', 'canceled');
    await on.pool.query(`update tasks set after = 'done' where id = $1`, [work.taskId]);
    await setStatus(on.pool, first.taskId, 'done');
    await expect(insertRun(on.pool, work)).resolves.toBeTypeOf('string');
  });
});

describe('dependencies', () => {
  const depend = (task: string, on_: string) =>
    on.pool.query('insert into task_dependencies values ($1, $2)', [task, on_]);

  it('form no circle of one, two or three', async () => {
    const { projectId, taskId: a } = await insertWork(on.pool);
    const [b, c] = [await insertTask(on.pool, projectId), await insertTask(on.pool, projectId)];
    await expect(depend(a, a)).rejects.toThrow();
    await depend(a, b);
    await expect(depend(b, a)).rejects.toEqual(refusal('task.dependency_cycle'));
    await depend(b, c);
    await expect(depend(c, a)).rejects.toEqual(refusal('task.dependency_cycle'));
  });

  it('form no circle of which two transactions each add half', async () => {
    const { projectId, taskId: a } = await insertWork(on.pool);
    const b = await insertTask(on.pool, projectId);
    const both = await Promise.allSettled([depend(a, b), depend(b, a)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('task.dependency_cycle'),
    });
  });

  it('stay within a project', async () => {
    const [one, other] = [await insertWork(on.pool), await insertWork(on.pool)];
    await expect(depend(one.taskId, other.taskId)).rejects.toEqual(refusal('task.dependency_project'));
    await insertAgent(on.pool, other.projectId);
  });
});

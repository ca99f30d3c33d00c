import type { RunJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { authenticate } from '../identity/authenticate.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';
import { revokeRunner } from '../runners/register.ts';
import { releaseRun } from '../runs/complete.ts';
import { loseMissingRuns, noteApiAlive, reapExpiredRuns } from '../runs/leases.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { addTaskEvent } from '../tasks/events.ts';
import {
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  userCall,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { endAgentToken } from './end.ts';
import { issueAgentToken } from './issue.ts';
import { renewAgentToken } from './renew.ts';

const codingAgent = { executor: 'acp' as const, acp: { preset: 'echo' }, commands: [] };

let on: TestCore;
let made: MadeProject;
let runner: Call;
let runnerId: string;
let job: RunJob;
beforeAll(async () => {
  // No lease runs out by itself, however long a test takes.
  on = await startTestCore({ leaseMs: 3_600_000 });
});
afterAll(() => on.stop());
beforeEach(async () => {
  await noteApiAlive(on.core);
  made = await makeProject(on.core, { repoPath: `/roots/${Math.random()}`, agent: codingAgent });
  const there = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  [runner, runnerId] = [there.call, there.runner.id];
  job = await start();
});

async function start(fields: Parameters<typeof makeTask>[2] = {}): Promise<RunJob> {
  const task = await makeTask(on.core, made, fields);
  const jobs = await startRuns(on.core, made, runner);
  const started = jobs.find((each) => each.task.id === task.id);
  if (!started) throw new Error('the task was not claimed');
  return started;
}

const leaseOf = (each: RunJob) => ({ runId: each.run.id, leaseToken: each.lease_token });
const issue = async (): Promise<string> => (await issueAgentToken(on.core, runner, leaseOf(job))).token;
const holder = (token: string) => authenticate(on.core, token);
const sql = async (text: string, values: unknown[] = []) => (await on.database.pool.query(text, values)).rows;
const setLeft = (each: RunJob, left: string) =>
  sql('update agent_tokens set expires_at = clock_timestamp() + $2::interval where run_id = $1', [
    each.run.id,
    left,
  ]);
const minutesLeft = async (each: RunJob): Promise<number> => {
  const rows = await sql(
    'select extract(epoch from expires_at - clock_timestamp())::float8 / 60 as left from agent_tokens where run_id = $1',
    [each.run.id],
  );
  return rows[0].left;
};

describe('the token of a run’s agent', () => {
  it('stands for the agent of that run, and its hash alone is stored', async () => {
    const token = await issue();
    expect(token).toMatch(/^oma_[\w-]{43}$/);
    expect(await holder(token)).toEqual({
      ...{ kind: 'agent', name: 'backend', runId: job.run.id },
      ...{ taskId: job.task.id, projectId: made.project.id },
    });
    const [row] = await sql('select * from agent_tokens where run_id = $1', [job.run.id]);
    expect(row.token_hash).toEqual(hashSecret(token));
    const everything = await sql(
      'select detail::text from audit_log union all select payload::text from agent_runs',
    );
    expect(JSON.stringify([row, everything])).not.toContain(token);
  });

  it('holds for an hour, and once that is over no more', async () => {
    const token = await issue();
    expect(await minutesLeft(job)).toBeGreaterThan(50);
    expect(await minutesLeft(job)).toBeLessThanOrEqual(60);
    await setLeft(job, '0 seconds');
    expect(await holder(token)).toBeNull();
  });

  it('is given another hour by the runner that holds the run', async () => {
    const token = await issue();
    await setLeft(job, '30 minutes');
    await renewAgentToken(on.core, runner, leaseOf(job));
    expect(await minutesLeft(job)).toBeGreaterThan(50);
    expect(await minutesLeft(job)).toBeLessThanOrEqual(60);
    expect(await holder(token)).not.toBeNull();
  });

  it('is the only one of its run', async () => {
    const first = await issue();
    const second = await issue();
    expect(await holder(first)).toBeNull();
    expect(await holder(second)).not.toBeNull();
  });

  it('ends with the agent, and is not renewed then', async () => {
    const token = await issue();
    await endAgentToken(on.core, runner, leaseOf(job));
    expect(await holder(token)).toBeNull();
    await expect(renewAgentToken(on.core, runner, leaseOf(job))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is given, renewed and ended for the holder of the lease alone', async () => {
    const token = await issue();
    await setLeft(job, '30 minutes');
    const stranger = (await makeRunner(on.core)).call;
    const old = { ...leaseOf(job), leaseToken: String(Number(job.lease_token) - 1) };
    const unknown = { ...leaseOf(job), runId: made.project.id };
    for (const verb of [issueAgentToken, renewAgentToken, endAgentToken])
      for (const [call, lease] of [
        [stranger, leaseOf(job)],
        [userCall(made.owner.userId), leaseOf(job)],
        [runner, old],
        [runner, unknown],
      ] as const)
        await expect(verb(on.core, call, lease)).rejects.toMatchObject({ code: 'stale_lease' });
    expect(await holder(token)).not.toBeNull();
    expect(await minutesLeft(job)).toBeLessThanOrEqual(30);
  });

  it('is given to no agent but a coding agent that may have one', async () => {
    await makeAgent(on.core, made.owner, made.project.id, 'plain', { handles: [] });
    await makeAgent(on.core, made.owner, made.project.id, 'alone', {
      ...{ ...codingAgent, handles: [], run_token: false },
    });
    for (const agent of ['plain', 'alone'])
      await expect(issueAgentToken(on.core, runner, leaseOf(await start({ agent })))).rejects.toMatchObject({
        rule: 'run.agent_token',
      });
  });
});

describe('it ends at once', () => {
  const ends: [string, () => Promise<unknown>][] = [
    ['when the run is completed', () => finish(on.core, runner, job)],
    ['when a person cancels', () => cancelTask(on.core, made.owner, job.task.id, undefined)],
    [
      'when the runner hands the run back',
      () => releaseRun(on.core, runner, { ...leaseOf(job), detail: 'It stops.' }),
    ],
    ['when the runner does not have the run any more', () => loseMissingRuns(on.core, runner, runnerId, [])],
    ['when the runner is revoked', () => revokeRunner(on.core, made.owner, runnerId)],
    [
      'when the lease runs out, before anybody has noticed',
      () => sql(`update agent_runs set lease_expires_at = clock_timestamp() where id = $1`, [job.run.id]),
    ],
  ];
  it.each(ends)('%s', async (_when, end) => {
    const token = await issue();
    expect(await holder(token)).not.toBeNull();
    await end();
    expect(await holder(token)).toBeNull();
  });

  it('with its attempt: the next one’s is another', async () => {
    const token = await issue();
    await sql(`update agent_runs set lease_expires_at = clock_timestamp() where id = $1`, [job.run.id]);
    await reapExpiredRuns(on.core);
    const [next] = await startRuns(on.core, made, runner);
    if (!next) throw new Error('the next attempt was not claimed');
    expect(next.task.id).toBe(job.task.id);
    await issueAgentToken(on.core, runner, leaseOf(next));
    expect(await holder(token)).toBeNull();
    await expect(issue()).rejects.toMatchObject({ code: 'stale_lease' });
    expect(await sql('select run_id from agent_tokens where run_id = $1', [job.run.id])).toEqual([]);
  });
});

describe('with it', () => {
  it('an agent comments on its task, and adds nothing else to the history', async () => {
    const actor = await holder(await issue());
    if (actor === null) throw new Error('nobody holds it');
    const call: Call = { ...runner, actor };
    const add = (input: Parameters<typeof addTaskEvent>[3]) =>
      addTaskEvent(on.core, call, job.task.id, input);
    expect(await add({ comment: 'The old API is used elsewhere.' })).toMatchObject({
      ...{ event_type: 'comment', actor: 'agent:backend' },
      payload: { comment: 'The old API is used elsewhere.' },
    });
    for (const event_type of ['comment', 'log', 'error', 'intervention'] as const)
      await expect(add({ event_type, payload: { comment: 'x', feedback: 'x' } })).rejects.toMatchObject({
        code: 'forbidden',
      });
    await sql(
      `insert into task_events (id, task_id, event_type, payload, actor)
       select gen_random_uuid(), $1, 'comment', '{}', 'agent:backend' from generate_series(1, 99)`,
      [job.task.id],
    );
    await expect(add({ comment: 'One too many.' })).rejects.toMatchObject({ rule: 'comment.too_many' });
  });

  const callWith = async (token: string): Promise<Call> => {
    const actor = await holder(token);
    if (actor === null) throw new Error('nobody holds it');
    return { ...runner, actor };
  };

  it('an agent that comments many times at once adds no more than it may', async () => {
    const call = await callWith(await issue());
    await sql(
      `insert into task_events (id, task_id, event_type, payload, actor)
       select gen_random_uuid(), $1, 'comment', '{}', 'agent:backend' from generate_series(1, 97)`,
      [job.task.id],
    );
    const all = Array.from({ length: 8 }, (_, n) =>
      addTaskEvent(on.core, call, job.task.id, { comment: `Note ${n}` }).then(
        () => 'taken',
        (error: unknown) => (error instanceof AppError ? error.rule : error),
      ),
    );
    expect((await Promise.all(all)).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'comment.too_many'),
      ...Array.from({ length: 3 }, () => 'taken'),
    ]);
  });

  it('an agent publishes neither its own token nor another of this product', async () => {
    const token = await issue();
    const others = (['oms', 'omp', 'omr', 'omx'] as const).map(newSecret);
    // As a token may end.
    const awkward = `${token.slice(0, -1)}-`;
    const comment = `Mine is ${token}, and ${[...others, awkward].join(';')}. See oma_short.`;
    const call = await callWith(token);
    const { payload } = await addTaskEvent(on.core, call, job.task.id, { comment });
    const marks = Array.from({ length: 5 }, () => '[redacted]').join(';');
    expect(payload).toEqual({ comment: `Mine is [redacted], and ${marks}. See oma_short.` });
    const [{ everything }] = await sql(
      `select string_agg(payload::text, ' ') || (select string_agg(detail::text, ' ') from audit_log) as everything
       from task_events where task_id = $1`,
      [job.task.id],
    );
    for (const secret of [token, ...others]) expect(everything).not.toContain(secret);
  });
});

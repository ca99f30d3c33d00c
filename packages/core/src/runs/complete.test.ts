import { Readable } from 'node:stream';
import type { RunJob, RunResult } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { requestDueCycle } from '../cycles/request.ts';
import { runCycles } from '../cycles/run.ts';
import { cancelRun, cancelTask } from '../tasks/cancel.ts';
import { getTask, listTaskEvents } from '../tasks/read.ts';
import { retryTask } from '../tasks/retry.ts';
import { approveTask, rejectTask } from '../tasks/review.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  postponeRetry,
  runnerCall,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { uploadArtifact } from './artifacts.ts';
import { completeRun, releaseRun, reportProgress } from './complete.ts';
import { getRun } from './read.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let job: RunJob;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

async function begin(
  options: Parameters<typeof makeProject>[1] = {},
  task: Parameters<typeof makeTask>[2] = {},
) {
  made = await makeProject(on.core, { ...options, repoPath: `/roots/${newId()}` });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
  await makeTask(on.core, made, task);
  await start();
}
beforeEach(() => begin());

async function start(): Promise<void> {
  const [started] = await startRuns(on.core, made, runner);
  if (!started) throw new Error('nothing was claimed');
  job = started;
}

const task = () => getTask(on.core, job.task.id);
const run = () => getRun(on.core, job.run.id);
const everything = async () =>
  (
    await on.database.pool.query(
      `select to_jsonb(r), to_jsonb(t), (select event_seq from project_counters where project_id = r.project_id)
     from agent_runs r join tasks t on t.id = r.task_id where r.id = $1`,
      [job.run.id],
    )
  ).rows;

const sha256OfX = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
const acts: [string, (call: Call, leaseToken: string) => Promise<unknown>][] = [
  [
    'completed',
    (call, leaseToken) =>
      completeRun(on.core, call, { runId: job.run.id, leaseToken, lastSeq: null, result: success }),
  ],
  [
    'released',
    (call, leaseToken) => releaseRun(on.core, call, { runId: job.run.id, leaseToken, detail: '' }),
  ],
  [
    'moved on',
    (call, leaseToken) =>
      reportProgress(on.core, call, { runId: job.run.id, leaseToken, steps: [], baseCommit: null }),
  ],
  [
    'given a file',
    (call, leaseToken) =>
      uploadArtifact(on.core, call, {
        runId: job.run.id,
        leaseToken,
        kind: 'diff',
        name: 'x',
        sha256: sha256OfX,
        content: Readable.from(['x']),
      }),
  ],
];

describe.each(acts)('a run is not %s', (_name, act) => {
  it.each<[string, () => [Call, string]]>([
    ['under another token', () => [runner, String(Number(job.lease_token) + 1)]],
    ['under a token that only looks alike', () => [runner, `0${job.lease_token}`]],
    ['by another runner', () => [runnerCall(newId()), job.lease_token]],
    ['by a person', () => [made.owner, job.lease_token]],
  ])('%s, and nothing changes', async (_who, caller) => {
    const before = await everything();
    await expect(act(...caller())).rejects.toMatchObject({ code: 'stale_lease', status: 409 });
    expect(await everything()).toEqual(before);
  });

  it('by its old runner once it was lost', async () => {
    await releaseRun(on.core, runner, { runId: job.run.id, leaseToken: job.lease_token, detail: '' });
    const before = await everything();
    await expect(act(runner, job.lease_token)).rejects.toMatchObject({ code: 'stale_lease' });
    expect(await everything()).toEqual(before);
  });
});

describe('a success', () => {
  it('brings the task to review with its evidence, and is answered alike when it is told again', async () => {
    const first = await finish(on.core, runner, job);
    expect(first).toMatchObject({ status: 'completed', reason: 'ok', head_commit: success.head_commit });
    expect((await run()).evidence).toEqual(success.evidence);
    expect(await task()).toMatchObject({ status: 'needs_review', status_reason: null });
    const before = await everything();
    expect(await finish(on.core, runner, job)).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Partial<RunResult>, string]>([
    ['without evidence', { evidence: [] }, 'no_evidence'],
    ['without its required check', { checks: [] }, 'check_failed'],
    ['without a change', { head_commit: success.base_commit }, 'empty_diff'],
  ])('%s is none', async (_name, change, reason) => {
    expect(await finish(on.core, runner, job, { ...success, ...change })).toMatchObject({
      status: 'failed',
      reason,
    });
    expect(await task()).toMatchObject({
      status: 'failed',
      status_reason: expect.stringMatching(/then retry/),
    });
  });

  it('waits for all of its log', async () => {
    const input = { runId: job.run.id, leaseToken: job.lease_token, lastSeq: 5, result: success };
    const before = await everything();
    await expect(completeRun(on.core, runner, input)).rejects.toMatchObject({ code: 'conflict' });
    expect(await everything()).toEqual(before);
  });

  it('after a cancel was asked for is a cancel', async () => {
    await cancelTask(on.core, made.owner, job.task.id, 'Not this way.');
    expect(await task()).toMatchObject({ status: 'in_progress', status_reason: 'Canceling: Not this way.' });
    expect(await finish(on.core, runner, job)).toMatchObject({ status: 'canceled', reason: 'canceled' });
    expect((await task()).status).toBe('canceled');
    await expect(approveTask(on.core, made.owner, job.task.id, {})).rejects.toMatchObject({
      code: 'rule_violated',
    });
  });

  it('and a cancel at the same time end in one of the two, whole', async () => {
    const both = [finish(on.core, runner, job), cancelRun(on.core, made.owner, job.run.id, undefined)];
    await Promise.allSettled(both);
    const { status } = await run();
    expect({ run: status, task: (await task()).status }).toEqual(
      status === 'completed'
        ? { run: 'completed', task: expect.stringMatching(/needs_review|canceled/) }
        : { run: 'canceled', task: 'canceled' },
    );
  });

  it('goes to review all the same when the run did something to its own proof', async () => {
    await begin({ settings: { auto_accept: ['doc'] } }, { type: 'doc' });
    const flags: RunResult['flags'] = [
      { kind: 'test_skipped', path: 'a.test.ts', line: 3, text: "test.skip('adds')" },
    ];
    await finish(on.core, runner, job, { ...success, flags });
    expect((await task()).status).toBe('needs_review');
    expect(await run()).toMatchObject({ status: 'completed', flags });
    expect((await run()).summary).toContain('The run skipped tests (a.test.ts:3)');
  });

  it('of a type that the project accepts is done at once, by way of review', async () => {
    await begin({ settings: { auto_accept: ['doc'] } }, { type: 'doc' });
    await finish(on.core, runner, job);
    expect(await task()).toMatchObject({ status: 'done' });
    const { rows } = await on.database.pool.query(
      `select payload ->> 'to' as "to" from task_events where task_id = $1 and event_type = 'status_changed' order by id`,
      [job.task.id],
    );
    expect(rows.map((row) => row.to)).toEqual(['in_progress', 'needs_review', 'done']);
  });

  it('that is accepted at once shows as done alone, with the commit and the rule on record', async () => {
    await begin({ settings: { auto_accept: ['doc'] } }, { type: 'doc' });
    await finish(on.core, runner, job);
    const approved = {
      auto_accepted: true,
      approved_run_id: job.run.id,
      approved_commit: success.head_commit,
    };
    const { items } = await listTaskEvents(on.core, job.task.id, { limit: 50 });
    expect(items.at(-1)?.payload).toMatchObject({ from: 'needs_review', to: 'done', ...approved });
    const events = await listEventsAfter(on.core.db, made.project.id, 0, 500);
    const shown = events.filter(({ type, entity }) => type === 'task.updated' && entity.id === job.task.id);
    expect(shown.map(({ entity }) => entity.patch['status']).slice(-2)).toEqual(['in_progress', 'done']);
    const { rows } = await on.database.pool.query(
      `select actor, project_id, detail from audit_log where entity_id = $1 and action = 'task.auto_accepted'`,
      [job.task.id],
    );
    expect(rows).toEqual([
      {
        actor: expect.stringMatching(/^runner:/),
        project_id: made.project.id,
        detail: expect.objectContaining({ key: job.task.key, to: 'done', ...approved }),
      },
    ]);
  });

  it('with words and output that a database cannot hold is stored as far as it can be', async () => {
    const odd = 'before\0after\ud800';
    const [first] = success.evidence;
    const steps: RunResult['steps'] = [
      {
        ...{ name: odd, kind: 'command', run: [odd], status: 'passed', exit_code: 0 },
        duration_ms: 1,
        log_from_seq: null,
        log_to_seq: null,
      },
    ];
    await reportProgress(on.core, runner, {
      runId: job.run.id,
      leaseToken: job.lease_token,
      steps,
      baseCommit: null,
    });
    const evidence = first ? [{ ...first, excerpt: odd }, ...success.evidence.slice(1)] : [];
    await finish(on.core, runner, job, { ...success, summary: odd, steps, evidence });
    expect(await run()).toMatchObject({ status: 'completed', summary: 'before�after�' });
    expect((await run()).evidence[0]?.excerpt).toBe('before�after�');
  });
});

const secondsToWaitFrom = async (start: 'r.finished_at' | 'clock_timestamp()'): Promise<number> =>
  (
    await on.database.pool.query(
      `select extract(epoch from t.not_before - ${start})::float as seconds
       from tasks t join agent_runs r on r.id = t.latest_run_id where t.id = $1`,
      [job.task.id],
    )
  ).rows[0].seconds;

describe('a failure', () => {
  it('is not tried at the same time as others that failed with it', async () => {
    await begin({ agent: { max_attempts: 3 } });
    const others = await Promise.all(Array.from({ length: 9 }, () => makeTask(on.core, made)));
    for (const each of [job, ...(await startRuns(on.core, made, runner))])
      await finish(on.core, runner, each, failure);
    const { rows } = await on.database.pool.query(
      `select extract(epoch from t.not_before - r.finished_at)::numeric(6, 1) as seconds
       from tasks t join agent_runs r on r.id = t.latest_run_id where t.project_id = $1`,
      [made.project.id],
    );
    expect(rows).toHaveLength(others.length + 1);
    expect(new Set(rows.map((row) => row.seconds)).size).toBeGreaterThan(3);
  });

  it('is tried again after a while, as often as the agent may, and then waits for a person', async () => {
    await begin({ agent: { max_attempts: 3 } });
    for (const attempt of [1, 2]) {
      await finish(on.core, runner, job, failure);
      expect(await task()).toMatchObject({
        status: 'queued',
        status_reason: expect.stringContaining(`attempt ${attempt} of 3`),
      });
      const longest = 5 * 2 ** (attempt - 1);
      expect(await secondsToWaitFrom('r.finished_at')).toBeGreaterThan(longest / 2 - 1);
      expect(await secondsToWaitFrom('clock_timestamp()')).toBeLessThanOrEqual(longest);
      await postponeRetry(on.core, job.task.id);
      await runCycles(on.core, made.project.id);
      expect((await task()).status_reason).toMatch(/retries at/);
      await on.database.pool.query('update tasks set not_before = null where id = $1', [job.task.id]);
      await requestDueCycle(on.core, made.project.id);
      await start();
    }
    await finish(on.core, runner, job, failure);
    expect(await task()).toMatchObject({
      status: 'failed',
      status_reason: expect.stringMatching(/after 3 attempts/),
    });
    await retryTask(on.core, made.owner, job.task.id);
    await start();
    expect(job.run.attempt).toBe(4);
  });

  it('tells of the reviewer what to do better', async () => {
    await finish(on.core, runner, job);
    await rejectTask(on.core, made.owner, job.task.id, 'Use the other colour.');
    await start();
    expect(job.feedback).toEqual(['Use the other colour.']);
  });
});

it('an approval of another commit than the one shown is refused', async () => {
  await finish(on.core, runner, job);
  const { id } = await task();
  for (const shown of [{ run_id: newId() }, { head_commit: 'c'.repeat(40) }, { head_commit: null }])
    await expect(approveTask(on.core, made.owner, id, shown)).rejects.toMatchObject({
      rule: 'task.approval_is_of_one_commit',
    });
  const approved = await approveTask(on.core, made.owner, id, {
    run_id: job.run.id,
    head_commit: success.head_commit,
  });
  expect(approved.status).toBe('done');
});

describe('a file of a run', () => {
  const upload = (content = 'x', sha256 = sha256OfX) =>
    uploadArtifact(on.core, runner, {
      runId: job.run.id,
      leaseToken: job.lease_token,
      kind: 'diff',
      name: 'changes.diff',
      sha256,
      content: Readable.from([content]),
    });

  it('is stored once, however often it is sent, also at the same time', async () => {
    const sent = await Promise.all([upload(), upload(), upload()]);
    sent.push(await upload());
    expect(new Set(sent.map((artifact) => artifact.id)).size).toBe(1);
  });

  it('that differs from what was announced leaves nothing', async () => {
    await expect(upload('y')).rejects.toMatchObject({ code: 'invalid' });
    const { rows } = await on.database.pool.query('select 1 from artifacts where run_id = $1', [job.run.id]);
    expect(rows).toEqual([]);
  });

  it('does not replace another of its name', async () => {
    await upload();
    const sha256OfY = 'a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa';
    await expect(upload('y', sha256OfY)).rejects.toMatchObject({ code: 'conflict' });
    expect(
      await on.core.storage.readText(
        (await on.database.pool.query('select storage_path from artifacts where run_id = $1', [job.run.id]))
          .rows[0].storage_path,
        10,
      ),
    ).toBe('x');
  });
});

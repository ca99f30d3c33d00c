import { ProviderLimits, ProviderSettings } from '@overmind/contracts/entities/provider';
import type { RunJob } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { callModel } from '@overmind/models/call-model';
import { limitedOrigin } from '@overmind/models/limits/counted-at';
import { createGate } from '@overmind/testing/gate';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { addProvider, emptyGateway, requestOf, untilHeard } from '../models/test-support/gateway.ts';
import { putProvider, updateProvider } from '../providers/change.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
  userCall,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { releaseRun } from './complete.ts';
import { loseMissingRuns, noteApiAlive, reapExpiredRuns } from './leases.ts';
import { leaveRunTurn, takeRunTurn } from './model-turns.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');
const gpu = 'http://10.0.0.7:8000/v1';
const ollama = 'http://127.0.0.1:11434';
let on: TestCore;
let made: MadeProject;
let runner: Call;
let runnerId: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await emptyGateway(on);
  await on.database.pool.query('delete from model_turns');
  await on.database.pool.query('delete from model_windows');
  const agent = { executor: 'model' as const, commands: [], concurrency: 20 };
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: { ...agent, ...model } });
  const known = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  runner = known.call;
  runnerId = known.call.actor.kind === 'runner' ? known.call.actor.runnerId : '';
});
const model = { model_policy: { privacy: 'any' as const, prefer: ['openai/gpt-large'] } };

const limit = (name: string, base_url: string, limits: Partial<ProviderLimits>, isEnabled = true) =>
  putProvider(on.core, admin, name, {
    ...ProviderSettings.parse({ kind: name === 'ollama' ? name : 'openai_compatible', base_url }),
    ...{ is_local: true, is_enabled: isEnabled, limits: ProviderLimits.parse(limits) },
  });

async function start(): Promise<RunJob> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  return job;
}

interface Asked {
  url?: string;
  provider?: string;
  machine?: string;
  turnId?: string;
  waitMs?: number;
  by?: Call;
}
const take = (job: RunJob, { url = gpu, turnId = newId(), by = runner, ...asked }: Asked = {}) =>
  takeRunTurn(
    on.core,
    by,
    {
      ...{ runId: job.run.id, leaseToken: job.lease_token, turnId, origin: limitedOrigin(url), tokens: 10 },
      ...{ provider: 'openai', machine: 'm1', waitMs: 0, ...asked },
    },
    new AbortController().signal,
  );
const leave = (job: RunJob, turnId: string, by = runner) =>
  leaveRunTurn(on.core, by, { runId: job.run.id, turnId, tokens: 4 });

describe('a call that a runner makes by itself', () => {
  it('waits for its turn with those of the server, at whatever is called there', async () => {
    const gate = createGate();
    const server = await addProvider(on, () => ({ text: 'Seven.', heldUntil: gate.opened }), { name: 'one' });
    const limits = { concurrency: 1 };
    await untilHeard(on.core, () => updateProvider(on.core, admin, 'one', { limits }));
    const call = callModel(on.core.models, requestOf(['one/scripted']));
    await waitFor(() => server.calls.length === 1, { what: 'the call of the server' });
    const { place } = (await on.database.pool.query('select place from model_turns')).rows[0];
    const job = await start();
    const here = { url: server.openAiUrl, machine: place.replace('one on ', ''), turnId: newId() };
    expect(await take(job, here)).toEqual({ state: 'waiting' });
    const taken = take(job, { ...here, waitMs: 240_000 });
    gate.open();
    await call;
    expect(await taken).toEqual({ state: 'taken' });
  });

  it('is told with its job which servers are limited, for when ours is away', async () => {
    await limit('gpu', gpu, { concurrency: 1 });
    await limit('ollama', ollama, { concurrency: 1 }, false);
    await limit('free', 'http://10.0.0.7:8001/v1', {});
    const { limited_origins: origins } = await start();
    expect(new Set(origins)).toEqual(new Set([limitedOrigin(gpu), limitedOrigin(ollama)]));
    expect(await take(await start(), { url: 'http://10.0.0.7:8001' })).toEqual({ state: 'unlimited' });
  });

  it('is told that it waits, keeps its place, and is told the same when it asks again', async () => {
    await limit('gpu', gpu, { concurrency: 1 });
    const job = await start();
    const [first, second, third] = [newId(), newId(), newId()];
    expect(await take(job, { turnId: first })).toEqual({ state: 'taken' });
    expect(await take(job, { turnId: first })).toEqual({ state: 'taken' });
    expect(await take(job, { turnId: second })).toEqual({ state: 'waiting' });
    expect(await take(job, { turnId: third })).toEqual({ state: 'waiting' });
    await leave(job, first);
    expect(await take(job, { turnId: third })).toEqual({ state: 'waiting' });
    expect(await take(job, { turnId: second })).toEqual({ state: 'taken' });
  });

  it('counts in the minute of its provider with what it took, and once when it is said twice', async () => {
    await limit('gpu', gpu, { tokens_per_min: 100 });
    const job = await start();
    const id = newId();
    await take(job, { turnId: id });
    await leave(job, id);
    await leave(job, id);
    const { rows } = await on.database.pool.query('select requests, tokens from model_windows');
    expect(rows).toEqual([{ requests: 1, tokens: 4 }]);
  });

  it('waits for nobody where no limit is set for that server', async () => {
    const job = await start();
    expect(await take(job)).toEqual({ state: 'unlimited' });
    await limit('openai-like', 'http://10.0.0.8:8000/v1', { concurrency: 1 });
    expect(await take(job)).toEqual({ state: 'unlimited' });
  });

  it('keeps to limits that are set for that server under another name, or while it is turned off here', async () => {
    await limit('gpu', gpu, { concurrency: 1 }, false);
    const job = await start();
    expect(await take(job)).toEqual({ state: 'taken' });
    expect(await take(job)).toEqual({ state: 'waiting' });
  });

  it('goes to its own machine’s server whatever those of others do', async () => {
    await limit('ollama', ollama, { concurrency: 1 });
    const job = await start();
    const own = { provider: 'ollama', url: 'http://localhost:11434' };
    expect(await take(job, { ...own, machine: 'm1' })).toEqual({ state: 'taken' });
    expect(await take(job, { ...own, machine: 'm1' })).toEqual({ state: 'waiting' });
    expect(await take(job, { ...own, machine: 'm2' })).toEqual({ state: 'taken' });
  });

  it('is refused a turn without the lease of its run', async () => {
    await limit('gpu', gpu, { concurrency: 1 });
    const job = await start();
    const other = (await makeRunner(on.core)).call;
    await expect(take(job, { by: other })).rejects.toMatchObject({ code: 'stale_lease' });
    await expect(take({ ...job, lease_token: '1' })).rejects.toMatchObject({ code: 'stale_lease' });
    await expect(take(job, { by: made.owner })).rejects.toMatchObject({ code: 'stale_lease' });
  });

  it('keeps its turn whatever another runner or a person says', async () => {
    await limit('gpu', gpu, { concurrency: 1 });
    const job = await start();
    const id = newId();
    await take(job, { turnId: id });
    await leave(job, id, (await makeRunner(on.core)).call);
    expect(() => leave(job, id, made.owner)).toThrow('Only a runner');
    expect(await take(job)).toEqual({ state: 'waiting' });
  });
});

describe('the turn of a call of a runner is free when its run', () => {
  it.each<[string, (job: RunJob, other: RunJob) => Promise<unknown>]>([
    ['ends', (job) => finish(on.core, runner, job, success)],
    [
      'is handed back',
      ({ run, lease_token: leaseToken }) =>
        releaseRun(on.core, runner, { runId: run.id, leaseToken, detail: '' }),
    ],
    [
      'is killed with its runner',
      async ({ run }) => {
        await noteApiAlive(on.core);
        const past = "update agent_runs set lease_expires_at = now() - interval '1 minute' where id = $1";
        await on.database.pool.query(past, [run.id]);
        await reapExpiredRuns(on.core);
      },
    ],
    [
      'is not known to a restarted runner',
      (_job, other) => loseMissingRuns(on.core, runner, runnerId, [other.run.id]),
    ],
  ])('%s', async (_how, end) => {
    await limit('gpu', gpu, { concurrency: 1 });
    const [held, job] = [await start(), await start()];
    const turnId = newId();
    expect(await take(held)).toEqual({ state: 'taken' });
    expect(await take(job, { turnId })).toEqual({ state: 'waiting' });
    await end(held, job);
    expect(await take(job, { turnId })).toEqual({ state: 'taken' });
  });
});

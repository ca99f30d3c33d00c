import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { ListedCall } from '@overmind/contracts/entities/model-call';
import { isScripted } from '@overmind/contracts/entities/scripted';
import {
  getDiscussion,
  listDiscussionMessages,
  listDiscussions,
  sayInDiscussion,
} from '@overmind/contracts/routes/discussions';
import { getModelUsage, listModelCalls } from '@overmind/contracts/routes/model-calls';
import { listProviders } from '@overmind/contracts/routes/providers';
import { listRuns } from '@overmind/contracts/routes/runs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildPrograms } from '../test-support/build.ts';
import { type Result, runCli } from '../test-support/cli.ts';
import { listProcessesOf } from '../test-support/processes.ts';
import { onlyProject, signIn } from '../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';
import { demoSentences } from './project.ts';

const [tests, review, discussion] = demoSentences;

describe.runIf(process.platform === 'linux')('the demo, without any key', () => {
  let up: RunningUp;
  let client: Client;
  let projectId: string;
  const cli = (...args: string[]): Promise<Result> => runCli(args, { env: up.env });
  const scriptedProvider = async () =>
    (await client.call(listProviders, {})).items.find(({ name }) => isScripted(name));

  beforeAll(async () => {
    await buildPrograms();
    // What is waited for is looked at often.
    up = await startUp({ args: ['--demo'], settings: { RATE_LIMIT_PER_MIN: '100000' } });
    client = await signIn(up);
    projectId = (await onlyProject(client)).id;
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('says what can be said there, and has a provider that is marked as scripted', async () => {
    for (const sentence of demoSentences) expect(up.output).toContain(sentence);
    expect(up.output).toContain('scripted model');
    expect(await scriptedProvider()).toMatchObject({
      is_local: true,
      is_enabled: true,
      from_environment: true,
    });
    expect((await cli('models', 'test', 'scripted')).stdout).toMatch(
      /^scripted is there and offers 1 models/,
    );
  });

  it('has a model read the repository and report, with lines that are there', async () => {
    const said = await cli('say', review, '--wait');
    expect(said.stdout).toMatch(/DS-1 {2}needs review {2}/);
    const { stdout } = await cli('runs', 'transcript', 'DS-1');
    expect(stdout).toContain('Scripted demo model: no model is used.');
    const [run] = (await client.call(listRuns, { params: { id: projectId } })).items;
    const report = run?.evidence.find(({ kind }) => kind === 'review')?.excerpt;
    expect(report).toContain('# The discount is taken off as cents');
    expect(report).toContain('written by scripted/transcripts');
    expect(report).toContain('return amount - percent;');
  });

  it('has five personas ask, disagree and decide', async () => {
    await cli('say', discussion);
    const params = { id: projectId };
    const begun = async () => (await client.call(listDiscussions, { params })).items[0];
    const asks = await waitFor(
      async () => {
        const found = await begun();
        return found?.waits_for === 'user' ? found : null;
      },
      { what: 'the question to the user' },
    );
    const of = { params: { id: asks.id } };
    await client.call(sayInDiscussion, {
      ...of,
      body: { content: 'Yes, and nobody pays more than promised.' },
    });
    await waitFor(async () => (await client.call(getDiscussion, of)).ended_at !== null, { what: 'its end' });
    const ended = await client.call(getDiscussion, of);
    expect([ended.status, ended.decision]).toEqual([
      'completed',
      'Round once, on the total, with the odd cent tested',
    ]);
    expect(ended.speakers.map(({ name }) => name).join()).toMatch(/^([^,]+ \(scripted\),?){5}$/);
    const { items } = await client.call(listDiscussionMessages, { ...of, query: { limit: 100 } });
    expect(items.length).toBeGreaterThan(20);
  });

  it('shows each of these calls as one of the script, and what they took', async () => {
    const calls: ListedCall[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const page = await client.call(listModelCalls, { params: { id: projectId }, query });
      calls.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(
      calls.map(({ answered_by }) => answered_by).filter((ref) => ref === null || !isScripted(ref)),
    ).toEqual([]);
    const purposes = new Set(calls.map(({ scope }) => scope.purpose));
    for (const purpose of ['planner', 'discussion.clarify', 'discussion.vote', 'discussion.conclude'])
      expect(purposes).toContain(purpose);
    const usage = await client.call(getModelUsage, { query: { group_by: 'provider' } });
    expect(usage.items).toMatchObject([
      { group: 'scripted', calls: calls.length, failures: 0, cost_micros: 0, local_calls: calls.length },
    ]);
    expect(usage.total.input_tokens).toBeGreaterThan(1_000);
    const models = async (...args: string[]) => (await cli('models', ...args)).stdout;
    expect(await models('list', '--language')).toMatch(/^scripted\/transcripts \(a script\) +local /m);
    expect(await models('calls', '--limit', '1')).toMatch(/ scripted\/transcripts \(a script\) +answered /);
    expect(await models('usage', '--by', 'provider')).toMatch(/^scripted \(a script\) +\d/m);
    expect(await models('call', calls[0]?.id ?? '')).toMatch(
      /^Why this model .*\nscripted\/transcripts \(a script\) +\d/m,
    );
  });

  const pidOf = async () =>
    (await listProcessesOf(up.dataDir)).find(({ command }) => command.includes('scripted-demo-model'))?.pid;
  const killScript = async (): Promise<number> => {
    const pid = await pidOf();
    if (pid === undefined) throw new Error('There is no scripted model.');
    process.kill(pid, 'SIGKILL');
    return pid;
  };

  it('starts a killed script again where it was', async () => {
    const before = await killScript();
    await waitFor(async () => ![undefined, before].includes(await pidOf()), { what: 'another one' });
    const isBack = async () => (await cli('models', 'test', 'scripted')).stdout.includes('is there');
    await waitFor(isBack, { what: 'its answer' });
    expect(up.errors).toContain(
      'The scripted model of the demo ended (killed by SIGKILL). Starting it again.',
    );
  });

  it('asks no other program that took the port of the script', async () => {
    const { base_url: url = null } = (await scriptedProvider()) ?? {};
    if (url === null) throw new Error('The script is nowhere.');
    const [before, runner] = [await up.instance(), await up.runnerPid()];
    await killScript();
    await using _other = await takePort(Number(new URL(url).port));
    await waitFor(() => up.errors.includes('cannot have its port back and is left out'), {
      what: 'the news of it',
    });
    await waitFor(() => up.output.includes(`The server is back at ${before.url}.`), { what: 'the server' });
    expect(await scriptedProvider()).toBeUndefined();
    await waitFor(async () => (await up.runnerPid().catch(() => runner)) !== runner, {
      what: 'another runner',
    });
  });

  it('takes the script along when it ends, and a start without the demo has none', async () => {
    up.signalGroup('SIGINT');
    expect(await up.ended).toBe(0);
    // The database goes by itself when the last who used it has gone.
    const areGone = async () => (await listProcessesOf(up.dataDir)).length === 0;
    await waitFor(areGone, { what: 'all processes to end' });
    up = await startUp({ dataDir: up.dataDir });
    client = await signIn(up);
    expect(await scriptedProvider()).toBeUndefined();
  });

  it('offers nothing of the script where it is left out this time', async () => {
    await up[Symbol.asyncDispose]();
    up = await startUp({ args: ['--demo', '--no-demo-model'], dataDir: up.dataDir });
    expectOnlyTests(up);
  });
});

describe.runIf(process.platform === 'linux')('a demo project that was made without the script', () => {
  it('is offered with what it has an answer to', async () => {
    await buildPrograms();
    const { dataDir } = await endedDemo();
    onTestFinished(() =>
      rm(dirname(dataDir), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
    );
    await using up = await startUp({ args: ['--demo'], dataDir });
    expectOnlyTests(up);
    const { description } = await onlyProject(await signIn(up));
    expect(description).toContain(tests);
    for (const other of [review, discussion, 'model']) expect(description).not.toContain(other);
  });
});

async function endedDemo(): Promise<RunningUp> {
  await using up = await startUp({ args: ['--demo', '--no-demo-model'] });
  return up;
}

function expectOnlyTests({ output }: RunningUp): void {
  expect(output).toContain(tests);
  for (const other of [review, discussion, 'scripted model']) expect(output).not.toContain(other);
}

/** Listens there as soon as it is free. */
async function takePort(port: number): Promise<AsyncDisposable> {
  const server = createServer((socket) => socket.destroy());
  const isTaken = () =>
    new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
  await waitFor(isTaken, { what: 'the port' });
  return { [Symbol.asyncDispose]: async () => void server.close() };
}

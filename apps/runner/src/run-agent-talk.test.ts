import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from '@overmind/testing/agents/echo/step';
import { echoSteps } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { Runner } from './runner.ts';
import { echoJob } from './test-support/echo-job.ts';
import { nodeStep } from './test-support/job.ts';
import { makeStand, type Stand } from './test-support/stand.ts';

const ask: Step = {
  do: 'ask',
  title: 'Delete everything',
  kind: 'delete',
  allowed: [{ do: 'write', path: 'allowed.txt', text: 'x' }],
  rejected: [{ do: 'write', path: 'rejected.txt', text: 'x' }],
};
const changed = (server: Stand['server']) =>
  server.artifacts.find(({ kind }) => kind === 'diff')?.bytes.toString() ?? '';

describe('a permission that is asked for', () => {
  it.each([
    ['allow', 'allowed', 'policy'],
    ['deny', 'denied', 'policy'],
  ] as const)(
    'is decided by the policy %s, and stands in the transcript',
    async (permissions, status, by) => {
      const { server, assign } = await makeStand();
      const { run } = assign(await echoJob([ask], { config: { permissions } }));
      await server.waitFor('complete', run.id);
      expect(server.all('permission.request', run.id)).toEqual([]);
      const title = 'Delete everything';
      expect(server.transcript(run.id)).toContainEqual(
        expect.objectContaining({ kind: 'permission', title, status, decided_by: by }),
      );
      expect(changed(server)).toContain(permissions === 'allow' ? 'allowed.txt' : 'rejected.txt');
    },
  );

  it.each([
    ['yes', 'allowed.txt', 'allowed'],
    ['no', 'rejected.txt', 'denied'],
    [null, 'rejected.txt', 'denied'],
  ])('waits for a person, who decides on %s', async (option, file, status) => {
    const { server, assign } = await makeStand();
    const { run } = assign(await echoJob([ask], { config: { permissions: 'ask' } }));
    const { request } = await server.waitFor('permission.request', run.id);
    expect(request).toMatchObject({
      title: 'Delete everything',
      options: [{ id: 'yes', kind: 'allow_once' }, { id: 'always' }, { id: 'no' }],
    });
    const answer = { run_id: run.id, request_id: request.id, option_id: option, decided_by: 'Ada' };
    server.send({ type: 'permission.answer', ...answer });
    server.send({ type: 'permission.answer', ...answer });
    await server.waitFor('complete', run.id);
    expect(changed(server)).toContain(file);
    expect(server.transcript(run.id)).toContainEqual(
      expect.objectContaining({ kind: 'permission', id: request.id, status, decided_by: 'Ada' }),
    );
  });

  it('is denied at its time-out', async () => {
    const { server, assign } = await makeStand();
    const config = { permissions: 'ask', permission_timeout_s: 5 } as const;
    const { run } = assign(await echoJob([ask], { config }));
    await server.waitFor('complete', run.id);
    expect(server.all('permission.closed', run.id)).toMatchObject([{ outcome: 'expired' }]);
    expect(changed(server)).toContain('rejected.txt');
  });

  it('is said again after a new connection, and withdrawn when the run is cancelled', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign(await echoJob([ask], { config: { permissions: 'ask' } }));
    const { request } = await server.waitFor('permission.request', run.id);
    server.cut();
    const said = () =>
      server.all('permission.request', run.id).filter((frame) => frame.request.id === request.id);
    await waitFor(() => said().length >= 2, { what: 'the request again' });
    server.send({ type: 'cancel', run_id: run.id, reason: '' });
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('canceled');
    expect(server.all('permission.closed', run.id)).toMatchObject([
      { request_id: request.id, outcome: 'withdrawn' },
    ]);
  });
});

it('refuses words for a run that has no coding agent', async () => {
  const { server, assign } = await makeStand();
  const { run } = assign({ commands: [nodeStep('wait', 'console.log("on"); setInterval(() => {}, 1000)')] });
  await waitFor(() => server.messages(run.id).includes('on'), { what: 'the command' });
  server.send({ type: 'input', run_id: run.id, input_id: randomUUID(), text: 'hello', author: 'Ada' });
  expect(await server.waitFor('input.taken', run.id)).toMatchObject({
    refusal: 'This run has no coding agent to talk to.',
  });
});

it('hides the keys that it gives to an agent in everything that it says, and gives it no home but its own', async () => {
  const secret = 'canary-0123456789-secret';
  const { server, assign, settings } = await makeStand({ environment: { MY_KEY: secret } });
  const steps: Step[] = [{ do: 'print_environment' }, { do: 'write', path: 'a.txt', text: `key ${secret}` }];
  const { run } = assign(await echoJob(steps, { config: { secrets: ['MY_KEY'] } }));
  await server.waitFor('complete', run.id);
  const everything = JSON.stringify([server.transcript(run.id), server.lines(run.id), server.frames]);
  expect(everything).not.toContain(secret);
  expect(everything).toContain('MY_KEY=[redacted]');
  expect(everything).toContain(`HOME=${join(settings.dataDir, 'agents', run.id)}`);
  await waitFor(async () => (await readdir(join(settings.dataDir, 'agents'))).length === 0, {
    what: 'the home to be removed',
  });
});

it('keeps the transcript for a server that is away, and sends it once', async () => {
  const { server, assign } = await makeStand();
  const { run } = assign(
    await echoJob([ask, { do: 'say', text: 'After.' }], { config: { permissions: 'ask' } }),
  );
  const { request } = await server.waitFor('permission.request', run.id);
  await server.stop();
  await server.start();
  await waitFor(() => server.isConnected, { what: 'the runner to come back' });
  const answer = { run_id: run.id, request_id: request.id, option_id: 'yes', decided_by: 'Ada' };
  await waitFor(
    () => {
      server.send({ type: 'permission.answer', ...answer });
      return server.all('complete', run.id).length > 0;
    },
    { what: 'the end' },
  );
  expect(server.violations).toEqual([]);
  expect(server.transcript(run.id).at(-1)).toMatchObject({
    kind: 'message',
    text: expect.stringContaining('After.'),
  });
});

describe('a run whose runner goes away', () => {
  /** Runs until the agent waits, then stops the runner; a new one on the same data takes the next attempt. */
  async function lose(withoutLoad: boolean) {
    const stand = await makeStand({ limits: { handBackMs: 240_000 } });
    const { server, runner, settings } = stand;
    const first = stand.assign(
      await echoJob([{ do: 'say', text: 'Begun.' }, { do: 'hang' }], {}, { withoutLoad }),
    );
    // Escaped in the prompt, which asks for it before it is said.
    const said = () => JSON.stringify(server.transcript(first.run.id)).includes('"text":"Begun."');
    await waitFor(said, { what: 'the agent to begin' });
    const sessionId = server.all('state', first.run.id).at(-1)?.session_id ?? null;
    await runner.stop(1);
    expect(server.all('release', first.run.id)).toHaveLength(1);
    const log = createLog(() => {}, server.token);
    const next = new Runner({ settings, version: '0.0.0', environment: process.env, log });
    await using _next = next;
    const claims = server.all('claim').length;
    await next.start();
    await waitFor(() => server.all('claim').length > claims, { what: 'its claim' });
    const steps: Step[] = [{ do: 'recall' }, { do: 'write', path: 'a.txt', text: 'a' }];
    const resume = { run_id: first.run.id, session_id: sessionId ?? 'unknown' };
    const second = stand.assign(await echoJob(steps, { resume }, { withoutLoad }));
    await server.waitFor('complete', second.run.id);
    return { sessionId, transcript: server.transcript(second.run.id) };
  }

  it('goes on with the session of its agent, without telling its past twice', async () => {
    const { sessionId, transcript } = await lose(false);
    expect(sessionId).not.toBeNull();
    const texts = transcript.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
    expect(texts[0]).toContain('You worked on this before and were interrupted.');
    expect(texts).toContainEqual(expect.stringContaining('1 earlier prompts'));
    expect(texts.filter((text) => text.includes('Begun.'))).toEqual([]);
  });

  it('begins anew, and says so, where the agent cannot go on', async () => {
    const { sessionId, transcript } = await lose(true);
    expect(sessionId).toBeNull();
    expect(transcript).toContainEqual(
      expect.objectContaining({ kind: 'notice', text: expect.stringContaining('could not be gone on with') }),
    );
    expect(JSON.stringify(transcript)).toContain('0 earlier prompts');
  });
});

it('tells the server which agents there are, and how far runs are shut in', async () => {
  const { server, assign } = await makeStand();
  const [hello] = server.all('hello');
  expect(hello?.agents?.map(({ preset }) => preset)).toEqual([
    'claude-code',
    'codex',
    'gemini',
    'opencode',
    'goose',
  ]);
  expect(hello?.sandbox).toBeDefined();
  const { run } = assign(await echoJob([{ do: 'say', text: echoSteps({ do: 'recall' }) }]));
  await server.waitFor('complete', run.id);
  expect(server.all('state', run.id).at(-1)).toMatchObject({ sandbox: hello?.sandbox });
});

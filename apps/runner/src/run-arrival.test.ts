import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { echoJob } from './test-support/echo-job.ts';
import { nodeStep } from './test-support/job.ts';
import { makeStand, type Stand } from './test-support/stand.ts';

const input = (runId: string, text: string, id = randomUUID()) =>
  ({ type: 'input', run_id: runId, input_id: id, text, author: 'Ada' }) as const;
const taken = (server: Stand['server'], runId: string) =>
  server.all('input.taken', runId).map((frame) => [frame.input_id, frame.refusal]);
const hanging = { commands: [nodeStep('hang', 'setInterval(() => {}, 1e6)')] };

describe('what is said right behind an assignment', () => {
  it('reaches the agent, in its order', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign(await echoJob([{ do: 'say', text: 'hello' }]));
    const words = ['first', 'second'].map((text) => input(run.id, text));
    for (const frame of words) server.send(frame);
    await server.waitFor('complete', run.id);
    expect(taken(server, run.id)).toEqual(words.map((frame) => [frame.input_id, null]));
    const said = server.transcript(run.id).flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
    expect(said.join('\n')).toMatch(/first[\s\S]*second/);
  });

  it('reaches it once when the server says it again over a new connection', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign(await echoJob([{ do: 'say', text: 'hello' }]));
    const word = input(run.id, 'first');
    server.send(word);
    const greeted = server.all('hello').length;
    server.cut();
    await waitFor(() => server.all('hello').length > greeted, { what: 'the runner to be back' });
    server.send(word);
    await server.waitFor('complete', run.id);
    expect(new Set(taken(server, run.id).map(([id]) => id))).toEqual(new Set([word.input_id]));
    const said = server
      .transcript(run.id)
      .filter((entry) => entry.kind === 'message' && entry.role === 'user' && entry.text === 'first');
    expect(said).toHaveLength(1);
  });

  it('stops it', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign(hanging);
    server.send({ type: 'cancel', run_id: run.id, reason: 'not needed' });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'canceled', summary: 'Canceled: not needed' });
  });

  it('goes to the run under the new lease, not to the one that it replaces', async () => {
    const { server, assign, runner } = await makeStand();
    const old = assign(hanging);
    await server.waitFor('state', old.run.id);
    const again = { ...old, lease_token: String(Number(old.lease_token) + 1_000_000) };
    server.assign(again);
    server.send({ type: 'cancel', run_id: old.run.id, reason: 'not needed' });
    const { lease_token, result } = await server.waitFor('complete', old.run.id);
    expect([lease_token, result.status]).toEqual([again.lease_token, 'canceled']);
    await runner.stop(1);
  });

  it('takes the lease from it, so that it never begins', async () => {
    const { server, assign, settings } = await makeStand();
    const job = assign(hanging);
    const lease = { run_id: job.run.id, lease_token: job.lease_token };
    server.send({ type: 'leases', runs: [{ ...lease, is_valid: false, lease_expires_at: null }] });
    server.invalidLeases.add(job.lease_token);
    const other = assign({ commands: [nodeStep('done', 'console.log("done")')] });
    await server.waitFor('complete', other.run.id);
    expect(server.messages(job.run.id)).toEqual([]);
    await waitFor(async () => !(await readdir(join(settings.dataDir, 'runs'))).includes(job.run.id), {
      what: 'its folder to go',
    });
  });
});

it('says that it holds a run from the moment it was assigned', async () => {
  const { server, assign } = await makeStand();
  const job = assign(hanging);
  const before = server.all('hello').length;
  server.cut();
  await waitFor(() => server.all('hello').length > before, { what: 'the runner to be back' });
  expect(server.all('hello').at(-1)?.live_runs).toEqual([
    { run_id: job.run.id, lease_token: job.lease_token },
  ]);
});

import { readFile } from 'node:fs/promises';
import type { Step } from '@overmind/testing/agents/echo/step';
import type { EchoAgentOptions } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { hasEnvironmentEntry, listProcesses } from './process/process-table.ts';
import { echoJob } from './test-support/echo-job.ts';
import { nodeStep } from './test-support/job.ts';
import { makeStand, type StandParts } from './test-support/stand.ts';

type Config = NonNullable<Parameters<typeof echoJob>[1]>['config'];
interface Case extends StandParts {
  config?: Config;
  agent?: Omit<EchoAgentOptions, 'home'>;
}

async function runEcho(steps: readonly Step[], { config, agent, ...parts }: Case = {}) {
  const stand = await makeStand(parts);
  const { run } = stand.assign(await echoJob(steps, config === undefined ? {} : { config }, agent));
  const { result } = await stand.server.waitFor('complete', run.id);
  expect(stand.server.violations).toEqual([]);
  return { ...stand, run, result };
}
const processesOf = (runId: string) =>
  listProcesses().filter(
    ({ pid, isZombie }) => !isZombie && hasEnvironmentEntry(pid, `OVERMIND_RUN_ID=${runId}`),
  );
async function statesOf(runId: string): Promise<string[]> {
  const stats = processesOf(runId).map(({ pid }) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
  return (await Promise.all(stats)).map((stat) =>
    stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3),
  );
}
const say: Step = { do: 'say', text: 'Here I am.' };
const hang: Step = { do: 'hang', heedsCancel: false, ignoresSigterm: true };

describe('an agent that', () => {
  it('ends at once is told with its last words', async () => {
    const atStart: Step[] = [
      { do: 'write_stderr', text: 'loading\nno licence found\n' },
      { do: 'exit', code: 3 },
    ];
    const { result } = await runEcho([], { agent: { atStart } });
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_failed' });
    expect(result.summary).toMatch(/ended with 3 .*no licence found/);
  });

  it.each<[Step, RegExp]>([
    [{ do: 'exit', code: 7 }, /ended with 7 in the middle/],
    [{ do: 'break_protocol', how: 'half_line' }, /ended with 0 in the middle/],
  ])('dies in the middle fails and keeps what it did: %o', async (step, words) => {
    const { result, server, run } = await runEcho([{ do: 'write', path: 'a.txt', text: 'a' }, say, step]);
    expect(result).toMatchObject({ reason: 'agent_failed', metrics: { files_changed: 1 } });
    expect(result.summary).toMatch(words);
    expect(server.artifacts.map(({ kind }) => kind)).toContain('diff');
    expect(server.transcript(run.id).at(-1)).toMatchObject({ kind: 'notice', level: 'error' });
  });

  it('is killed by a stranger hands its run back once, and the next attempt goes on with what it did', async () => {
    const { server, assign } = await makeStand();
    const write: Step = { do: 'write', path: 'a.txt', text: 'a' };
    const first = assign(await echoJob([write, say, { do: 'kill_itself' }]));
    const { detail } = await server.waitFor('release', first.run.id);
    expect(detail).toMatch(/was killed in the middle of its work, and not by this runner/);
    const sessionId = server.all('state', first.run.id).at(-1)?.session_id ?? 'unknown';
    const resume = { run_id: first.run.id, session_id: sessionId };
    const second = assign(await echoJob([{ do: 'recall' }, { do: 'kill_itself' }], { resume }));
    const { result } = await server.waitFor('complete', second.run.id);
    expect(result).toMatchObject({ reason: 'agent_failed', metrics: { files_changed: 1 } });
    expect(result.summary).toMatch(/was killed in the middle/);
    expect(JSON.stringify(server.transcript(second.run.id))).toContain('1 earlier prompts');
    expect(server.all('complete', first.run.id)).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it('is killed, and could not go on, fails and keeps what it did', async () => {
    const steps: Step[] = [{ do: 'write', path: 'a.txt', text: 'a' }, say, { do: 'kill_itself' }];
    const { result } = await runEcho(steps, { agent: { withoutLoad: true } });
    expect(result).toMatchObject({ reason: 'agent_failed', metrics: { files_changed: 1 } });
    expect(result.summary).toMatch(/was killed in the middle/);
  });

  it.each(['garbage_lines', 'wrong_ids', 'wrong_session', 'wrong_shapes'] as const)(
    'breaks the protocol a little by %s goes on',
    async (how) => {
      const write: Step = { do: 'write', path: 'a.txt', text: 'a' };
      const { result, server, run } = await runEcho([{ do: 'break_protocol', how }, write, say]);
      expect(result.metrics.files_changed).toBe(1);
      expect(result.reason).not.toBe('agent_failed');
      expect(JSON.stringify(server.transcript(run.id))).not.toContain('From elsewhere');
    },
  );

  it('says nothing but garbage fails with an example of it', async () => {
    const { result } = await runEcho([], {
      config: { acp: { command: [process.execPath, '-e', 'for (;;) console.log("not a message")'] } },
    });
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain('lines that are no messages, such as: not a message');
  });

  it('is no agent at all fails with what it printed', async () => {
    const { result } = await runEcho([], { config: { acp: { command: ['/bin/echo', 'hello'] } } });
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toMatch(/ended with 0/);
  });

  it('never answers fails when the time to start is over', async () => {
    const { result } = await runEcho([], {
      limits: { agentStartMs: 300 },
      config: { acp: { command: ['/bin/sleep', '1000'] } },
    });
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain('had no session after');
  });

  it('sends a line without an end is stopped at the bound', async () => {
    const { result } = await runEcho([{ do: 'endless_line', sizeBytes: 1024 ** 3 }]);
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain('a line of more than 16 MB');
  });

  it('answers with an error is told with its words', async () => {
    const { result } = await runEcho([{ do: 'fail', message: 'Out of credit' }]);
    expect(result).toMatchObject({ reason: 'agent_failed' });
    expect(result.summary).toContain('Out of credit');
  });

  it.each([
    ['refusal', 'refused'],
    ['max_tokens', 'limit of its tokens'],
  ] as const)('stops with %s fails', async (reason, words) => {
    const { result } = await runEcho([
      { do: 'write', path: 'a', text: 'a' },
      { do: 'stop', reason },
    ]);
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain(words);
  });

  it('falls silent is stopped, with nothing of it left', async () => {
    const { result, run } = await runEcho([say, { do: 'leave_daemon', pidFile: 'pid' }, hang], {
      limits: { agentSilenceMs: 1_000 },
    });
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_silent' });
    expect(processesOf(run.id)).toEqual([]);
  });

  it('says that it is done and leaves a daemon behind is done, and the daemon gone before the checks', async () => {
    const stand = await makeStand();
    const steps: Step[] = [{ do: 'leave_daemon', pidFile: 'pid' }, say];
    const check = nodeStep(
      'gone',
      'const pid = +require("fs").readFileSync("pid"); try { process.kill(pid, 0); } catch { process.exit(0) } process.exit(1)',
    );
    const { run } = stand.assign(await echoJob(steps, { checks: [check] }));
    const { result } = await stand.server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
    expect(processesOf(run.id)).toEqual([]);
  });

  it('takes too long is stopped at the wall limit', async () => {
    const { result } = await runEcho([say, { do: 'hang' }], { config: { max_wall_s: 2 } });
    expect(result).toMatchObject({ status: 'timed_out', reason: 'timed_out' });
  });

  it('floods is stopped at the limit of output, in bounded memory', async () => {
    const before = process.memoryUsage().rss;
    const { result, server, run } = await runEcho([{ do: 'flood', updates: 1_000_000, chunkBytes: 1_000 }], {
      config: { max_output_mb: 8 },
    });
    expect(result).toMatchObject({ reason: 'output_limit' });
    const written = server.transcript(run.id).reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
    expect(written).toBeLessThan(10 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('asks a thousand permissions is stopped after a few hundred', async () => {
    const { result } = await runEcho([{ do: 'ask_many', count: 1_000 }], {
      config: { permissions: 'deny' },
    });
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain('asked for more than 200 permissions');
  });

  it('asks people a thousand permissions at once is stopped: they see a few of them, and none stays open', async () => {
    const { result, server, run } = await runEcho([{ do: 'ask_many', count: 1_000 }], {
      config: { permissions: 'ask' },
    });
    expect(result.reason).toBe('agent_failed');
    expect(result.summary).toContain('asked for more than 200 permissions');
    const asked = server.all('permission.request', run.id).map(({ request }) => request.id);
    expect(new Set(asked).size).toBeLessThanOrEqual(20);
    const closed = server.all('permission.closed', run.id);
    expect(closed.map((frame) => frame.request_id).sort()).toEqual(asked.sort());
    expect(closed.every(({ outcome }) => outcome === 'withdrawn')).toBe(true);
    const shown = server.transcript(run.id).filter((entry) => entry.kind === 'permission');
    expect(shown.length).toBeLessThanOrEqual(200);
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set(['withdrawn']));
  });

  it('asks a thousand permissions at once that a policy allows has each answered and shown, and asks nobody', async () => {
    const { result, server, run } = await runEcho([{ do: 'ask_many', count: 1_000 }]);
    expect(result.reason).not.toBe('agent_failed');
    const shown = server.transcript(run.id).filter((entry) => entry.kind === 'permission');
    expect(shown).toHaveLength(1_000);
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set(['allowed']));
    expect(server.all('permission.request', run.id)).toEqual([]);
    expect(JSON.stringify(server.transcript(run.id))).toContain('1000 of 1000 permissions were given.');
  });
});

describe.each(['auto', 'groups'] as const)('with isolation %s', (isolation) => {
  /** An agent that has changed a file and then hangs, deaf to everything, with a daemon of its own. */
  async function hanging(parts: StandParts = {}) {
    const stand = await makeStand({ settings: { isolation }, ...parts });
    const { server, assign } = stand;
    const job = assign(await echoJob([{ do: 'leave_daemon', pidFile: 'pid' }, say, hang]));
    const hasSaid = () => JSON.stringify(server.transcript(job.run.id)).includes('"text":"Here I am."');
    await waitFor(hasSaid, { what: 'the agent to hang' });
    expect(processesOf(job.run.id).length).toBeGreaterThan(1);
    return { ...stand, job, run: job.run };
  }

  it('cancels: asks the agent to stop, ends what is left, and is never successful', async () => {
    const { server, run } = await hanging();
    server.send({ type: 'cancel', run_id: run.id, reason: 'not needed' });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'canceled', summary: 'Canceled: not needed' });
    expect(processesOf(run.id)).toEqual([]);
  });

  it('freezes the agent without a renewed lease, and thaws it with one', async () => {
    const { server, run } = await hanging({ limits: { freezeAfterMs: 300, agentSilenceMs: 60_000 } });
    server.isAnsweringHeartbeats = false;
    await waitFor(async () => (await statesOf(run.id)).every((state) => state === 'T'), {
      what: 'the agent to be stopped',
    });
    server.isAnsweringHeartbeats = true;
    await waitFor(async () => !(await statesOf(run.id)).includes('T'), { what: 'the agent to go on' });
    server.send({ type: 'cancel', run_id: run.id, reason: '' });
    await server.waitFor('complete', run.id);
  });

  it('kills the agent at once when the lease is lost, and says no more', async () => {
    const { server, run, job } = await hanging({ limits: { killGraceMs: 60_000 } });
    server.invalidLeases.add(job.lease_token);
    await waitFor(() => processesOf(run.id).length === 0, { what: 'the agent to die' });
    await waitFor(() => server.all('heartbeat').at(-1)?.runs.length === 0, {
      what: 'the run to be given up',
    });
    expect([...server.all('complete', run.id), ...server.all('release', run.id)]).toEqual([]);
  });
});

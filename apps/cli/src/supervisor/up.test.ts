import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../test-support/build.ts';
import { runCli } from '../test-support/cli.ts';
import { listProcessesOf } from '../test-support/processes.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/api/ready`).then(
    (response) => response.ok,
    () => false,
  );

/** What ends the database ends itself a moment after the last who used it. */
const areGone = async (dataDir: string): Promise<boolean> => (await listProcessesOf(dataDir)).length === 0;

describe.runIf(process.platform === 'linux')('overmind up', () => {
  let up: RunningUp;

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp();
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('shows where everything is, and the one-time link in a frame', async () => {
    const { url } = await up.instance();
    for (const shown of [url, up.dataDir, 'PostgreSQL, embedded', 'npx overmind project add DIR', '╭']) {
      expect(up.output).toContain(shown);
    }
    expect(up.output).toMatch(new RegExp(`│ ${url}/setup#token=\\S+ +│`));
    expect(await isHealthy(url)).toBe(true);
  });

  it('starts a killed server again on its port, and leaves the runner alone', async () => {
    const before = await up.instance();
    const runnerPid = await waitFor(() => up.runnerPid(), { what: 'the runner' });
    process.kill(before.pid, 'SIGKILL');
    const isBack = async (): Promise<boolean> =>
      (await up.instance()).pid !== before.pid && (await isHealthy(before.url));
    await waitFor(isBack, { what: 'the server to be ready again' });
    await waitFor(() => up.output.includes(`The server is back at ${before.url}.`), {
      what: 'the news of it',
    });
    expect(up.errors).toContain('The server ended (killed by SIGKILL). Starting it again.');
    expect(await up.runnerPid()).toBe(runnerPid);
  });

  it('starts a killed runner again', async () => {
    const before = await up.runnerPid();
    process.kill(before, 'SIGKILL');
    await waitFor(async () => (await up.runnerPid()) !== before, {
      what: 'another runner',
    });
    expect(up.errors).toContain('The runner ended (killed by SIGKILL). Starting it again.');
    expect(await isHealthy((await up.instance()).url)).toBe(true);
  });

  it('refuses a second start on the data folder in one sentence, and the first one goes on', async () => {
    const { url } = await up.instance();
    const second = await runCli(['up'], { env: up.env });
    expect(second.code).toBe(1);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.stderr).toMatch(/^OvermindOps already runs on .+ at http/);
    expect(second.stdout).toBe('');
    expect(await isHealthy(url)).toBe(true);
    expect(up.child.exitCode).toBeNull();
  });

  it('says which port is free when its own is taken, and leaves no process', async () => {
    const { url } = await up.instance();
    const dataDir = join(dirname(up.dataDir), 'other');
    const taken = await runCli(['up', '--port', new URL(url).port], {
      env: { ...up.env, DATA_DIR: dataDir },
    });
    expect(taken.code).toBe(1);
    expect(taken.stderr).toMatch(
      /^Port \d+ is taken by another program\. Port \d+ is free: start with PORT=\d+\.$/m,
    );
    expect(taken.stdout).toBe('');
    await waitFor(() => areGone(dataDir), { what: 'all of its processes to end' });
  });

  it('ends everything at a Ctrl-C that reaches the whole group twice', async () => {
    up.signalGroup('SIGINT');
    up.signalGroup('SIGINT');
    expect(await up.ended).toBe(0);
    await waitFor(() => areGone(up.dataDir), { what: 'all processes to end' });
  });
});

describe.runIf(process.platform === 'linux')('overmind up without a runner', () => {
  it('says so, starts none, and takes its server along when it is killed', async () => {
    await buildPrograms();
    await using up = await startUp({ settings: { RUNNER: 'none' } });
    expect(up.output).toContain('none on this machine (RUNNER=none)');
    expect((await listProcessesOf(up.dataDir)).filter(({ command }) => command.includes('runner'))).toEqual(
      [],
    );
    expect(await listProcessesOf(up.dataDir)).not.toEqual([]);
    up.child.kill('SIGKILL');
    await waitFor(() => areGone(up.dataDir), { what: 'the children to end' });
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });
});

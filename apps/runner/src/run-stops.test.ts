import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { ownerId, ownerMarker } from './process/owner.ts';
import {
  findProcess,
  hasEnvironmentEntry,
  listProcesses,
  type ProcessEntry,
} from './process/process-table.ts';
import { makeJob, nodeStep } from './test-support/job.ts';
import { makeStand, printedPid } from './test-support/stand.ts';

/** A step that starts a grandchild which ignores SIGTERM, and hangs; `marker` is a number to find it by. */
const hanging = (marker: number) =>
  nodeStep(
    'hang',
    `const c = require("child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, ${marker})"], { detached: true, stdio: "inherit" });
     console.log("started"); setInterval(() => {}, ${marker})`,
  );

/** Node processes whose program holds the marker; the wrappers around them are shells and carry it too. */
async function markedProcesses(mark: number): Promise<number[]> {
  const pids = listProcesses()
    .filter((entry) => !entry.isZombie)
    .map((entry) => entry.pid);
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter(
    (_, index) => lines[index]?.startsWith(process.execPath) && lines[index].includes(`}, ${mark})`),
  );
}
const countMarked = async (mark: number): Promise<number> => (await markedProcesses(mark)).length;

let marker = 100_000_000 + process.pid * 10;

describe.each(['auto', 'groups'] as const)('with isolation %s', (isolation) => {
  it('ends a step and its grandchildren at its time-out', async () => {
    const mark = ++marker;
    const { server, assign } = await makeStand({ settings: { isolation } });
    const { run } = assign({ commands: [{ ...hanging(mark), timeout_s: 5 }] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'timed_out', reason: 'timed_out' });
    expect(await countMarked(mark)).toBe(0);
  });

  it('cancels: all processes gone, never successful', async () => {
    const mark = ++marker;
    const { server, assign } = await makeStand({ settings: { isolation } });
    const { run } = assign({ commands: [hanging(mark)] });
    await waitFor(() => server.messages(run.id).includes('started'), { what: 'the step to start' });
    expect(await countMarked(mark)).toBeGreaterThanOrEqual(2);
    server.send({ type: 'cancel', run_id: run.id, reason: 'not needed' });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'canceled', reason: 'canceled', summary: 'Canceled: not needed' });
    expect(await countMarked(mark)).toBe(0);
  });

  it('lets a program end itself on SIGTERM and keeps its last words', async () => {
    const { server, assign } = await makeStand({ settings: { isolation }, limits: { killGraceMs: 240_000 } });
    const code =
      'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); console.log("started"); setInterval(() => {}, 1e6)';
    const { run } = assign({ commands: [nodeStep('polite', code)] });
    await waitFor(() => server.messages(run.id).includes('started'), { what: 'the step to start' });
    server.send({ type: 'cancel', run_id: run.id, reason: '' });
    await server.waitFor('complete', run.id);
    expect(server.messages(run.id, 'stdout')).toEqual(['started', 'bye']);
  });

  it('is not held up by a daemon that keeps the output open', async () => {
    const mark = ++marker;
    const { server, assign } = await makeStand({ settings: { isolation } });
    const code = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, ${mark})"], { detached: true, stdio: "inherit" }).unref(); console.log("done")`;
    const { run } = assign({ commands: [nodeStep('daemon', code)] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('completed');
    expect(await countMarked(mark)).toBe(0);
  });

  it('freezes without a renewed lease and thaws with one', async () => {
    const mark = ++marker;
    const limits = { freezeAfterMs: 200 };
    const { server, assign, settings } = await makeStand({ settings: { isolation }, limits });
    const code = `console.log("up"); const t = setInterval(() => { if (!fs.existsSync("go")) return; console.log("went on"); clearInterval(t); }, 50); setTimeout(() => {}, ${mark}).unref()`;
    const { run } = assign({ commands: [nodeStep('ticks', code)] });
    await waitFor(() => server.messages(run.id).includes('up'), { what: 'the step to start' });
    server.isAnsweringHeartbeats = false;
    await waitFor(() => server.messages(run.id, 'system').some((text) => text.includes('are frozen')), {
      what: 'the freeze',
    });
    const pid = (await markedProcesses(mark))[0] ?? 0;
    const isStopped = async () => / T /.test(await readFile(`/proc/${pid}/stat`, 'utf8'));
    await waitFor(isStopped, { what: 'the process to be stopped' });
    await writeFile(join(settings.dataDir, 'worktrees', run.id, 'go'), '');
    server.isAnsweringHeartbeats = true;
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('completed');
    expect(server.messages(run.id, 'stdout')).toEqual(['up', 'went on']);
  });

  it('kills at once and falls silent when the lease is lost', async () => {
    const mark = ++marker;
    const { server, assign, logged } = await makeStand({ settings: { isolation } });
    const job = assign({ commands: [hanging(mark)] });
    await waitFor(() => server.messages(job.run.id).includes('started'), { what: 'the step to start' });
    server.invalidLeases.add(job.lease_token);
    await waitFor(async () => (await countMarked(mark)) === 0, { what: 'the processes to die' });
    await waitFor(() => server.all('heartbeat').at(-1)?.runs.length === 0, {
      what: 'the run to be given up',
    });
    expect([...server.all('complete', job.run.id), ...server.all('release', job.run.id)]).toEqual([]);
    expect(logged.join('')).toContain('lease of a run was lost');
  });
});

it('starts nothing under a lease that was over when the assignment was read, and offers the place again', async () => {
  const { server, repository, assign } = await makeStand();
  const claims = server.all('claim').length;
  const late = makeJob({ repoPath: repository, commands: [nodeStep('late', 'console.log("late")')] });
  server.assign({ ...late, lease_expires_at: new Date(Date.now() - 1_000).toISOString() });
  await waitFor(() => server.all('claim').length > claims, { what: 'another claim' });
  const { run } = assign({ commands: [nodeStep('now', 'console.log("now")')] });
  await server.waitFor('complete', run.id);
  expect(server.messages(late.run.id)).toEqual([]);
  expect(server.all('complete', late.run.id)).toEqual([]);
});

describe('a runner that is stopped', () => {
  it('hands live runs back after the drain, with no process left', async () => {
    const mark = ++marker;
    const { server, runner, assign } = await makeStand({ limits: { handBackMs: 240_000 } });
    const { run } = assign({ commands: [hanging(mark)] });
    await waitFor(() => server.messages(run.id).includes('started'), { what: 'the step to start' });
    await runner.stop();
    expect(server.all('drain')).toHaveLength(1);
    expect(server.all('release', run.id)).toHaveLength(1);
    expect(server.messages(run.id).at(-1)).toContain('handed back');
    expect(await countMarked(mark)).toBe(0);
  });

  it('lets a run that is soon done finish', async () => {
    const { server, runner, assign } = await makeStand({ limits: { drainMs: 240_000 } });
    const { run } = assign({
      commands: [nodeStep('short', 'console.log("started"); setTimeout(() => {}, 300)')],
    });
    await waitFor(() => server.messages(run.id).includes('started'), { what: 'the step to start' });
    await runner.stop();
    expect((await server.waitFor('complete', run.id)).result.status).toBe('completed');
  });

  const mark = `${ownerMarker}=${ownerId()}`;
  const isOfRun = ({ pid, isZombie }: ProcessEntry): boolean => !isZombie && hasEnvironmentEntry(pid, mark);

  it('leaves no process when revoked', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      commands: [nodeStep('hang', 'console.log("pid " + process.pid); setInterval(() => {}, 1e6)')],
    });
    await printedPid(server, run.id);
    const mine = listProcesses().filter(isOfRun);
    expect(mine).not.toEqual([]);
    server.close(4401);
    await waitFor(() => mine.every(({ pid, startTime }) => findProcess(pid)?.startTime !== startTime), {
      what: 'the processes to die',
    });
  });
});

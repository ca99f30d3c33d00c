import { getRun } from '@overmind/contracts/routes/runs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FakeRunner, leaseOf } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask, addWorkingProject, taskIn } from '../test-support/work.ts';

const leaseMs = 6_000;
let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true, env: { LEASE_MS: String(leaseMs), HEARTBEAT_MS: '300' } });
  ada = await addPerson(server);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

/** The runner is heard until it has the run, and renews nothing by that. */
async function give({ losses = 0 } = {}) {
  const runner = await FakeRunner.connect(server);
  onTestFinished(() => runner.close());
  const project = await addWorkingProject(ada);
  const task = await addTask(ada, project, { agent: 'qa' });
  await server.core.db.updateTable('tasks').set({ losses }).where('id', '=', task.id).execute();
  const beat = setInterval(() => runner.send({ type: 'heartbeat', runs: [] }), 200);
  const job = await runner.take((each) => each.task.id === task.id).finally(() => clearInterval(beat));
  return { runner, task, job };
}

/** It lives, and renews only what is added to these leases. */
function keepSaying(runner: FakeRunner, leases: ReturnType<typeof leaseOf>[] = []) {
  const beat = setInterval(() => runner.send({ type: 'heartbeat', runs: [...leases] }), 200);
  onTestFinished(() => clearInterval(beat));
  return leases;
}

describe('a lease', () => {
  it('that is not renewed runs out: the run is lost, queued again, and its old holder is fenced off', async () => {
    const { runner, task, job } = await give();
    expect(runner.all('welcome')[0]).toMatchObject({ lease_ms: leaseMs, heartbeat_ms: 300 });
    const leases = keepSaying(runner);
    runner.send({ type: 'claim', capacity: 1 });
    const { job: next } = await runner.waitFor('assign', (frame) => frame.job.run.id !== job.run.id);
    leases.push(leaseOf(next));
    expect(Date.parse(next.lease_expires_at)).toBeGreaterThanOrEqual(
      Date.parse(job.lease_expires_at) + leaseMs,
    );
    expect([next.task.id, next.run.attempt]).toEqual([task.id, 2]);
    expect(Number(next.lease_token)).toBeGreaterThan(Number(job.lease_token));
    const lost = await ada.api.call(getRun, { params: { id: job.run.id } });
    expect(lost).toMatchObject({ status: 'failed', reason: 'lost' });
    expect(lost.status_detail).not.toBe('');
    runner.log(job, 1, ['late']);
    expect(await runner.waitFor('refused')).toMatchObject({ code: 'stale_lease' });
    expect(await runner.complete(job)).toMatchObject({ type: 'refused', code: 'stale_lease' });
    expect(await runner.complete(next)).toMatchObject({ type: 'ack' });
    await taskIn(ada, task.id, 'needs_review');
  });

  it('that ran out goes to a runner that is heard, not to one that offered itself and fell silent', async () => {
    const { runner, task, job } = await give();
    runner.send({ type: 'claim', capacity: 1 });
    const other = await FakeRunner.connect(server);
    onTestFinished(() => other.close());
    const leases = keepSaying(other);
    await waitFor(async () => (await ada.api.call(getRun, { params: { id: job.run.id } })).finished_at, {
      what: 'the run to be lost',
    });
    other.send({ type: 'claim', capacity: 1 });
    const next = await other.take((each) => each.task.id === task.id);
    leases.push(leaseOf(next));
    expect(next.run.attempt).toBe(2);
    expect(runner.all('assign').map((frame) => frame.job.run.id)).toEqual([job.run.id]);
    expect(await other.complete(next)).toMatchObject({ type: 'ack' });
  });

  it('that is renewed outlasts its first term many times, by the clock of the database', async () => {
    const { runner, job } = await give();
    const terms = new Set<string>();
    keepSaying(runner, [leaseOf(job)]);
    const lastsFrom = Date.parse(job.lease_expires_at);
    await waitFor(
      () => {
        for (const { runs } of runner.all('leases'))
          for (const each of runs) terms.add(each.lease_expires_at ?? '');
        return [...terms].some((term) => Date.parse(term) > lastsFrom + 2 * leaseMs);
      },
      { what: 'two more terms' },
    );
    expect(await ada.api.call(getRun, { params: { id: job.run.id } })).toMatchObject({ status: 'started' });
    expect(runner.all('leases').every(({ runs }) => runs.every((each) => each.is_valid))).toBe(true);
  });

  it('that ran out for the third time fails the task with a reason', async () => {
    const { runner, task } = await give({ losses: 2 });
    runner.send({ type: 'claim', capacity: 3 });
    const failed = await taskIn(ada, task.id, 'failed');
    expect(failed.status_reason).toContain('lost its runner three times');
    expect(runner.all('assign').filter(({ job }) => job.task.id === task.id)).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import { RunJob as RunJobSchema } from '@overmind/contracts/entities/run';
import { listRunners, revokeRunner, updateRunner } from '@overmind/contracts/routes/runners';
import { cancelRun, getRun, getRunLogs } from '@overmind/contracts/routes/runs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addRunner, evidence, FakeRunner, leaseOf, success } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';
import { addTask, addWorkingProject, taskIn } from '../test-support/work.ts';

let server: TestServer;
let admin: Person;
let runner: FakeRunner;
let project: Project;
let give: (type?: 'test' | 'code_change') => Promise<RunJob>;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  admin = await addPerson(server, { isAdmin: true });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  const mine = await connect();
  runner = mine;
  project = await addWorkingProject(admin);
  give = async (type = 'test') => {
    const task = await addTask(admin, project, { type, agent: 'qa' });
    return mine.take((job) => job.task.id === task.id);
  };
});

async function connect(
  ...parts: Parameters<typeof FakeRunner.connect> extends [unknown, ...infer P] ? P : never
): Promise<FakeRunner> {
  const fake = (await FakeRunner.connect(server, ...parts)).keepAlive();
  onTestFinished(() => fake.close());
  return fake;
}
const runOf = (job: RunJob) => admin.api.call(getRun, { params: { id: job.run.id } });
const linesOf = async (job: RunJob) =>
  (await admin.api.call(getRunLogs, { params: { id: job.run.id } })).items.map((line) => line.message);
const statusOf = async (id: string) =>
  (await admin.api.call(listRunners, {})).items.find((each) => each.id === id)?.status;

describe('the channel', () => {
  it('welcomes a runner, and tells viewers that it is there and when it is gone', async () => {
    const viewer = await TestViewer.open(server, { token: admin.token, projectId: project.id });
    onTestFinished(() => viewer.close());
    const other = await connect(undefined, { labels: ['gpu'], capacity: 7 });
    expect(other.all('welcome')[0]).toMatchObject({
      runner_id: other.id,
      lease_ms: server.config.LEASE_MS,
      heartbeat_ms: 10_000,
    });
    const online = await viewer.waitFor('runner.updated', ({ entity }) => entity.id === other.id);
    expect(online.entity.patch).toMatchObject({ status: 'online', labels: ['gpu'], capacity: 7 });
    await other.close();
    await viewer.waitFor(
      'runner.updated',
      ({ entity }) => entity.id === other.id && entity.patch.status === 'stale',
    );
  });

  it('shows viewers a coding agent that was installed after the hello', async () => {
    const viewer = await TestViewer.open(server, { token: admin.token, projectId: project.id });
    onTestFinished(() => viewer.close());
    const goose = { preset: 'goose', title: 'Goose', version: '1.2.3', is_installed: true, install_hint: '' };
    runner.send({ type: 'agents', agents: [goose] });
    await viewer.waitFor(
      'runner.updated',
      ({ entity }) => entity.id === runner.id && entity.patch.agents?.[0]?.version === '1.2.3',
    );
  });

  it('closes with 4400 for work before hello, a second hello and a bad frame', async () => {
    const dial = async (act: (fake: FakeRunner) => void) => {
      const fake = new FakeRunner(server, await addRunner(server));
      fake.socket.once('open', () => act(fake));
      return (await fake.closed).code;
    };
    expect(await dial((fake) => fake.send({ type: 'claim', capacity: 1 }))).toBe(4400);
    expect(await dial((fake) => [fake.greet(), fake.greet()])).toBe(4400);
    expect(await dial((fake) => fake.socket.send('{"type":"dance"}'))).toBe(4400);
  });

  it('refuses an end of a run that cannot be read, names the field, and stays open', async () => {
    const job = await give();
    const frame = { type: 'complete', ...leaseOf(job), last_seq: 0, frame_id: randomUUID() };
    const result = { ...success(), summary: 'x'.repeat(20_001) };
    runner.socket.send(JSON.stringify({ ...frame, result }));
    const refused = await runner.waitFor('refused', ({ frame_id }) => frame_id === frame.frame_id);
    expect(refused).toMatchObject({ run_id: job.run.id, code: 'invalid' });
    expect(refused.detail).toContain('result.summary');
    expect(await runner.complete(job)).toMatchObject({ type: 'ack' });
  });

  it('is for runners: nobody and a revoked one are shut out, and a second dial takes over', async () => {
    const nobody = new FakeRunner(server, { id: '', token: 'wrong' });
    expect((await nobody.closed).code).toBe(4401);
    const again = await connect(runner);
    expect((await runner.closed).code).toBe(4400);
    expect(await statusOf(again.id)).toBe('online');
    await admin.api.call(revokeRunner, { params: { id: again.id } });
    expect((await again.closed).code).toBe(4401);
    expect((await new FakeRunner(server, again).closed).code).toBe(4401);
  });
});

describe('a run', () => {
  it('is given as the immutable job, under a lease, to a runner with room', async () => {
    const askedAt = Date.now();
    const job = await give();
    expect(RunJobSchema.parse(job)).toMatchObject({
      ...{ repo_path: '/repos/shop', commands: [{ name: 'test' }], feedback: [], agent: { name: 'qa' } },
      run: { attempt: 1, branch: expect.stringMatching(/^overmind\/shop\d*-1\/1$/) },
    });
    expect(Date.parse(job.lease_expires_at)).toBeGreaterThan(askedAt + 20_000);
    expect(await runOf(job)).toMatchObject({ status: 'started', runner_id: runner.id });
    await taskIn(admin, job.task.id, 'in_progress');
    expect(runner.all('assign')).toHaveLength(1);
  });

  it('is not given to a runner whose roots do not hold it, or that drains', async () => {
    await admin.api.call(updateRunner, { params: { id: runner.id }, body: { is_draining: true } });
    await runner.waitFor('drain');
    const elsewhere = await connect(undefined, { allowed_roots: ['/repos/shopping', '/other'] });
    for (const each of [runner, elsewhere]) each.send({ type: 'claim', capacity: 5 });
    const near = await connect(undefined, { allowed_roots: ['/repos/shop'] });
    const task = await addTask(admin, project, { agent: 'qa' });
    await near.take((job) => job.task.id === task.id);
    expect([...runner.all('assign'), ...elsewhere.all('assign')]).toEqual([]);
  });

  it('keeps its log as it was numbered: duplicates are dropped, a gap is answered with how far it is', async () => {
    const job = await give();
    runner.log(job, 1, ['a', 'b', 'c']);
    await runner.logged(job, 3);
    runner.log(job, 1, ['a', 'b', 'c']);
    runner.log(job, 2, ['b', 'c', 'd', 'e']);
    await runner.logged(job, 5);
    const acks = runner.all('log.ack').length;
    runner.log(job, 9, ['i']);
    await waitFor(() => runner.all('log.ack').length > acks, { what: 'an answer to the gap' });
    expect(runner.all('log.ack').at(-1)?.acked_seq).toBe(5);
    runner.log(job, 6, ['f']);
    await runner.logged(job, 6);
    expect(await linesOf(job)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await runOf(job)).log_seq).toBe(6);
  });

  it('refuses lines of an impossible number, and goes on', async () => {
    const job = await give();
    runner.log(job, 2 ** 31, ['x']);
    const refused = await runner.waitFor('refused', (frame) => frame.run_id === job.run.id);
    expect(refused.code).not.toBe('internal');
    runner.log(job, 1, ['fine']);
    await runner.logged(job, 1);
  });

  it('changes for nobody but its holder: a stale lease or another runner is refused', async () => {
    const job = await give();
    const other = await connect();
    const before = await runOf(job);
    const stale = { ...job, lease_token: String(Number(job.lease_token) - 1) };
    for (const [who, lease] of [
      [runner, stale],
      [other, job],
    ] as const) {
      who.log(lease, 1, ['mine']);
      expect(await who.waitFor('refused')).toMatchObject({ code: 'stale_lease', run_id: job.run.id });
      expect(await who.complete(lease)).toMatchObject({ type: 'refused', code: 'stale_lease' });
      expect(await who.tell({ type: 'release', ...leaseOf(lease), detail: 'x' })).toMatchObject({
        code: 'stale_lease',
      });
      expect(
        await who.tell({
          type: 'state',
          ...leaseOf(lease),
          status: 'streaming',
          base_commit: 'x',
          steps: [],
        }),
      ).toMatchObject({ code: 'stale_lease' });
      who.send({ type: 'heartbeat', runs: [leaseOf(lease)] });
      const leases = await who.waitFor('leases', ({ runs }) => runs.length > 0);
      expect(leases.runs[0]).toMatchObject({ is_valid: false, lease_expires_at: null });
      const upload = await who.upload(lease, { name: 'x.md', content: Buffer.from('x') });
      expect([upload.status, upload.problem.code]).toEqual([409, 'stale_lease']);
    }
    expect(await runOf(job)).toEqual(before);
    expect(await linesOf(job)).toEqual([]);
  });

  it('ends with its result, whose repeat is answered alike, and is over after that', async () => {
    const job = await give();
    runner.log(job, 1, ['one']);
    expect(await runner.complete(job, success(), 2)).toMatchObject({ type: 'refused', code: 'conflict' });
    await runner.logged(job, 1);
    expect(await runner.complete(job, success({ head_commit: 'abc' }), 1)).toMatchObject({ type: 'ack' });
    expect(await runner.complete(job, success({ head_commit: 'other' }), 1)).toMatchObject({ type: 'ack' });
    expect(await runOf(job)).toMatchObject({
      status: 'completed',
      head_commit: 'abc',
      evidence: [evidence()],
    });
    runner.log(job, 2, ['late']);
    await runner.waitFor('refused', (frame) => frame.frame_id === null);
    expect(await linesOf(job)).toEqual(['one']);
  });

  it('that shows nothing has not succeeded', async () => {
    const job = await give();
    await runner.complete(job, success({ evidence: [] }));
    expect(await runOf(job)).toMatchObject({ status: 'failed', reason: 'no_evidence' });
    expect((await taskIn(admin, job.task.id, 'failed')).status_reason).not.toBe('');
  });

  it('may end with whatever number and text a program gave', async () => {
    for (const change of [
      { exit_code: 3_221_225_786 },
      { summary: 'a\0b \ud800' },
      { evidence: [{ ...evidence(), excerpt: 'x\0\udc00' }] },
    ]) {
      const job = await give();
      const answer = await runner.complete(job, success(change));
      expect([change, answer]).toMatchObject([change, { type: 'ack' }]);
    }
  });

  it('that is canceled is told to its runner, and ends canceled even if it claims success', async () => {
    const job = await give();
    await admin.api.call(cancelRun, { params: { id: job.run.id }, body: { reason: 'Not now.' } });
    expect(await runner.waitFor('cancel')).toMatchObject({ run_id: job.run.id, reason: 'Not now.' });
    runner.send({ type: 'heartbeat', runs: [leaseOf(job)] });
    await waitFor(() => runner.all('cancel').length >= 2, { what: 'the cancel to be repeated' });
    await runner.complete(job);
    expect(await runOf(job)).toMatchObject({ status: 'canceled', reason: 'canceled' });
    await taskIn(admin, job.task.id, 'canceled');
  });

  it('that is handed back is queued again, under a higher token and the next attempt', async () => {
    const job = await give();
    expect(await runner.tell({ type: 'release', ...leaseOf(job), detail: 'No disk.' })).toMatchObject({
      type: 'ack',
    });
    const next = await runner.take((each) => each.task.id === job.task.id && each.run.id !== job.run.id);
    expect(Number(next.lease_token)).toBeGreaterThan(Number(job.lease_token));
    expect(next.run.attempt).toBe(2);
    expect(await runOf(job)).toMatchObject({ status: 'failed', reason: 'released' });
  });

  it('goes on with a runner that comes back with it, and is lost at once by one that comes back without', async () => {
    const kept = await give();
    await runner.close();
    const back = await connect(runner, { live_runs: [leaseOf(kept)] });
    expect((await back.waitFor('leases')).runs[0]).toMatchObject({ run_id: kept.run.id, is_valid: true });
    await back.close();
    const empty = await connect(runner);
    expect(await runOf(kept)).toMatchObject({ status: 'failed', reason: 'lost' });
    await empty.take((each) => each.task.id === kept.task.id);
  });

  it('of a runner that is revoked goes to another', async () => {
    const job = await give();
    const other = await connect();
    await admin.api.call(revokeRunner, { params: { id: runner.id } });
    const next = await other.take((each) => each.task.id === job.task.id);
    expect(next.run.id).not.toBe(job.run.id);
    expect((await runner.closed).code).toBe(4401);
    const before = await runOf(job);
    expect(before).toMatchObject({ status: 'failed', reason: 'lost' });
    expect((await runner.upload(job, { name: 'report.md', content: Buffer.from('late') })).status).toBe(401);
    expect(await runOf(job)).toEqual(before);
  });

  it('of a runner that drains stays with it, and the next goes to another', async () => {
    const job = await give();
    const other = await connect();
    await admin.api.call(updateRunner, { params: { id: runner.id }, body: { is_draining: true } });
    await runner.waitFor('drain');
    runner.send({ type: 'claim', capacity: 1 });
    const task = await addTask(admin, project, { agent: 'qa' });
    expect(await runner.complete(job)).toMatchObject({ type: 'ack' });
    await other.take((each) => each.task.id === task.id);
    expect(runner.all('assign').map((frame) => frame.job.task.id)).not.toContain(task.id);
  });

  it('is taken by one of many that ask at once', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connect()));
    for (const each of [runner, ...others]) each.send({ type: 'claim', capacity: 3 });
    const task = await addTask(admin, project, { agent: 'qa' });
    const given = () =>
      [runner, ...others].flatMap((each) => each.all('assign')).filter(({ job }) => job.task.id === task.id);
    await waitFor(() => given().length > 0, { what: 'one of them to be given it' });
    const answered = [runner, ...others].map((each) => [each, each.all('leases').length] as const);
    for (const [each] of answered) each.send({ type: 'heartbeat', runs: [] });
    for (const [each, count] of answered)
      await waitFor(() => each.all('leases').length > count, { what: 'an answer behind all that was given' });
    expect(given()).toHaveLength(1);
  });

  it('of an unknown id is refused', async () => {
    const job = { ...(await give()), run: { id: randomUUID(), attempt: 1, branch: 'x' } };
    expect(await runner.complete(job)).toMatchObject({
      type: 'refused',
      code: expect.stringMatching(/not_found|stale_lease/),
    });
  });
});

describe('what a runner is and offers', () => {
  it.each([
    [1, 'too old'],
    [99, 'too new'],
  ])('is told how to update it when it speaks protocol %i, whatever else it says', async (protocol, what) => {
    const fake = new FakeRunner(server, await addRunner(server));
    const hello = { type: 'hello', protocol, version: '0.0.3', news: true };
    fake.socket.once('open', () => fake.socket.send(JSON.stringify(hello)));
    expect(await fake.closed).toEqual({
      code: 4426,
      reason: `${what}: in its folder, curl -fsS -o runner.tgz SERVER/api/runner.tgz && tar -xzf runner.tgz; then start it again`,
    });
    const shown = async () => (await admin.api.call(listRunners, {})).items.find(({ id }) => id === fake.id);
    await waitFor(async () => (await shown())?.is_turned_away, { what: 'that it was turned away' });
    expect(await shown()).toMatchObject({ version: '0.0.3', status: 'offline' });
    const updated = await connect(fake, { version: '0.0.4' });
    expect(await shown()).toMatchObject({ version: '0.0.4', status: 'online', is_turned_away: false });
    await updated.close();
  });

  it('does not keep work for one that was turned away, and what others run goes on', async () => {
    const going = await give();
    const old = new FakeRunner(server, await addRunner(server));
    old.socket.once('open', () => [old.greet({ protocol: 1 }), old.send({ type: 'claim', capacity: 4 })]);
    await old.closed;
    expect(await runner.complete(going)).toMatchObject({ type: 'ack' });
    expect(await runner.complete(await give())).toMatchObject({ type: 'ack' });
    expect(old.all('assign')).toEqual([]);
  });

  it('is shown with its coding agents and its sandbox', async () => {
    const agent = { preset: 'echo', title: 'Echo', version: '1.0', is_installed: true, install_hint: '' };
    const fake = await FakeRunner.connect(server, undefined, {
      ...{ version: '0.0.1', sandbox: 'sandboxed', agents: [agent] },
    });
    const { items } = await admin.api.call(listRunners, {});
    expect(items.find(({ id }) => id === fake.id)).toMatchObject({
      ...{ version: '0.0.1', sandbox: 'sandboxed', agents: [agent], status: 'online' },
    });
    await fake.close();
  });
});

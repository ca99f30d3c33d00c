import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import { getRun } from '@overmind/contracts/routes/runs';
import { noteDisconnect } from '@overmind/core/runners/presence';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRunner, FakeRunner, success } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { type Answer, type Sent, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask, addWorkingProject, taskIn } from '../test-support/work.ts';

/** `script` works by plain HTTP; a connected runner only answers for the repository. */
let server: TestServer;
let ada: Person;
let script: { id: string; token: string };
let give: () => Promise<RunJob>;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server);
  (await FakeRunner.connect(server)).keepAlive();
});
afterAll(() => server.stop());
afterEach(async () => {
  await noteDisconnect(server.core, script.id);
  expect(server.faults.splice(0)).toEqual([]);
});
beforeEach(async () => {
  script = await addRunner(server);
  await beat({ allowed_roots: ['/repos'], capacity: 2, version: '0.1', platform: 'script', labels: [] });
  const project = await addWorkingProject(ada);
  give = async () => {
    const task = await addTask(ada, project, { agent: 'qa' });
    // A lease of an earlier test may have run out meanwhile; its run is then given again.
    const find = async (): Promise<RunJob | undefined> => {
      const { jobs } = (await claim({ capacity: 5, wait_s: 5 })).json;
      return (jobs as RunJob[]).find((each) => each.task.id === task.id);
    };
    return waitFor(find, { what: 'the run to be given' });
  };
});

const call = (sent: Sent): Promise<Answer> => send(server, { method: 'POST', token: script.token, ...sent });
const claim = (body: unknown) => call({ path: '/api/runner/claim', body });
const beat = (body: unknown) => call({ path: '/api/runner/heartbeat', body });
const log = (job: RunJob, first: number, messages: string[]) =>
  call({
    path: `/api/runs/${job.run.id}/logs`,
    body: {
      lease_token: job.lease_token,
      lines: messages.map((message, index) => ({ seq: first + index, stream: 'stdout', message })),
    },
  });
const complete = (job: RunJob, more: object = {}) =>
  call({
    path: `/api/runs/${job.run.id}/complete`,
    body: { lease_token: job.lease_token, ...success(), ...more },
  });

describe('by plain HTTP', () => {
  it('a claim waits until work comes', async () => {
    const project = await addWorkingProject(ada);
    const waiting = claim({ capacity: 1, wait_s: 30 });
    const task = await addTask(ada, project, { agent: 'qa' });
    const { status, json } = await waiting;
    expect([status, json.jobs.length, json.jobs[0].task.id]).toEqual([200, 1, task.id]);
    await taskIn(ada, task.id, 'in_progress');
  });

  it('a claim without work answers nothing when its time is over', async () => {
    expect((await claim({ wait_s: 0 })).json).toEqual({ jobs: [] });
    expect((await claim({ wait_s: 1 })).json).toEqual({ jobs: [] });
    for (const body of [{ capacity: 0 }, { wait_s: 31 }, { wait_s: -1 }, { capacity: '1' }])
      expect((await claim(body)).status).toBe(422);
  });

  it('a run is logged, renewed and completed', async () => {
    const job = await give();
    expect((await log(job, 1, ['a', 'b'])).json).toEqual({ acked_seq: 2 });
    expect((await log(job, 1, ['a', 'b', 'c'])).json).toEqual({ acked_seq: 3 });
    expect((await log(job, 9, ['x'])).json).toEqual({ acked_seq: 3 });
    const lease = { run_id: job.run.id, lease_token: job.lease_token };
    expect((await beat({ runs: [lease] })).json.runs).toEqual([
      {
        run_id: job.run.id,
        is_valid: true,
        is_canceled: false,
        lease_expires_at: expect.stringMatching(/Z$/),
      },
    ]);
    const body = {
      lease_token: job.lease_token,
      status: 'completed',
      exit_code: 0,
      summary: '2 passed.',
      metrics: {},
    };
    const claimed = await call({ path: `/api/runs/${job.run.id}/complete`, body });
    expect(claimed.json).toMatchObject({ status: 'failed', reason: 'no_evidence' });
    expect((await complete(job)).json).toMatchObject({ status: 'failed', reason: 'no_evidence' });
  });

  it('a success with evidence is one', async () => {
    const job = await give();
    expect((await complete(job)).json).toMatchObject({ status: 'completed', log_seq: 0 });
    await taskIn(ada, job.task.id, 'needs_review');
  });

  it('a stale lease and another runner get 409 and change nothing', async () => {
    const job = await give();
    const before = await ada.api.call(getRun, { params: { id: job.run.id } });
    const other = await addRunner(server);
    const stale = { ...job, lease_token: '1' };
    const refusals = [
      await log(stale, 1, ['x']),
      await complete(stale),
      await call({
        path: `/api/runs/${job.run.id}/logs`,
        token: other.token,
        body: { lease_token: job.lease_token, lines: [{ seq: 1, stream: 'stdout', message: 'x' }] },
      }),
      await call({
        path: `/api/runs/${job.run.id}/complete`,
        token: other.token,
        body: { lease_token: job.lease_token, ...success() },
      }),
    ];
    expect(refusals.map((answer) => [answer.status, answer.problem.code])).toEqual(
      refusals.map(() => [409, 'stale_lease']),
    );
    const lease = { run_id: job.run.id, lease_token: '1' };
    expect((await beat({ runs: [lease] })).json.runs[0].is_valid).toBe(false);
    expect(await ada.api.call(getRun, { params: { id: job.run.id } })).toEqual(before);
  });

  it('lines that do not follow on each other, or have an impossible number, are refused', async () => {
    const job = await give();
    const lines = [1, 3].map((seq) => ({ seq, stream: 'stdout', message: 'x' }));
    const path = `/api/runs/${job.run.id}/logs`;
    expect((await call({ path, body: { lease_token: job.lease_token, lines } })).status).toBe(422);
    expect((await log(job, 2 ** 31, ['x'])).status).toBe(422);
    expect((await log(job, 2 ** 40, ['x'])).status).toBe(422);
    expect((await log(job, 0, ['x'])).status).toBe(422);
    expect((await log(job, 1, ['fine'])).status).toBe(200);
  });

  it('a runner reads nothing that people read', async () => {
    const job = await give();
    for (const path of [
      `/api/runs/${job.run.id}`,
      `/api/runs/${job.run.id}/logs`,
      '/api/projects',
      `/api/tasks/${job.task.id}`,
      '/api/runners',
    ])
      expect((await call({ method: 'GET', path })).status, path).toBe(403);
  });
});

describe('a file of a run', () => {
  const content = Buffer.from('# Report\n<script>alert(1)</script>\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const upload = (
    job: RunJob,
    { body = content, sum = sha256, name = 'report.md', key = '', kind = 'report' } = {},
  ) =>
    call({
      path: `/api/runs/${job.run.id}/artifacts?lease_token=${job.lease_token}&kind=${kind}&name=${name}&sha256=${sum}`,
      body,
      headers: key === '' ? {} : { 'idempotency-key': key },
    });

  it('is stored once, however often it is sent, with a key or without', async () => {
    const job = await give();
    const first = await upload(job, { key: 'one' });
    expect([first.status, first.json]).toEqual([
      201,
      expect.objectContaining({
        kind: 'report',
        name: 'report.md',
        size_bytes: content.length,
        sha256,
        run_id: job.run.id,
      }),
    ]);
    for (const key of ['one', '', 'two']) expect((await upload(job, { key })).json).toEqual(first.json);
    const list = await call({ method: 'GET', path: `/api/runs/${job.run.id}/artifacts`, token: ada.token });
    expect(list.json.items).toEqual([first.json]);
  });

  it('that arrived damaged, or differs from one of its name, is refused and leaves nothing', async () => {
    const job = await give();
    expect((await upload(job, { sum: 'a'.repeat(64) })).status).toBe(422);
    expect((await upload(job)).status).toBe(201);
    const other = Buffer.from('other');
    const answer = await upload(job, { body: other, sum: createHash('sha256').update(other).digest('hex') });
    expect([answer.status, answer.problem.code]).toEqual([409, 'conflict']);
  });

  it('has a plain name, and bytes for a body', async () => {
    const job = await give();
    for (const name of ['..%2f..%2fetc%2fpasswd', 'a%2fb', '', '%00', 'x'.repeat(101), 'a%22b', '%E2%80%AE'])
      expect((await upload(job, { name })).status, name).toBe(400);
    const path = `/api/runs/${job.run.id}/artifacts?lease_token=${job.lease_token}&kind=report&name=a&sha256=${sha256}`;
    expect((await call({ path, body: { a: 1 } })).status).toBe(415);
    expect((await call({ path })).status).toBe(415);
    const empty = createHash('sha256').digest('hex');
    expect((await upload(job, { body: Buffer.alloc(0), sum: empty, name: 'empty' })).status).toBe(201);
  });

  it('is downloaded whole or by a range, as an attachment that no browser runs', async () => {
    const job = await give();
    const { id } = (await upload(job)).json;
    const get = (range?: string, method = 'GET') =>
      call({
        method,
        path: `/api/artifacts/${id}/content`,
        token: ada.token,
        headers: range === undefined ? {} : { range },
      });
    const whole = await get();
    expect([whole.status, whole.bytes.equals(content)]).toEqual([200, true]);
    expect(whole.headers).toMatchObject({
      ...{ 'content-disposition': 'attachment; filename="report.md"', 'x-content-type-options': 'nosniff' },
      ...{
        'content-security-policy': "default-src 'none'; sandbox",
        'accept-ranges': 'bytes',
        etag: `"${sha256}"`,
      },
      'content-length': String(content.length),
    });
    expect(whole.headers['content-type']).not.toMatch(/html/);
    const size = content.length;
    const ranges: [string, number, number][] = [
      ['bytes=0-3', 0, 3],
      ['bytes=2-', 2, size - 1],
      ['bytes=-4', size - 4, size - 1],
      ['bytes=0-999999', 0, size - 1],
    ];
    for (const [range, start, end] of ranges) {
      const part = await get(range);
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes ${start}-${end}/${size}`]);
      expect(part.bytes.equals(content.subarray(start, end + 1)), range).toBe(true);
    }
    for (const range of [`bytes=${size}-`, 'bytes=5-2', 'bytes=-0'])
      expect(await get(range), range).toMatchObject({
        ...{ status: 416, headers: { 'content-range': `bytes */${size}` } },
      });
    for (const range of ['bytes=0-1,3-4', 'lines=1-2', 'bytes=x-y', 'bytes=-'])
      expect((await get(range)).bytes.equals(content), range).toBe(true);
    const ifRange = (etag: string) =>
      call({
        ...{ method: 'GET', path: `/api/artifacts/${id}/content`, token: ada.token },
        headers: { range: 'bytes=0-3', 'if-range': etag },
      });
    expect([(await ifRange(`"${sha256}"`)).status, (await ifRange('"other"')).status]).toEqual([206, 200]);
    const head = await get(undefined, 'HEAD');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(size)]);
  });

  it('is told of as missing where the disk holds it no more, as a file, a log and a diff', async () => {
    const job = await give();
    const { id, project_id } = (await upload(job)).json;
    expect((await upload(job, { kind: 'log', name: 'output.log' })).status).toBe(201);
    expect((await upload(job, { kind: 'diff', name: 'changes.diff' })).status).toBe(201);
    await rm(join(server.config.DATA_DIR, 'projects', project_id, 'artifacts'), { recursive: true });
    const get = async (path: string) => {
      const { status, problem } = await call({ method: 'GET', path: `/api${path}`, token: ada.token });
      return [status, problem.detail];
    };
    const of = (what: string) => [
      ...[410, `${what} is missing on the server's disk. Restore DATA_DIR from a backup.`],
    ];
    expect(await get(`/artifacts/${id}/content`)).toEqual(of('The file report.md of this run'));
    expect(await get(`/runs/${job.run.id}/logs/download`)).toEqual(of('The log of this run'));
    expect(await get(`/runs/${job.run.id}/diff`)).toEqual(of('The diff of this run'));
    expect(server.faults.splice(0)).toHaveLength(3);
  });

  it('keeps the exact log for the download, else its lines are put together', async () => {
    const job = await give();
    await log(job, 1, ['one', 'two']);
    const download = () =>
      call({ method: 'GET', path: `/api/runs/${job.run.id}/logs/download`, token: ada.token });
    const lines = await download();
    expect([lines.text, lines.headers['content-disposition']]).toEqual([
      'one\ntwo\n',
      `attachment; filename="run-${job.run.id}.log"`,
    ]);
    const raw = Buffer.from([0, 255, 10, 65]);
    const query = new URLSearchParams({
      lease_token: job.lease_token,
      kind: 'log',
      name: 'output.log',
      sha256: createHash('sha256').update(raw).digest('hex'),
    });
    expect((await call({ path: `/api/runs/${job.run.id}/artifacts?${query}`, body: raw })).status).toBe(201);
    expect((await download()).bytes.equals(raw)).toBe(true);
  });
});

import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import { getRun, getRunTranscript } from '@overmind/contracts/routes/runs';
import { searchProject } from '@overmind/contracts/routes/search';
import { emptyTranscript, entriesOf, reduceTranscript } from '@overmind/domain/transcript/reduce';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addRunner, FakeRunner, leaseOf, note } from '../test-support/fake-runner.ts';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { seqsBetween, TestViewer } from '../test-support/viewer.ts';
import { addCodingAgent, addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let ada: Person;
let project: Project;
let credentials: { id: string; token: string };
let runner: FakeRunner;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server);
  credentials = await addRunner(server);
  runner = (await FakeRunner.connect(server, credentials, { capacity: 20 })).keepAlive();
  project = await addWorkingProject(ada, 'Talk', { concurrency: 20 });
  await addCodingAgent(ada, project, 'coder');
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

async function startRun(): Promise<RunJob> {
  const task = await addTask(ada, project, { agent: 'coder' });
  return runner.take((job) => job.task.id === task.id);
}

async function watch(projectId = project.id, person = ada): Promise<TestViewer> {
  const viewer = await TestViewer.open(server, { token: person.token, projectId });
  onTestFinished(() => viewer.close());
  return viewer;
}

const follow = (viewer: TestViewer, job: RunJob, afterSeq = 0) =>
  viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0, transcript_after_seq: afterSeq });
const notes = (from: number, to: number): TranscriptStep[] =>
  seqsBetween(from, to).map((seq) => note(`n${seq}`, `note ${seq}`));
const shows = (viewer: TestViewer, job: RunJob, count: number) =>
  waitFor(() => viewer.stepsOf(job.run.id).length >= count, { what: `${count} steps` });
const page = (job: RunJob, query: { after_seq?: number; limit?: number } = {}) =>
  ada.api.call(getRunTranscript, { params: { id: job.run.id }, query });

describe('the transcript of a coding agent', () => {
  it('is stored and read in order and without gaps, however it was sent', async () => {
    const job = await startRun();
    runner.transcript(job, 1, notes(1, 3));
    runner.transcript(job, 3, notes(3, 5));
    runner.transcript(job, 9, notes(9, 10));
    runner.transcript(job, 6, notes(6, 8));
    runner.transcript(job, 1, notes(1, 10));
    await runner.transcribed(job, 10);
    const { items } = await page(job);
    expect(items.map(({ seq, step }) => [seq, step])).toEqual(
      notes(1, 10).map((step, index) => [index + 1, step]),
    );
    expect(await page(job, { after_seq: 4, limit: 3 })).toMatchObject({ next_after_seq: 7 });
    expect((await ada.api.call(getRun, { params: { id: job.run.id } })).transcript_seq).toBe(10);
  });

  it('reaches those who follow it once, in order, from where they asked, and nobody else', async () => {
    const job = await startRun();
    runner.transcript(job, 1, notes(1, 50));
    await runner.transcribed(job, 50);
    const [whole, rest, logsOnly] = await Promise.all([watch(), watch(), watch()]);
    follow(whole, job);
    follow(rest, job, 49);
    logsOnly.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    for (let first = 51; first <= 300; first += 10) runner.transcript(job, first, notes(first, first + 9));
    await shows(whole, job, 300);
    await shows(rest, job, 251);
    expect(whole.stepsOf(job.run.id)).toEqual(seqsBetween(1, 300));
    expect(rest.stepsOf(job.run.id)).toEqual(seqsBetween(50, 300));
    expect(logsOnly.stepsOf(job.run.id)).toEqual([]);
    const changes = whole.all('agent.run.transcript.appended').flatMap((frame) => frame.changes);
    expect(entriesOf(reduceTranscript(emptyTranscript(), changes))).toHaveLength(300);
  });

  it('comes in frames of bounded size, a large step too', async () => {
    const job = await startRun();
    const viewer = await watch();
    follow(viewer, job);
    const large = (seq: number): TranscriptStep => note(`n${seq}`, 'x'.repeat(90_000));
    runner.transcript(job, 1, seqsBetween(1, 20).map(large));
    runner.transcript(job, 21, [note('last', 'small')]);
    await shows(viewer, job, 21);
    expect(viewer.stepsOf(job.run.id)).toEqual(seqsBetween(1, 21));
    const sizes = viewer.all('agent.run.transcript.appended').map((frame) => JSON.stringify(frame).length);
    expect(Math.max(...sizes)).toBeLessThan(140 * 1024);
    expect(viewer.closedWith).toBeNull();
  });

  it('keeps NUL and half characters visible', async () => {
    const job = await startRun();
    runner.transcript(job, 1, [note('n', 'a\0b\ud800c')]);
    await runner.transcribed(job, 1);
    expect((await page(job)).items[0]?.step).toEqual(note('n', 'a\ufffdb\ufffdc'));
  });

  it('takes nothing from who does not hold the run, and what came before its end belongs to it', async () => {
    const job = await startRun();
    runner.send({
      ...{ type: 'transcript', run_id: job.run.id, lease_token: '1', first_seq: 1 },
      steps: notes(1, 1),
    });
    await runner.waitFor('refused', (frame) => frame.run_id === job.run.id && frame.code === 'stale_lease');
    const thief = await FakeRunner.connect(server);
    thief.transcript(job, 1, notes(1, 1));
    await thief.waitFor('refused', (frame) => frame.code === 'stale_lease');
    await thief.close();
    expect((await page(job)).items).toEqual([]);
    runner.transcript(job, 1, notes(1, 400));
    await runner.complete(job);
    expect((await page(job)).items).toHaveLength(400);
    runner.transcript(job, 401, notes(401, 401));
    await runner.waitFor(
      'refused',
      (frame) => frame.run_id === job.run.id && frame.detail.includes('no longer'),
    );
    expect((await page(job)).items).toHaveLength(400);
  });

  it('is found by search once the run has ended', async () => {
    const job = await startRun();
    const at = '2026-01-16T16:10:00.000Z';
    const entry = { kind: 'message', id: 'm', at, role: 'agent', author: null, text: 'A zebra.' } as const;
    runner.transcript(job, 1, [{ op: 'put', entry }]);
    await runner.transcribed(job, 1);
    await runner.complete(job);
    const found = async () =>
      (await ada.api.call(searchProject, { params: { id: project.id }, query: { q: 'zebra' } })).items;
    await expect.poll(found).toMatchObject([{ kind: 'session', run: { id: job.run.id, entry_id: 'm' } }]);
  });

  it('is nothing to people of other projects', async () => {
    const job = await startRun();
    runner.transcript(job, 1, notes(1, 1));
    await runner.transcribed(job, 1);
    const eve = await addPerson(server, { name: 'eve' });
    const own = await addProject(server, eve);
    const viewer = await watch(own.id, eve);
    follow(viewer, job);
    const member = await watch();
    follow(member, job);
    await shows(member, job, 1);
    runner.transcript(job, 2, notes(2, 2));
    await shows(member, job, 2);
    expect(viewer.stepsOf(job.run.id)).toEqual([]);
    const answer = await send(server, { path: `/api/runs/${job.run.id}/transcript`, token: eve.token });
    expect(answer.status).toBe(404);
  });

  it('holds what the agent is shut in by and its session, and a lost run leaves the session to the next', async () => {
    const job = await startRun();
    const state = { base_commit: null, steps: [], sandbox: 'sandboxed' as const, session_id: 'session-7' };
    await runner.tell({ type: 'state', ...leaseOf(job), status: 'streaming', ...state });
    expect(await ada.api.call(getRun, { params: { id: job.run.id } })).toMatchObject({
      sandbox: 'sandboxed',
    });
    await runner.tell({ type: 'release', ...leaseOf(job), detail: 'It goes.' });
    const next = await runner.take((each) => each.task.id === job.task.id && each.run.id !== job.run.id);
    expect(next.resume).toEqual({ run_id: job.run.id, session_id: 'session-7' });
  });
});

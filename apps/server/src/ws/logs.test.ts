import type { RunJob } from '@overmind/contracts/entities/run';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FakeRunner } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';
import { addAgent, addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let ada: Person;
let runner: FakeRunner;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server);
  runner = (await FakeRunner.connect(server, undefined, { capacity: 50 })).keepAlive();
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

/** A project with `count` live runs. */
async function startRuns(count: number): Promise<{ projectId: string; jobs: RunJob[] }> {
  const project = await addWorkingProject(ada, 'Logs', { concurrency: 20 });
  await addAgent(ada, project, 'tester');
  const jobs: RunJob[] = [];
  for (let index = 0; index < count; index += 1) {
    const task = await addTask(ada, project, { title: `Task ${index}`, agent: 'tester' });
    jobs.push(await runner.take((job) => job.task.id === task.id));
  }
  return { projectId: project.id, jobs };
}

async function watch(projectId: string): Promise<TestViewer> {
  const viewer = await TestViewer.open(server, { token: ada.token, projectId });
  onTestFinished(() => viewer.close());
  return viewer;
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);
const seen = (from: number, to: number): string[] =>
  numbered(from, to).map((line) => `${line.slice(5)} ${line}`);
const has = (viewer: TestViewer, job: RunJob, count: number) =>
  waitFor(() => viewer.linesOf(job.run.id).length >= count, { what: `${count} lines` });

describe('the lines of a run', () => {
  it('reach each who asked for them once, in order, from where they asked', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    runner.log(job, 1, numbered(1, 100));
    await runner.logged(job, 100);
    const viewers = await Promise.all(
      [0, 1, 99, 100].map(async (afterSeq) => ({ afterSeq, viewer: await watch(projectId) })),
    );
    for (const { viewer, afterSeq } of viewers)
      viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: afterSeq });
    for (let first = 101; first <= 1_000; first += 45) runner.log(job, first, numbered(first, first + 44));
    for (const { viewer, afterSeq } of viewers) {
      await has(viewer, job, 1_000 - afterSeq);
      expect(viewer.linesOf(job.run.id)).toEqual(seen(afterSeq + 1, 1_000));
    }
  });

  it('go on without a gap or a repeat for one who comes back while they are written', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    const lines: string[] = [];
    const writing = (async () => {
      for (let first = 1; first <= 2_000; first += 10) {
        runner.log(job, first, numbered(first, first + 9));
        if (first % 50 === 1) await runner.logged(job, first + 9);
      }
    })();
    while (lines.length < 2_000) {
      const viewer = await watch(projectId);
      viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: lines.length });
      await waitFor(() => viewer.linesOf(job.run.id).length >= Math.min(300, 2_000 - lines.length), {
        what: 'lines',
      });
      lines.push(...viewer.linesOf(job.run.id));
      viewer.socket.terminate();
      await viewer.closed;
    }
    await writing;
    expect(lines).toEqual(seen(1, 2_000));
  });

  it('of every live run reach who follows all, exactly once and in order', async () => {
    const { projectId, jobs } = await startRuns(3);
    const viewer = await watch(projectId);
    viewer.send({ type: 'subscribe', run_id: '*', after_seq: 0 });
    viewer.send({ type: 'ping' });
    await viewer.waitFor('pong');
    for (let first = 1; first <= 200; first += 20)
      for (const job of jobs) runner.log(job, first, numbered(first, first + 19));
    for (const job of jobs) {
      await has(viewer, job, 200);
      expect(viewer.linesOf(job.run.id)).toEqual(seen(1, 200));
    }
  });

  it('are not sent twice to who follows all and one of them, nor any more after an unsubscribe', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    const viewer = await watch(projectId);
    viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    runner.log(job, 1, numbered(1, 20));
    await has(viewer, job, 20);
    viewer.send({ type: 'subscribe', run_id: '*', after_seq: 0 });
    runner.log(job, 21, numbered(21, 50));
    await has(viewer, job, 50);
    viewer.send({ type: 'unsubscribe', run_id: '*' });
    viewer.send({ type: 'unsubscribe', run_id: job.run.id });
    viewer.send({ type: 'ping' });
    await viewer.waitFor('pong');
    const other = await watch(projectId);
    other.send({ type: 'subscribe', run_id: job.run.id, after_seq: 50 });
    runner.log(job, 51, numbered(51, 60));
    await has(other, job, 10);
    expect(viewer.linesOf(job.run.id)).toEqual(seen(1, 50));
  });

  it('are not sent to who wants them no more, even while the run is still being looked up', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    const [viewer, other] = [await watch(projectId), await watch(projectId)];
    viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    viewer.send({ type: 'unsubscribe', run_id: job.run.id });
    viewer.send({ type: 'ping' });
    await viewer.waitFor('pong');
    other.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    runner.log(job, 1, numbered(1, 10));
    await has(other, job, 10);
    expect(viewer.linesOf(job.run.id)).toEqual([]);
  });

  it('of another project are silent, asked for by id or by all', async () => {
    const [mine, theirs] = [await startRuns(1), await startRuns(1)];
    const [own, foreign] = [mine.jobs[0], theirs.jobs[0]] as [RunJob, RunJob];
    const viewer = await watch(mine.projectId);
    for (const run_id of [foreign.run.id, '*', own.run.id, crypto.randomUUID()])
      viewer.send({ type: 'subscribe', run_id, after_seq: 0 });
    runner.log(foreign, 1, ['a secret']);
    await runner.logged(foreign, 1);
    runner.log(own, 1, ['hello']);
    await has(viewer, own, 1);
    expect(viewer.linesOf(foreign.run.id)).toEqual([]);
    expect(JSON.stringify(viewer.frames)).not.toContain('a secret');
    expect(viewer.closedWith).toBeNull();
  });

  it('may hold NUL and half characters, and come out as they went in', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    const viewer = await watch(projectId);
    viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    const odd = ['a\0b', '\ud800', '\u202e', '\n', '', 'x'.repeat(16_384), '\\u0000', '💩'];
    runner.log(job, 1, odd);
    await has(viewer, job, odd.length);
    expect(viewer.linesOf(job.run.id)).toEqual(odd.map((line, index) => `${index + 1} ${line}`));
  });
});

describe('a reader that stops reading', () => {
  it('is closed, goes on where it was, and holds up nobody', async () => {
    const { projectId, jobs } = await startRuns(1);
    const [job] = jobs as [RunJob];
    const [slow, quick] = [await watch(projectId), await watch(projectId)];
    for (const viewer of [slow, quick]) viewer.send({ type: 'subscribe', run_id: job.run.id, after_seq: 0 });
    for (const viewer of [slow, quick]) viewer.send({ type: 'ping' });
    await slow.waitFor('pong');
    slow.socket.pause();
    const [size, last] = [100, 1_400];
    for (let first = 1; first <= last; first += size) {
      const lines = Array.from({ length: size }, (_, index) => `${first + index}`.padEnd(16_000, 'x'));
      runner.log(job, first, lines);
      await has(quick, job, first + size - 1);
    }
    expect(quick.closedWith).toBeNull();
    slow.socket.resume();
    // Cut off, without a code, where the others took so long that it was deaf for too long after its close.
    expect([4408, 1006]).toContain((await slow.closed).code);
    const got = slow.linesOf(job.run.id).length;
    expect(got).toBeLessThan(last);
    const again = await watch(projectId);
    again.send({ type: 'subscribe', run_id: job.run.id, after_seq: got });
    await has(again, job, last - got);
    expect([...slow.linesOf(job.run.id), ...again.linesOf(job.run.id)]).toEqual(quick.linesOf(job.run.id));
  });
});

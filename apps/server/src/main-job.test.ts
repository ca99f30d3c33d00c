import type { Project } from '@overmind/contracts/entities/project';
import { listCycles } from '@overmind/contracts/routes/orchestrator';
import { getSnapshot } from '@overmind/contracts/routes/projects';
import { getRun, getRunDiff } from '@overmind/contracts/routes/runs';
import { getLatestState, getStateVersion } from '@overmind/contracts/routes/state';
import { listMessages, postMessage } from '@overmind/contracts/routes/talk';
import { approveTask, listTaskEvents, listTasks, rejectTask } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { evidence, FakeRunner, success } from './test-support/fake-runner.ts';
import { addPerson, type Person } from './test-support/people.ts';
import { startTestServer, type TestServer } from './test-support/start-test-server.ts';
import { seqsBetween, TestViewer } from './test-support/viewer.ts';
import { addWorkingProject, taskIn } from './test-support/work.ts';

let server: TestServer;
let ada: Person;
let runner: FakeRunner;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server);
  runner = (await FakeRunner.connect(server)).keepAlive();
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const inside = (project: Project) => ({ params: { id: project.id } });

async function say(project: Project, content: string): Promise<string> {
  const { conversation } = await ada.api.call(getSnapshot, inside(project));
  await ada.api.call(postMessage, { params: { id: conversation.id }, body: { content } });
  return conversation.id;
}

const saidBy = (conversationId: string, role: 'relayer' | 'orchestrator', text: RegExp) =>
  waitFor(
    async () => {
      const { items } = await ada.api.call(listMessages, { params: { id: conversationId }, query: {} });
      return items.find((message) => message.role === role && text.test(message.content));
    },
    { what: `the ${role} to say ${text}` },
  );

const commit = (letter: string): string => letter.repeat(40);

/** Works on the next run of a task as a runner would, up to its end. */
async function workOn(taskId: string, attempt: number, head: string) {
  const job = await runner.take(({ task, run }) => task.id === taskId && run.attempt === attempt);
  runner.log(job, 1, ['> npm test', '2 passed']);
  await runner.logged(job, 2);
  await runner.upload(job, { kind: 'diff', name: 'changes.diff', content: Buffer.from('--- a\n+++ b\n') });
  const result = success({ base_commit: commit('a'), head_commit: head, branch: job.run.branch });
  expect(await runner.complete(job, result, 2)).toMatchObject({ type: 'ack' });
  return job;
}

describe('"Run the tests"', () => {
  it('becomes an answer, a task, a run with evidence, a review and, once approved, done', async () => {
    const project = await addWorkingProject(ada);
    const viewer = await TestViewer.open(server, { token: ada.token, projectId: project.id, afterSeq: 0 });
    onTestFinished(() => viewer.close());
    const conversationId = await say(project, 'Run the tests');
    const reply = await saidBy(conversationId, 'relayer', /SHOP\d*-1/);
    const [task] = (await ada.api.call(listTasks, inside(project))).items;
    expect(task).toMatchObject({ type: 'test', requested_by: 'chat', request_id: expect.any(String) });
    expect(reply.links.tasks).toEqual([{ id: task?.id, key: task?.key, title: task?.title }]);
    const id = task?.id ?? '';
    const job = await workOn(id, 1, commit('b'));
    expect(job).toMatchObject({
      agent: { name: 'qa' },
      commands: [{ name: 'test' }],
      repo_path: '/repos/shop',
    });
    await taskIn(ada, id, 'needs_review');
    const run = await ada.api.call(getRun, { params: { id: job.run.id } });
    expect(run).toMatchObject({
      status: 'completed',
      head_commit: commit('b'),
      evidence: [evidence()],
      log_seq: 2,
    });
    expect((await ada.api.call(getRunDiff, { params: { id: job.run.id } })).diff).toBe('--- a\n+++ b\n');
    const told = await saidBy(conversationId, 'orchestrator', /ready for your review/);
    expect(told.links.choices).toEqual([{ label: 'Approve', say: `approve ${task?.key}` }]);

    const approve = (body: object) => ada.api.call(approveTask, { params: { id }, body });
    const changed = { code: 'rule_violated', rule: 'task.approval_is_of_one_commit' };
    await expect(approve({ head_commit: commit('c') })).rejects.toMatchObject(changed);
    await expect(approve({ head_commit: null })).rejects.toMatchObject(changed);
    await expect(approve({ run_id: project.id })).rejects.toMatchObject(changed);
    expect((await approve({ run_id: job.run.id, head_commit: commit('b') })).status).toBe('done');
    await expect(approve({ head_commit: commit('b') })).rejects.toMatchObject({ code: 'rule_violated' });

    const events = (await ada.api.call(listTaskEvents, { params: { id }, query: {} })).items;
    const moves = events
      .filter((event) => event.event_type === 'status_changed')
      .map((event) => event.payload['to']);
    expect(moves).toEqual(['in_progress', 'needs_review', 'done']);
    expect(events.at(-1)?.payload).toMatchObject({
      approved_run_id: job.run.id,
      approved_commit: commit('b'),
    });
    await expectSettled(project);
    const { seq } = await ada.api.call(getSnapshot, inside(project));
    await waitFor(() => (viewer.seqs.at(-1) ?? 0) >= seq, { what: 'the last event' });
    expect(viewer.seqs).toEqual(seqsBetween(1, viewer.seqs.length));
  });

  it('is worked on again with the reviewer’s words, and an old approval is void then', async () => {
    const project = await addWorkingProject(ada);
    await say(project, 'Run the tests');
    const task = await waitFor(async () => (await ada.api.call(listTasks, inside(project))).items[0], {
      what: 'the task',
    });
    const first = await workOn(task.id, 1, commit('b'));
    await taskIn(ada, task.id, 'needs_review');
    await ada.api.call(rejectTask, { params: { id: task.id }, body: { reason: 'Cover the login, too.' } });
    const second = await workOn(task.id, 2, commit('c'));
    expect(second.feedback).toEqual(['Cover the login, too.']);
    await taskIn(ada, task.id, 'needs_review');
    for (const body of [{ run_id: first.run.id }, { head_commit: commit('b') }])
      await expect(ada.api.call(approveTask, { params: { id: task.id }, body })).rejects.toMatchObject({
        code: 'rule_violated',
      });
    const body = { run_id: second.run.id, head_commit: commit('c') };
    expect((await ada.api.call(approveTask, { params: { id: task.id }, body })).status).toBe('done');
  });

  it('is done by itself where the project accepts tests, and not when they fail', async () => {
    const project = await addWorkingProject(ada, 'Auto', { auto_accept: ['test'] });
    const conversationId = await say(project, 'Run the tests');
    const task = await waitFor(async () => (await ada.api.call(listTasks, inside(project))).items[0], {
      what: 'the task',
    });
    await workOn(task.id, 1, commit('b'));
    await taskIn(ada, task.id, 'done');
    await saidBy(conversationId, 'orchestrator', /is done/);
    await say(project, 'Run the tests');
    const again = await waitFor(
      async () => (await ada.api.call(listTasks, inside(project))).items.find((each) => each.id !== task.id),
      { what: 'the second task' },
    );
    const job = await runner.take((each) => each.task.id === again.id);
    await runner.complete(
      job,
      success({ status: 'failed', reason: 'command_failed', exit_code: 1, summary: '1 failed.' }),
    );
    await taskIn(ada, again.id, 'failed');
    await saidBy(conversationId, 'orchestrator', /failed/);
  });
});

/** The cycles have ended well, and the state document tells how things stand, version by version. */
async function expectSettled(project: Project): Promise<void> {
  await waitFor(
    async () => {
      const { items } = await ada.api.call(listCycles, { ...inside(project), query: { limit: 500 } });
      return items.length > 0 && items.every((cycle) => cycle.state === 'cycle.completed');
    },
    { what: 'the cycles to end' },
  );
  const latest = await ada.api.call(getLatestState, inside(project));
  expect(latest.version).toBeGreaterThan(1);
  expect(latest.content).toMatch(/done: 1/);
  for (const version of seqsBetween(1, latest.version)) {
    const stored = await ada.api.call(getStateVersion, { params: { id: project.id, version } });
    expect(stored.version).toBe(version);
  }
}

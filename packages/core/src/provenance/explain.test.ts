import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { newId } from '@overmind/db/database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { makeApproved, newCommit } from '../merges/test-support/approved.ts';
import { ScriptedRunner } from '../merges/test-support/scripted-runner.ts';
import { approveTask } from '../tasks/review.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { makeRequest, plannedTask } from '../test-support/planned.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { explainLine } from './explain.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let script: ScriptedRunner;
let repoPath: string;
let otherPath: string;

beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  [repoPath, otherPath] = [`/roots/${newId()}`, `/roots/${newId()}`];
  made = await makeProject(on.core, { repoPath });
  const registered = await makeRunner(on.core, { roots: [repoPath, otherPath] });
  runner = registered.call;
  script = new ScriptedRunner(on.core, registered.runner.id);
});
afterEach(() => script[Symbol.dispose]());

type Blame = Extract<RunnerAnswer, { kind: 'blame' }>;

/** Lets the runner blame this commit. */
function blameOn(change: Partial<Blame>): void {
  script.intercept = (question) =>
    question.kind === 'blame'
      ? {
          ...{ kind: 'blame', commit: newCommit(), author: 'Ada <ada@example.org>', text: 'x' },
          ...{ committed_at: '2026-01-01T00:00:00.000Z', message: 'By hand', carriers: [] },
          ...{ original_path: 'a.ts', original_line: 1, is_within: question.within === null ? null : false },
          ...change,
        }
      : null;
}

const explain = (change: object = {}) =>
  explainLine(on.core, made.project.id, { path: 'a.ts', line: 1, ...change });

it('goes from the commit of a run to the words that asked for it', async () => {
  await makeRequest(on.core, made, [plannedTask('Count in cents')], 'Please count in cents');
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  const head = newCommit();
  await finish(on.core, runner, job, { ...success, head_commit: head });
  await approveTask(on.core, made.owner, job.task.id, {});
  blameOn({ commit: head, message: `Count\n\nOvermind-Run: ${job.run.id}\n` });
  expect(await explain()).toMatchObject({
    ...{ run: { id: job.run.id }, agent: 'backend', task: { key: job.task.key } },
    ...{
      request: { text: 'Please count in cents', source: 'chat' },
      author: 'Someone',
      approved_by: 'Someone',
    },
    ...{ detail: null, recording_id: null },
  });
});

it("gives an agent's own commit to the run that it was made in, and to no other", async () => {
  const { head, runId } = await makeApproved(on.core, made, runner);
  const carriers = [
    { commit: newCommit(), message: 'x' },
    { commit: head, message: 'y' },
  ];
  blameOn({ carriers, is_within: true });
  expect(await explain()).toMatchObject({ run: { id: runId } });
  blameOn({ carriers });
  expect(await explain()).toMatchObject({
    run: null,
    detail: 'Ada made this commit; no run of this project did.',
  });
});

it('gives no commit to a run that began on it and changed nothing', async () => {
  const head = newCommit();
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, runner, job, { ...success, base_commit: head, head_commit: head });
  blameOn({ commit: head });
  expect(await explain()).toMatchObject({
    ...{ run: null, task: null },
    detail: 'Ada made this commit; no run of this project did.',
  });
});

it('says where it only has the word of a message', async () => {
  const { runId } = await makeApproved(on.core, made, runner);
  blameOn({ message: `Picked\n\nOvermind-Run: ${runId}\n` });
  expect(await explain()).toMatchObject({
    run: { id: runId },
    detail: expect.stringContaining('may have been rewritten'),
  });
  blameOn({ message: `Made up\n\nOvermind-Run: ${newId()}\n` });
  expect(await explain()).toMatchObject({
    run: null,
    detail: expect.stringContaining('may have been deleted'),
  });
});

it('tells nothing of a run of another project', async () => {
  const other = await makeProject(on.core, { repoPath: otherPath });
  const { runId, head } = await makeApproved(on.core, other, runner);
  blameOn({ commit: head, message: `Theirs\n\nOvermind-Run: ${runId}\n` });
  expect(await explain()).toMatchObject({ run: null, task: null, merge: null });
});

it("looks into no repository but the project's", async () => {
  await expect(explain({ repo_path: otherPath })).rejects.toMatchObject({ code: 'invalid' });
  expect(script.asked).toEqual([]);
});

it('passes on why a runner has no answer', async () => {
  script.intercept = () => ({ kind: 'refused', detail: 'a.ts has 3 lines in main.' });
  await expect(explain({ line: 9 })).rejects.toMatchObject({
    rule: 'provenance.line',
    message: 'a.ts has 3 lines in main.',
  });
});

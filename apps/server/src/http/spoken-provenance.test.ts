import type { Project } from '@overmind/contracts/entities/project';
import { explainLine } from '@overmind/contracts/routes/provenance';
import { createConversation } from '@overmind/contracts/routes/talk';
import { approveTask } from '@overmind/contracts/routes/tasks';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toWav } from '@overmind/speech/wav/write';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeRunner, success } from '../test-support/fake-runner.ts';
import { fileForm, heardRecording, postForm } from '../test-support/form.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addAgent, addWorkingProject, taskIn } from '../test-support/work.ts';

let server: TestServer;
let runner: FakeRunner;
let owner: Person;
let project: Project;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true, speech: new ToneSpeech() });
  owner = await addPerson(server);
  runner = (await FakeRunner.connect(server)).keepAlive();
  project = await addWorkingProject(owner);
  await addAgent(owner, project, 'tester');
});
afterAll(() => server.stop());

const call = (path: string, options: object = {}) =>
  send(server, { path: `/api${path}`, token: owner.token, ...options });

it('leads from a line to the sentence in which it was asked for, and to its sound', async () => {
  const { id: conversationId } = await owner.api.call(createConversation, {
    params: { id: project.id },
    body: { mode: 'voice' },
  });
  const sound = toWav(inTones([['fix'], ['run', 'the', 'tests']]));
  const { id } = (await postForm(server, owner, conversationId, fileForm(sound))).json;
  await heardRecording(server, owner, id);
  const segment = (await call(`/recordings/${id}`)).json.transcript.segments[1];
  const [start_ms, end_ms] = [segment.start, segment.end].map((seconds: number) =>
    Math.round(seconds * 1000),
  );
  const said = await call(`/recordings/${id}/message`, { method: 'POST', body: { start_ms, end_ms } });
  expect(said.status, said.text).toBe(201);

  const job = await runner.take((each) => each.project.id === project.id);
  const head_commit = 'b'.repeat(40);
  await runner.complete(job, success({ head_commit, base_commit: 'a'.repeat(40) }));
  await taskIn(owner, job.task.id, 'needs_review');
  await owner.api.call(approveTask, { params: { id: job.task.id }, body: {} });
  runner.answers.blame = {
    ...{ kind: 'blame', commit: head_commit, author: 'Ada <ada@example.org>', text: 'x', message: 'Do it' },
    ...{ committed_at: '2026-01-01T00:00:00.000Z', carriers: [], is_within: null },
    ...{ original_path: 'src/a.ts', original_line: 3 },
  };
  const why = await owner.api.call(explainLine, {
    params: { id: project.id },
    query: { path: 'src/a.ts', line: 3 },
  });
  expect(why).toMatchObject({
    ...{ task: { id: job.task.id }, request: { source: 'voice', text: 'run the tests' } },
    recording: { id, start_ms, end_ms },
  });
  const [path] = (why.recording?.audio ?? '').split('#');
  const audio = await call((path ?? '').replace('/api', ''));
  expect(audio.bytes.equals(sound)).toBe(true);
});

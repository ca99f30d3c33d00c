import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import {
  decideRunPermission,
  getRun,
  getRunTranscript,
  listRunInputs,
  listRunPermissions,
  sendRunInput,
} from '@overmind/contracts/routes/runs';
import { cancelTask } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRunner, FakeRunner, note, permissionAsk } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addCodingAgent, addTask, addWorkingProject, taskIn } from '../test-support/work.ts';

/** A coding agent's run whose runner holds no socket; another that is connected only answers for the repository. */
let server: TestServer;
let ada: Person;
let project: Project;
let script: { id: string; token: string };
let job: RunJob;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  ada = await addPerson(server);
  (await FakeRunner.connect(server)).keepAlive();
  project = await addWorkingProject(ada, 'Leave', { concurrency: 20 });
  await addCodingAgent(ada, project, 'coder');
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  script = await addRunner(server);
  await post('/api/runner/heartbeat', { allowed_roots: ['/repos'], capacity: 2 });
  const task = await addTask(ada, project, { agent: 'coder' });
  // A lease of an earlier test may have run out meanwhile; its run is then given again.
  const find = async (): Promise<RunJob | undefined> => {
    const { jobs } = (await post('/api/runner/claim', { capacity: 5, wait_s: 5 })).json;
    return (jobs as RunJob[]).find((each) => each.task.id === task.id);
  };
  job = await waitFor(find, { what: 'the run to be given' });
});

const post = (path: string, body: unknown, token = script.token): Promise<Answer> =>
  send(server, { method: 'POST', path, token, body });
const say = (what: string, body: object, by: { token?: string; lease?: string } = {}) =>
  post(
    `/api/runs/${job.run.id}/${what}`,
    { lease_token: by.lease ?? job.lease_token, ...body },
    by.token ?? script.token,
  );
const hear = ({ token = script.token, lease = job.lease_token } = {}) =>
  send(server, { method: 'GET', path: `/api/runs/${job.run.id}/deliveries?lease_token=${lease}`, token });
const params = () => ({ id: job.run.id });

describe('a runner without a socket', () => {
  it('says how far a run is, and stores its transcript once', async () => {
    const step = {
      ...{ name: 'agent', kind: 'agent', run: ['echo'], status: 'running', exit_code: null },
      ...{ duration_ms: null, log_from_seq: null, log_to_seq: null },
    };
    const progress = { steps: [step], base_commit: 'b'.repeat(40), sandbox: 'sandboxed', session_id: 's-1' };
    expect((await say('progress', progress)).status).toBe(204);
    expect(await ada.api.call(getRun, { params: params() })).toMatchObject({
      ...{ status: 'streaming', base_commit: 'b'.repeat(40), sandbox: 'sandboxed', steps: [step] },
    });
    const steps = [note('a', 'one'), note('b', 'two')];
    expect((await say('transcript', { first_seq: 1, steps })).json).toEqual({ acked_seq: 2 });
    const more = { first_seq: 2, steps: [note('b', 'two'), note('c', 'three')] };
    expect((await say('transcript', more)).json).toEqual({ acked_seq: 3 });
    expect((await say('transcript', { first_seq: 9, steps })).json).toEqual({ acked_seq: 3 });
    const { items } = await ada.api.call(getRunTranscript, { params: params(), query: {} });
    expect(items.map(({ seq, step: { op } }) => [seq, op])).toEqual([
      [1, 'put'],
      [2, 'put'],
      [3, 'put'],
    ]);
  });

  it('asks for leave, reads what a person decided, and hears what people say until it has taken it', async () => {
    const request = permissionAsk();
    const asked = await say('permissions', { request });
    expect([asked.status, asked.json.status]).toEqual([200, 'pending']);
    expect((await say('permissions', { request })).json.id).toBe(request.id);
    expect((await ada.api.call(getRun, { params: params() })).is_waiting).toBe(true);
    expect((await hear()).json).toEqual({ is_canceled: false, decisions: [], inputs: [] });
    const decided = { params: { ...params(), request_id: request.id }, body: { option_id: 'always' } };
    await ada.api.call(decideRunPermission, decided);
    const input = await ada.api.call(sendRunInput, { params: params(), body: { text: 'in blue' } });
    expect((await hear()).json).toEqual({
      is_canceled: false,
      decisions: [{ request_id: request.id, option_id: 'always', decided_by: expect.any(String) }],
      inputs: [{ input_id: input.id, text: 'in blue', author: expect.any(String) }],
    });
    for (const _again of [1, 2]) expect((await say(`inputs/${input.id}/taken`, {})).status).toBe(204);
    expect((await hear()).json.inputs).toEqual([]);
    const { items } = await ada.api.call(listRunInputs, { params: params() });
    expect(items).toMatchObject([{ id: input.id, status: 'delivered' }]);
  });

  it('says that nobody answered, and why words could not be given', async () => {
    const request = permissionAsk();
    await say('permissions', { request });
    expect((await say(`permissions/${request.id}/close`, { outcome: 'expired' })).status).toBe(204);
    const { items } = await ada.api.call(listRunPermissions, { params: params() });
    expect(items).toMatchObject([{ id: request.id, status: 'expired' }]);
    const input = await ada.api.call(sendRunInput, { params: params(), body: { text: 'stop' } });
    await say(`inputs/${input.id}/taken`, { refusal: 'The session has ended.' });
    expect((await ada.api.call(listRunInputs, { params: params() })).items).toMatchObject([
      { status: 'refused', detail: 'The session has ended.' },
    ]);
  });

  it('hears that its run is canceled, and hands one back', async () => {
    await ada.api.call(cancelTask, { params: { id: job.task.id } });
    expect((await hear()).json.is_canceled).toBe(true);
    expect((await say('release', { detail: 'going home' })).status).toBe(204);
    await taskIn(ada, job.task.id, 'canceled');
  });

  it('is told the rules where it breaks them', async () => {
    const request = { ...permissionAsk(), options: [] };
    const refusals = [
      await say('transcript', { first_seq: 0, steps: [note('a', 'x')] }),
      await say('transcript', { first_seq: 1, steps: [] }),
      await say('permissions', { request }),
      await say(`permissions/${permissionAsk().id}/close`, { outcome: 'allowed' }),
      await say('progress', { steps: [{ name: 'x' }] }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    expect((await say('progress', { unknown: 1 })).status).toBe(400);
  });

  it('gets 409 under a stale lease and for the run of another, and changes nothing', async () => {
    const request = permissionAsk();
    const input = await ada.api.call(sendRunInput, { params: params(), body: { text: 'hello' } });
    const before = await ada.api.call(getRun, { params: params() });
    const other = (await addRunner(server)).token;
    for (const by of [{ lease: '1' }, { token: other }]) {
      const refusals = [
        await say('progress', { session_id: 's' }, by),
        await say('release', {}, by),
        await say('transcript', { first_seq: 1, steps: [note('a', 'x')] }, by),
        await say('permissions', { request }, by),
        await say(`permissions/${request.id}/close`, { outcome: 'expired' }, by),
        await say(`inputs/${input.id}/taken`, {}, by),
        await hear(by),
      ];
      expect(refusals.map((answer) => [answer.status, answer.problem.code])).toEqual(
        refusals.map(() => [409, 'stale_lease']),
      );
    }
    expect(await ada.api.call(getRun, { params: params() })).toEqual(before);
    expect((await hear()).json.inputs).toHaveLength(1);
  });
});

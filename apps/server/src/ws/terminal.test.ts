import { createHash } from 'node:crypto';
import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { TerminalClientFrame, TerminalServerFrame } from '@overmind/contracts/frames/terminal';
import { updateProject } from '@overmind/contracts/routes/projects';
import { getArtifact } from '@overmind/contracts/routes/runs';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { FakeRunner } from '../test-support/fake-runner.ts';
import { FrameSocket } from '../test-support/frame-socket.ts';
import { addMember, addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let owner: Person;
let operator: Person;
let stranger: Person;
let runner: FakeRunner;
let project: Project;
let job: RunJob;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  owner = await addPerson(server, { name: 'owner' });
  operator = await addPerson(server, { name: 'operator' });
  stranger = await addPerson(server, { name: 'stranger' });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  const mine = (await FakeRunner.connect(server)).keepAlive();
  runner = mine;
  onTestFinished(() => mine.close());
  project = await addWorkingProject(owner, 'Shop', { terminal: true });
  await addMember(server, project.id, operator, 'operator');
  const task = await addTask(owner, project, { agent: 'qa' });
  job = await mine.take((each) => each.task.id === task.id);
});

class Screen extends FrameSocket<TerminalClientFrame, TerminalServerFrame> {
  constructor(person: Person, query = `run_id=${job.run.id}&cols=100&rows=30`) {
    super(`ws://127.0.0.1:${server.port}/ws/terminal?${query}`, { authorization: `Bearer ${person.token}` });
    onTestFinished(() => this.close());
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const terminals = async () => (await owner.api.call(listTerminals, { params: { id: job.run.id } })).items;

/** A screen that the runner has opened its terminal for. */
async function openScreen() {
  const screen = new Screen(owner);
  const { terminal_id: id, ...asked } = await runner.waitFor(
    'terminal.open',
    (frame) => frame.run_id === job.run.id,
  );
  runner.send({ type: 'terminal.opened', terminal_id: id });
  await screen.waitFor('opened');
  return { screen, id, asked };
}

test('what is typed reaches the runner, what it shows reaches the screen, and its end closes it', async () => {
  const { screen, id, asked } = await openScreen();
  expect(asked).toMatchObject({ run_id: job.run.id, cols: 100, rows: 30 });
  screen.send({ type: 'data', data: base64('ls\n') });
  screen.send({ type: 'resize', cols: 90, rows: 20 });
  expect(await runner.waitFor('terminal.data')).toMatchObject({ terminal_id: id, data: base64('ls\n') });
  expect(await runner.waitFor('terminal.resize')).toMatchObject({ terminal_id: id, cols: 90, rows: 20 });
  runner.send({ type: 'terminal.data', terminal_id: id, data: base64('src\r\n') });
  expect(await screen.waitFor('data')).toMatchObject({ data: base64('src\r\n') });
  runner.send({ type: 'terminal.closed', terminal_id: id, exit_code: 3, detail: 'The shell ended.' });
  expect(await screen.waitFor('closed')).toMatchObject({ exit_code: 3 });
  expect((await screen.closed).code).toBe(1000);
});

test('a screen that goes away ends the terminal, and it stands on record', async () => {
  const { screen, id } = await openScreen();
  await screen.close();
  await runner.waitFor('terminal.close', (frame) => frame.terminal_id === id);
  const closed = await waitFor(async () => (await terminals()).find((each) => each.closed_at !== null), {
    what: 'the end of the terminal',
  });
  expect(closed).toMatchObject({ id, user_id: owner.id, detail: 'The person left.' });
});

test('a runner hands the recording in once, and no other runner can', async () => {
  const { screen, id } = await openScreen();
  await screen.close();
  const content = Buffer.from('{"version":2}\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const upload = (token: string, hash = sha256) =>
    fetch(`http://127.0.0.1:${server.port}/api/terminals/${id}/recording?sha256=${hash}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: content,
    });
  const other = await FakeRunner.connect(server);
  onTestFinished(() => other.close());
  expect((await upload(other.token)).status).toBe(404);
  expect((await upload(owner.token)).status).toBe(403);
  expect((await upload(runner.token, sha256.replace(/./g, '0'))).status).toBe(422);
  const first = (await (await upload(runner.token)).json()) as { id: string };
  const again = (await (await upload(runner.token)).json()) as { id: string };
  expect(again.id).toBe(first.id);
  expect(await owner.api.call(getArtifact, { params: { id: first.id } })).toMatchObject({
    kind: 'terminal',
    sha256,
  });
  expect(await terminals()).toMatchObject([{ id, artifact_id: first.id }]);
});

test('only a maintainer opens one, of a run of the project, where the project allows it', async () => {
  const refusedFor = async (screen: Screen) => (await screen.closed).code;
  expect(await refusedFor(new Screen(operator))).toBe(4403);
  expect(await refusedFor(new Screen(stranger))).toBe(4403);
  expect(await refusedFor(new Screen(owner, 'run_id=nonsense'))).toBe(4400);
  await owner.api.call(updateProject, {
    params: { id: project.id },
    body: { settings: { terminal: false } },
  });
  const off = await new Screen(owner).closed;
  expect(off).toMatchObject({ code: 4403, reason: expect.stringContaining('Terminals are off') });
  expect(await terminals()).toEqual([]);
});

test('a runner speaks only for terminals that it was asked to open', async () => {
  const { screen, id } = await openScreen();
  const other = await FakeRunner.connect(server);
  onTestFinished(() => other.close());
  other.send({ type: 'terminal.data', terminal_id: id, data: base64('forged') });
  other.send({ type: 'heartbeat', runs: [] });
  await other.waitFor('leases', () => other.all('leases').length > 1);
  runner.send({ type: 'terminal.data', terminal_id: id, data: base64('true') });
  await screen.waitFor('data');
  expect(screen.all('data').map((frame) => frame.data)).toEqual([base64('true')]);
});

test('no more than four are open in one workspace', async () => {
  for (let count = 1; count <= 4; count++) {
    const screen = new Screen(owner);
    await waitFor(() => runner.all('terminal.open').length === count, { what: `terminal ${count}` });
    // One that its runner does not answer for is given up.
    runner.send({
      ...{ type: 'terminal.opened', terminal_id: runner.all('terminal.open').at(-1)?.terminal_id ?? '' },
    });
    await screen.waitFor('opened');
  }
  expect(await new Screen(owner).closed).toMatchObject({
    code: 4403,
    reason: expect.stringContaining('4 open'),
  });
});

import { randomUUID } from 'node:crypto';
import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { TerminalClientFrame, TerminalServerFrame } from '@overmind/contracts/frames/terminal';
import * as auth from '@overmind/contracts/routes/auth';
import { updateProject } from '@overmind/contracts/routes/projects';
import { revokeRunner } from '@overmind/contracts/routes/runners';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { FakeRunner } from '../test-support/fake-runner.ts';
import { FrameSocket } from '../test-support/frame-socket.ts';
import { addMember, addPerson, makeToken, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addAgent, addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let owner: Person;
let maintainer: Person;
let runner: FakeRunner;
let project: Project;
let job: RunJob;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  owner = await addPerson(server, { name: 'owner', isAdmin: true });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  const mine = (await FakeRunner.connect(server)).keepAlive();
  runner = mine;
  onTestFinished(() => mine.close());
  maintainer = await addPerson(server, { name: 'maintainer' });
  project = await addWorkingProject(owner, 'Shop', { terminal: true });
  await addMember(server, project.id, maintainer, 'maintainer');
  job = await takeRun();
});

async function takeRun(agent = 'qa'): Promise<RunJob> {
  const task = await addTask(owner, project, { agent });
  return runner.take((each) => each.task.id === task.id);
}

class Screen extends FrameSocket<TerminalClientFrame, TerminalServerFrame> {
  constructor(token: string, runId = job.run.id) {
    super(`ws://127.0.0.1:${server.port}/ws/terminal?run_id=${runId}`, { authorization: `Bearer ${token}` });
    onTestFinished(() => this.close());
  }
}

const db = () => server.core.db;

/** One that the maintainer has open on a node that nobody hears of. */
async function insertOpen({ run }: RunJob, more: { seen_at?: Date } = {}): Promise<{ id: string }> {
  const id = randomUUID();
  const row = { id, project_id: project.id, run_id: run.id, user_id: maintainer.id, ...more };
  await db().insertInto('terminals').values(row).execute();
  return { id };
}

const seen = new Set<string>();

/** A screen that the runner has opened its terminal for. */
async function openScreen(token = maintainer.token) {
  const screen = new Screen(token);
  const isNew = (id: string) => !seen.has(id);
  const { terminal_id: id } = await runner.waitFor('terminal.open', (frame) => isNew(frame.terminal_id));
  seen.add(id);
  runner.send({ type: 'terminal.opened', terminal_id: id });
  await screen.waitFor('opened');
  return { screen, id };
}

const terminalOf = async (id: string) =>
  (await owner.api.call(listTerminals, { params: { id: job.run.id } })).items.find((each) => each.id === id);

/** The person is told why, and what runs on the runner is ended. */
async function expectClosed({ screen, id }: Awaited<ReturnType<typeof openScreen>>, detail: string) {
  expect(await screen.waitFor('closed')).toEqual({ type: 'closed', exit_code: null, detail });
  await screen.closed;
  await runner.waitFor('terminal.close', (frame) => frame.terminal_id === id);
  await waitFor(async () => (await terminalOf(id))?.detail === detail, { what: 'the end on record' });
}

test.each([
  [
    'a session that ran out',
    'You are signed out.',
    () => db().updateTable('sessions').set({ expires_at: new Date() }).where('user_id', '=', maintainer.id),
  ],
  [
    'a person who was made inactive',
    'You are signed out.',
    () => db().updateTable('users').set({ is_active: false }).where('id', '=', maintainer.id),
  ],
  [
    'a role that was taken away',
    'You are no longer a maintainer of this project.',
    () => db().updateTable('project_members').set({ role: 'operator' }).where('user_id', '=', maintainer.id),
  ],
  [
    'a member who was removed',
    'You are no longer a maintainer of this project.',
    () => db().deleteFrom('project_members').where('user_id', '=', maintainer.id),
  ],
])('%s closes a terminal though nobody says so', async (_what, detail, change) => {
  const open = await openScreen();
  await change().execute();
  await expectClosed(open, detail);
});

test('signing out and a setting that is switched off close a terminal', async () => {
  const first = await openScreen();
  await maintainer.api.call(auth.logout, {});
  await expectClosed(first, 'You are signed out.');
  const second = await openScreen(owner.token);
  const body = { settings: { terminal: false } };
  await owner.api.call(updateProject, { params: { id: project.id }, body });
  await expectClosed(second, 'Terminals were switched off in this project.');
});

test('a revoked token closes the terminals that were opened with it, and no others', async () => {
  const { id, token } = await makeToken(maintainer, ['read', 'write']);
  const other = await openScreen();
  const screen = new Screen(token);
  const asked = await runner.waitFor('terminal.open', (frame) => frame.terminal_id !== other.id);
  await maintainer.api.call(auth.revokeToken, { params: { id } });
  await expectClosed({ screen, id: asked.terminal_id }, 'You are signed out.');
  expect(other.screen.closedWith).toBeNull();
});

test('a revoked runner closes its terminals', async () => {
  const { screen, id } = await openScreen();
  await owner.api.call(revokeRunner, { params: { id: runner.id } });
  expect(await screen.waitFor('closed')).toMatchObject({ detail: 'The runner was revoked.' });
  await waitFor(async () => (await terminalOf(id))?.closed_at != null, { what: 'the end on record' });
});

test('the runner ends a terminal that was closed elsewhere, though no word of it arrives', async () => {
  const { screen, id } = await openScreen();
  const change = { closed_at: new Date(), detail: 'elsewhere' };
  await db().updateTable('terminals').set(change).where('id', '=', id).execute();
  await runner.waitFor('terminal.close', (frame) => frame.terminal_id === id);
  await screen.closed;
  expect(await terminalOf(id)).toMatchObject({ detail: 'elsewhere' });
});

test('a terminal whose node is gone does not count as open for ever', async () => {
  const { id } = await insertOpen(job, { seen_at: new Date(Date.now() - 60_000) });
  const isClosed = async () => (await terminalOf(id))?.detail === 'The connection was lost.';
  await waitFor(isClosed, { what: 'the end on record' });
});

test('what a shell ended with stands on record', async () => {
  const { screen, id } = await openScreen();
  runner.send({ type: 'terminal.closed', terminal_id: id, exit_code: 3, detail: 'The shell ended.' });
  await screen.closed;
  const isOnRecord = async () => (await terminalOf(id))?.detail === 'The shell ended.';
  await waitFor(isOnRecord, { what: 'the end on record' });
});

test('a person has at most eight open, wherever they are', async () => {
  await addAgent(owner, project, 'second');
  const other = await takeRun('second');
  const seen_at = new Date(Date.now() + 3_600_000);
  for (let count = 0; count < 8; count++) await insertOpen(other, { seen_at });
  expect(await new Screen(maintainer.token).closed).toMatchObject({
    code: 4403,
    reason: expect.stringContaining('You have 8 open'),
  });
  await openScreen(owner.token);
});

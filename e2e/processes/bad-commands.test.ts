import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agent } from '@overmind/contracts/entities/agent';
import type { LogLine, Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesWith } from './support/files-with.ts';
import { createProject, finalRun, say } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { databaseText, withEmbedded } from './support/postgres.ts';
import { lookOf } from './support/repository.ts';
import type { Server } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';
import { Witness } from './support/witness.ts';

const secret = `canary-${randomBytes(12).toString('hex')}/+=`;
const secretForms = [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
];

let stand: Stand;
let server: Server;
let person: Person;
let repository: string;
let look: Awaited<ReturnType<typeof lookOf>>;
let runnerFolder: string;

beforeAll(async () => {
  stand = new Stand({ isShared: true });
  repository = await stand.repository();
  look = await lookOf(repository);
  server = await stand.server();
  const env = { DEPLOY_KEY: secret, RUNNER_KILL_GRACE_MS: '1000' };
  const runner = await stand.runner(server, [repository], { env });
  runnerFolder = runner.dataDir;
  person = await Person.signIn(server.url);
});
afterAll(() => stand[Symbol.asyncDispose]());

interface Begun {
  watcher: Watcher;
  task: Task;
}

async function begin(
  step: { run: string[]; timeout_s?: number },
  config: Partial<Agent['config']> = {},
): Promise<Begun> {
  const work = await createProject(person, repository, step, config);
  const watcher = stand.own(await Watcher.open(person, work.project.id));
  await say(person, work, 'Run the tests');
  const created = await watcher.event({ type: 'task.created' });
  return { watcher, task: await person.get<Task>(`/tasks/${created.entity.id}`) };
}

async function runToTheEnd(
  step: { run: string[]; timeout_s?: number },
  config: Partial<Agent['config']> = {},
): Promise<{ run: Run; task: Task; watcher: Watcher }> {
  const { task, watcher } = await begin(step, config);
  const run = await finalRun(person, task.id);
  return { run, task: await person.get<Task>(`/tasks/${task.id}`), watcher };
}

const node = (script: string): string[] => ['node', '--eval', script];
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const downloadLog = (run: Run): Promise<Buffer> => person.download(`/runs/${run.id}/logs/download`);

test('a program that does not exist fails the run, and names it', async () => {
  const { run, task } = await runToTheEnd({ run: ['no-such-program-anywhere'] });
  expect(run).toMatchObject({ status: 'failed', reason: 'command_not_found' });
  expect(run.status_detail).toContain('no-such-program-anywhere');
  expect(task.status).toBe('failed');
  expect(task.status_reason).not.toBe('');
});

test('a non-zero exit fails the run with its code and its output', async () => {
  const { run, task } = await runToTheEnd({
    run: node("console.log('two tests broke'); process.exitCode = 3;"),
  });
  expect(run).toMatchObject({ status: 'failed', reason: 'command_failed', exit_code: 3 });
  expect(String(await downloadLog(run))).toContain('two tests broke');
  expect(task.status).toBe('failed');
});

test('a step that hangs is ended at its time limit', async () => {
  const { run, task } = await runToTheEnd({ run: node('setInterval(() => {}, 1000)'), timeout_s: 1 });
  expect(run).toMatchObject({ status: 'timed_out', reason: 'timed_out' });
  expect(task.status).toBe('failed');
});

test('200 MB of output end at the limit, and the server goes on answering', async () => {
  const flood =
    "const line = 'x'.repeat(119) + '\\n'; const block = line.repeat(1000);" +
    'let left = 1667; const more = () => { while (left-- > 0) if (!process.stdout.write(block)) return process.stdout.once("drain", more); }; more();';
  const { run } = await runToTheEnd({ run: node(flood) }, { max_output_mb: 20 });
  expect(run).toMatchObject({ status: 'failed', reason: 'output_limit' });
  const log = await downloadLog(run);
  expect(log.byteLength).toBeGreaterThan(19 * 1024 * 1024);
  expect(log.byteLength).toBeLessThan(21 * 1024 * 1024);
  const tail = await person.list<LogLine>(`/runs/${run.id}/logs?tail=5`);
  expect(tail.at(-1)?.seq).toBe(run.log_seq);
});

test('binary output comes back byte for byte', async () => {
  const bytes = Buffer.concat([
    randomBytes(1024 * 1024),
    Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0x0d, 0x0a, 0]),
    Buffer.from('ends without a newline'),
  ]);
  const file = join(await stand.folder(), 'bytes');
  await writeFile(file, bytes);
  // The file lies in a temp folder, of which a sandbox shows nothing.
  const { run } = await runToTheEnd({ run: ['cat', file] }, { sandbox: 'none' });
  expect(run.status).toBe('completed');
  expect(sha256(await downloadLog(run))).toBe(sha256(bytes));
});

test('a secret shows nowhere, in no form', async () => {
  const script = `
    const key = process.env.DEPLOY_KEY;
    console.log('key ' + key + ' end');
    console.error(Buffer.from(key).toString('base64'), Buffer.from(key).toString('hex'), encodeURIComponent(key));
    process.stdout.write('split ' + key.slice(0, 9));
    setTimeout(() => { process.stdout.write(key.slice(9) + ' end\\n'); require('fs').writeFileSync('note.txt', key); process.exitCode = 7; }, 50);`;
  const { run, task, watcher } = await runToTheEnd({ run: node(script) }, { secrets: ['DEPLOY_KEY'] });
  expect(run).toMatchObject({ reason: 'command_failed', exit_code: 7 });

  const seen = [
    JSON.stringify([run, task, watcher.events, watcher.logFrames]),
    JSON.stringify(await person.list(`/runs/${run.id}/logs`)),
    JSON.stringify(await person.get(`/runs/${run.id}/diff`)),
    String(await downloadLog(run)),
    server.program.stderr,
    await withEmbedded(server.databaseFolder, databaseText),
  ];
  for (const form of secretForms) {
    for (const text of seen) expect(text.includes(form)).toBe(false);
    expect(await filesWith(server.options.dataDir, form)).toEqual([]);
    // The workspace, in which the command wrote it down, may outlive the run by a moment.
    const isGone = async () => (await filesWith(runnerFolder, form)).length === 0;
    await waitFor(isGone, { what: 'the runner to keep no file with it' });
  }
});

test('a canceled run ends soon, leaves no process and is never successful', async () => {
  const step = stand.own(await Witness.create({ lines: 100, hasGate: true, isStubborn: true }));
  const { watcher, task } = await begin({ run: step.run });
  const { entity } = await watcher.event({ type: 'agent.run.started' });
  await watcher.line('line 25');
  expect(step.livePids()).not.toEqual([]);
  await person.post(`/runs/${entity.id}/cancel`, { reason: 'not needed any more' });
  const run = await finalRun(person, task.id);
  expect(run).toMatchObject({ status: 'canceled', reason: 'canceled' });
  step.openGate();
  await waitFor(() => step.livePids().length === 0, { what: 'no process of the step to be left' });
  expect(step.executions()).toMatchObject([{ isEnded: false }]);
  expect((await person.get<Task>(`/tasks/${task.id}`)).status).toBe('canceled');
  expect(watcher.find({ patch: ({ status }) => status === 'completed' })).toBeUndefined();
});

test('the repository is as it was before all of this', async () => {
  expect(await lookOf(repository)).toEqual(look);
});

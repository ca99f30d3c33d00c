import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from '@overmind/client/http';
import type { Task } from '@overmind/contracts/entities/task';
import { createAgent, listProjects, updateProject } from '@overmind/contracts/routes/projects';
import { getTask } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsFile, readCredentials } from '../settings/credentials.ts';
import { rootsFileIn } from '../settings/roots-file.ts';
import { buildPrograms } from '../test-support/build.ts';
import { type Call, type Result, runCli, spawnCli } from '../test-support/cli.ts';
import { listProcessesOf } from '../test-support/processes.ts';
import { addGatedTask, onlyProject, readDemoAccount, signIn } from '../test-support/signed-in.ts';
import { typeInTerminal } from '../test-support/terminal.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';

const run = promisify(execFile);

interface Following {
  readonly output: string;
  ended: Promise<number | null>;
  stop(): void;
}

describe.runIf(process.platform === 'linux')('the commands, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  const cli = (args: string[], call: Partial<Call> = {}): Promise<Result> =>
    runCli(args, { env: up.env, ...call });

  /** Follows the log of a task's run from its first line on. */
  async function follow(task: Task): Promise<Following> {
    const hasRun = async (): Promise<boolean> =>
      (await cli(['runs', 'logs', task.key])).stdout.includes('waiting');
    await waitFor(hasRun, { what: 'the run' });
    const child = spawnCli(['runs', 'logs', '-f', task.key], { env: up.env });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    await waitFor(() => output.includes('waiting'), { what: 'the first line' });
    return {
      ended,
      stop: () => child.kill(),
      get output() {
        return output;
      },
    };
  }

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo'] });
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('shows the demo, its sign-in and no set-up link', async () => {
    const { email, password } = await readDemoAccount(up);
    expect(up.output).toContain(`Sign in with ${email} and ${password}`);
    expect(up.output).toContain('scripted agents');
    expect(up.output).not.toContain('/setup#token');
  });

  it('asks for a sign-in first, refuses a wrong password, and keeps a token that only its owner may read', async () => {
    const before = await cli(['status']);
    expect(before).toMatchObject({ code: 3, stdout: '' });
    expect(before.stderr).toMatch(/^You are not signed in to http.+ Run: npx overmind login\n$/);
    const { email } = await readDemoAccount(up);
    const wrong = await cli(['login', '--email', email, '--password-stdin'], { input: 'wrong password\n' });
    expect(wrong).toMatchObject({ code: 3, stdout: '' });
    expect(wrong.stderr).not.toContain('wrong password');
    client = await signIn(up);
    expect((await stat(credentialsFile(up.env))).mode & 0o777).toBe(0o600);
  });

  it('says something, prints the answer, and waits for the runs it makes', async () => {
    const repository = join(up.dataDir, 'demo/shop');
    const saying = cli(['say', 'run the tests and fix what fails', '--wait'], { cwd: repository });
    const allow = async (): Promise<boolean> => (await cli(['runs', 'allow', 'DS-2'])).code === 0;
    await waitFor(allow, { what: 'the request of the scripted agent' });
    const said = await saying;
    expect(said.stdout).toContain('Run the tests');
    expect(said.stdout).toMatch(/DS-1 {2}failed {2}/);
    expect(said.stdout).toMatch(/DS-2 {2}needs review {2}/);
    expect(said.stderr).toContain('DS-2  completed');
    expect(said.code).toBe(0);
  });

  it('takes what is said from a pipe, and gives JSON', async () => {
    const said = await cli(['say', '--json'], { input: 'status\n' });
    const { message, reply } = JSON.parse(said.stdout) as Record<string, { content: string }>;
    expect(message?.content).toBe('status');
    expect(reply?.content).toContain('DS-2');
  });

  it('lists tasks and runs', async () => {
    expect((await cli(['tasks', '--status', 'needs_review'])).stdout).toMatch(
      /^DS-2 +P3 +needs review +backend/,
    );
    const runs = JSON.parse((await cli(['runs', 'list', '--json'])).stdout) as {
      id: string;
      status: string;
      steps: { name: string; status: string }[];
    }[];
    expect(runs.map(({ status }) => status)).toEqual(['completed', 'failed']);
    expect(runs[1]?.steps.find(({ status }) => status === 'failed')?.name).toBe(
      'test (one fails by intent until the bug is mended)',
    );
    const status = JSON.parse((await cli(['status', '--json'])).stdout);
    expect(status.projects[0].task_counts).toMatchObject({ failed: 1, needs_review: 1 });
  });

  it("prints a run's log by its task's key or the beginning of its id, without escape sequences", async () => {
    const [latest] = JSON.parse((await cli(['runs', 'list', '--json'])).stdout) as { id: string }[];
    const byKey = await cli(['runs', 'logs', 'ds-2']);
    expect(byKey.stdout).toContain('Changed applyDiscount in src/cart.js: ');
    expect(await cli(['runs', 'logs', latest?.id.slice(0, 13) ?? ''])).toEqual(byKey);
  });

  it('keeps what the scripted agent said and did, and that it is one', async () => {
    const { stdout } = await cli(['runs', 'transcript', 'DS-2']);
    expect(stdout).toContain('agent: Scripted demo agent: no model is used.');
    expect(stdout).toContain('asks Edit src/cart.js (allowed)');
  });

  it('lists agents, and tries whether one has all that it needs', async () => {
    expect((await cli(['agent', 'list'])).stdout).toMatch(
      /backend +enabled +scripted demo agent \(no model\) +code_change +coding agent /,
    );
    expect((await cli(['agent', 'presets'])).stdout).toMatch(/^qa +test, review/m);
    const good = await cli(['agent', 'test', 'backend']);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toMatch(/ok +start +Scripted demo agent \(no model\) 1[.]0[.]0 starts/);
    const { steps } = JSON.parse((await cli(['agent', 'test', 'qa', '--json'])).stdout);
    expect(steps.map(({ name }: { name: string }) => name)).toContainEqual(
      expect.stringMatching(/^command "test /),
    );
    expect((await cli(['agent', 'test', 'nobody'])).code).toBe(4);
  });

  it('tells by its exit code that an agent lacks something', async () => {
    const { id, default_repo_path } = await onlyProject(client);
    const config = {
      executor: 'acp' as const,
      acp: { command: ['no-such-agent'] },
      repo_path: default_repo_path ?? '',
    };
    await client.call(createAgent, { params: { id }, body: { name: 'absent', role: 'absent', config } });
    const trial = await cli(['agent', 'test', 'absent']);
    expect(trial.code).toBe(1);
    expect(trial.stdout).toMatch(/missing +coding agent +The program "no-such-agent" was not found/);
  });

  it('asks for changes, cancels, and accepts', async () => {
    expect((await cli(['reject', 'DS-2', '--reason', 'once more'])).code).toBe(0);
    const isBack = async (): Promise<boolean> =>
      (await cli(['tasks', '--status', 'needs_review'])).stdout.includes('DS-2');
    await waitFor(isBack, { what: 'the second result' });
    const approved = await cli(['approve', 'DS-2', '--comment', 'good', '--json']);
    expect(JSON.parse(approved.stdout)).toMatchObject({ key: 'DS-2', status: 'done' });
    const refused = await cli(['cancel', 'DS-2']);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('exits with 4 for what there is not', async () => {
    expect((await cli(['approve', 'DS-99'])).code).toBe(4);
    expect((await cli(['approve', 'NOPE-1'])).code).toBe(4);
    expect((await cli(['runs', 'logs', 'ffffffff'])).code).toBe(4);
    const project = await cli(['tasks', '--project', 'nope']);
    expect(project).toMatchObject({
      code: 4,
      stderr: 'There is no project "nope". There are: DS (Demo shop).\n',
    });
  });

  it('follows a live run until it ends', async () => {
    const gate = join(dirname(up.dataDir), 'gate-1');
    const task = await addGatedTask(client, await onlyProject(client), gate);
    const following = await follow(task);
    expect(following.output).not.toContain('went on');
    await writeFile(gate, '');
    expect(await following.ended).toBe(0);
    expect(following.output).toContain('went on');
  });

  it('lists the terminals of a run, prints what was shown, and saves the recording', async () => {
    const project = await onlyProject(client);
    const params = { id: project.id };
    await client.call(updateProject, { params, body: { settings: { terminal: true } } });
    const gate = join(dirname(up.dataDir), 'gate-3');
    const task = await addGatedTask(client, project, gate);
    const following = await follow(task);
    const { latest_run_id: runId } = await client.call(getTask, { params: { id: task.id } });
    const { url } = await up.instance();
    const { token } = (await readCredentials(up.env)).sign_ins[url] ?? {};
    await typeInTerminal({ url, token }, runId ?? '', 'echo shown-$((40+2)); exit\n');
    const isRecorded = async () => (await cli(['runs', 'terminals', task.key])).stdout.includes(' recorded ');
    await waitFor(isRecorded, { what: 'the recording' });
    const printed = await cli(['runs', 'recording', task.key]);
    expect(printed.stdout).toContain('shown-42');
    expect(printed.stdout).not.toContain('\u001b');
    const file = join(dirname(up.dataDir), 'shown.cast');
    expect((await cli(['runs', 'recording', task.key, '-o', file])).code).toBe(0);
    expect(JSON.parse((await readFile(file, 'utf8')).split('\n')[0] ?? '')).toMatchObject({ version: 2 });
    expect((await cli(['runs', 'recording', task.key, '-o', file])).stderr).toContain('--force');
    expect((await cli(['runs', 'recording', task.key, 'ffff'])).code).toBe(4);
    await writeFile(gate, '');
    expect(await following.ended).toBe(0);
  });

  it('finds nothing missing', async () => {
    const doctor = await cli(['doctor', '--json']);
    const findings = JSON.parse(doctor.stdout) as { name: string; state: string }[];
    expect(findings.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(findings.find(({ name }) => name === 'runners')?.state).toBe('ok');
    expect(doctor.code).toBe(0);
  });

  it('lets a live run finish at a Ctrl-C, while the server still answers; a later start finds the demo again', async () => {
    const gate = join(dirname(up.dataDir), 'gate-2');
    const task = await addGatedTask(client, await onlyProject(client), gate);
    const { url } = await up.instance();
    const following = await follow(task);
    up.signalGroup('SIGINT');
    await waitFor(() => up.output.includes('Stopping.'), { what: 'the stop' });
    await writeFile(gate, '');
    expect(await following.ended).toBe(0);
    expect(following.output).toContain('went on');
    expect(await up.ended).toBe(0);

    up = await startUp({ args: ['--demo', '--port', new URL(url).port], dataDir: up.dataDir });
    const tasks = JSON.parse((await cli(['tasks', '--json'])).stdout) as { key: string; status: string }[];
    expect(tasks.find(({ key }) => key === task.key)?.status).toBe('needs_review');
    await onlyProject(client);
  });

  it('adds a runner, starts it, drains it, lets it work again, and cuts it off', async () => {
    const { url } = await up.instance();
    const added = await cli(['runner', 'add', 'build-box', '--label', 'gpu', '--json']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const { token, command, warning } = JSON.parse(added.stdout) as {
      token: string;
      command: string;
      warning: string;
    };
    expect(command).toContain(`${url}/api/runner.tgz`);
    expect(warning).toContain('only works on this machine');
    const folder = join(dirname(up.dataDir), 'build-box');
    await mkdir(folder);
    await writeFile(join(folder, 'token'), token, { mode: 0o600 });
    const start = ['runner', 'start', '--server', url, '--root', folder, '--data-dir', join(folder, 'data')];
    const onCommandLine = await cli([...start, '--token', token]);
    expect(onCommandLine).toMatchObject({ code: 2, stderr: expect.stringContaining("'--token'") });
    const child = spawnCli([...start, '--token-file', join(folder, 'token'), '--allow-root'], {
      env: up.env,
    });
    const ended = once(child, 'close');
    const listed = async (): Promise<string> => (await cli(['runner', 'list'])).stdout;
    const isListed = (line: RegExp) =>
      waitFor(async () => line.test(await listed()), { what: `a runner like ${line}` });
    await isListed(/^build-box +online +.*#gpu/m);
    expect((await cli(['runner', 'drain', 'build-box'])).stdout).toBe('build-box takes no runs any more.\n');
    await isListed(/^build-box +draining /m);
    expect((await cli(['runner', 'resume', 'build-box'])).stdout).toBe('build-box takes runs again.\n');
    await isListed(/^build-box +online /m);
    expect((await cli(['runner', 'revoke', 'build-box'])).stdout).toMatch(/^build-box is revoked/);
    expect(await ended).toEqual([3, null]);
    expect(await listed()).not.toContain('build-box');
    expect((await cli(['runner', 'drain', 'build-box'])).code).toBe(4);
  });

  it('adds a repository once, and makes a project of it', async () => {
    const folder = join(dirname(up.dataDir), 'Corner Store');
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { test: 'node --test' } }));
    await run('git', ['-C', folder, 'init', '--quiet', '--initial-branch=main']);
    await run('git', ['-C', folder, 'add', '.']);
    await run('git', [
      '-C',
      folder,
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b.c',
      'commit',
      '--quiet',
      '-m',
      'Begin',
    ]);
    const added = await cli(['project', 'add', 'Corner Store'], { cwd: dirname(folder) });
    expect(added.stdout).toMatch(/^CS {2}Corner Store/);
    expect(added.stdout).toMatch(/qa +npm test/);
    expect(added.stdout).toMatch(/\/projects\/[0-9a-f-]{36}/);
    expect((await cli(['project', 'add', folder])).stdout).toBe(added.stdout);
    const roots = (await readFile(rootsFileIn(up.dataDir), 'utf8')).trim().split('\n');
    expect(roots).toEqual([join(up.dataDir, 'demo/shop'), folder]);
    const unsure = await cli(['say', 'status']);
    expect(unsure).toMatchObject({ code: 2, stdout: '' });
    expect(unsure.stderr).toContain('CS (Corner Store)');
  });

  it('signs out for good', async () => {
    expect((await cli(['logout'])).code).toBe(0);
    expect((await cli(['status'])).code).toBe(3);
    const token = client.token ?? '';
    expect(await cli(['status'], { env: { ...up.env, OVERMIND_TOKEN: token } })).toMatchObject({ code: 3 });
  });

  it('lets the runner of this machine into a folder while nobody is signed in', async () => {
    const folder = join(dirname(up.dataDir), 'more code');
    await mkdir(folder);
    const allowed = await cli(['runner', 'allow', folder, '--json']);
    expect(JSON.parse(allowed.stdout)).toEqual({ path: folder, is_new: true });
    expect((await cli(['runner', 'allow', folder])).stdout).toContain('already');
    expect((await readFile(rootsFileIn(up.dataDir), 'utf8')).trim().split('\n')).toContain(folder);
    const missing = await cli(['runner', 'allow', join(folder, 'nothing')]);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no folder') });
  });

  it('ends at once, live runs and all, at a second Ctrl-C more than a second after the first', async () => {
    client = await signIn(up);
    const [project] = (await client.call(listProjects, { query: { q: 'Demo' } })).items;
    if (project === undefined) throw new Error('the demo project is gone');
    const following = await follow(await addGatedTask(client, project, join(dirname(up.dataDir), 'never')));
    following.stop(); // It would wait for the server to come back.
    await following.ended;
    up.signalGroup('SIGINT');
    // It counts from when it took the first.
    await waitFor(() => up.output.includes('Stopping.'), { what: 'the stop' });
    const firstAt = performance.now();
    await waitFor(() => performance.now() - firstAt > 1_100, { what: 'a second to pass' });
    expect(up.child.exitCode).toBeNull();
    up.signalGroup('SIGINT');
    expect(await up.ended).toBe(1);
    const areGone = async () => (await listProcessesOf(up.dataDir)).length === 0;
    // What ends the processes of a killed runner ends itself a moment after them.
    await waitFor(areGone, { what: 'no process to be left' });
  });
});

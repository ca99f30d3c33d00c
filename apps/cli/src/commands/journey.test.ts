import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from '@overmind/client/http';
import type { Task } from '@overmind/contracts/entities/task';
import { listProjects } from '@overmind/contracts/routes/projects';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsFile } from '../settings/credentials.ts';
import { rootsFileIn } from '../settings/roots-file.ts';
import { buildPrograms } from '../test-support/build.ts';
import { type Call, type Result, runCli, spawnCli } from '../test-support/cli.ts';
import { listProcessesOf } from '../test-support/processes.ts';
import { addGatedTask, onlyProject, readDemoAccount, signIn } from '../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';

const run = promisify(execFile);

interface Following {
  readonly output: string;
  ended: Promise<number | null>;
  stop(): void;
}

describe.runIf(process.platform === 'linux')('the commands, on the demo', { timeout: 120_000 }, () => {
  let up: RunningUp;
  let client: Client;
  const cli = (args: string[], call: Partial<Call> = {}): Promise<Result> =>
    runCli(args, { env: up.env, ...call });

  /** Follows the log of a task's run from its first line on. */
  async function follow(task: Task): Promise<Following> {
    const hasRun = async (): Promise<boolean> =>
      (await cli(['runs', 'logs', task.key])).stdout.includes('waiting');
    await waitFor(hasRun, { what: 'the run', timeoutMs: 20_000 });
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
  }, 180_000);

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
    const said = await cli(['say', 'run the tests and fix what fails', '--wait'], { cwd: repository });
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
    }[];
    expect(runs.map(({ status }) => status)).toEqual(['completed', 'failed']);
    const status = JSON.parse((await cli(['status', '--json'])).stdout);
    expect(status.projects[0].task_counts).toMatchObject({ failed: 1, needs_review: 1 });
  });

  it("prints a run's log by its task's key or the beginning of its id, without escape sequences", async () => {
    const [latest] = JSON.parse((await cli(['runs', 'list', '--json'])).stdout) as { id: string }[];
    const byKey = await cli(['runs', 'logs', 'ds-2']);
    expect(byKey.stdout).toContain('Changed applyDiscount in src/cart.js.');
    expect(await cli(['runs', 'logs', latest?.id.slice(0, 13) ?? ''])).toEqual(byKey);
  });

  it('asks for changes, cancels, and accepts', async () => {
    expect((await cli(['reject', 'DS-2', '--reason', 'once more'])).code).toBe(0);
    const isBack = async (): Promise<boolean> =>
      (await cli(['tasks', '--status', 'needs_review'])).stdout.includes('DS-2');
    await waitFor(isBack, { what: 'the second result', timeoutMs: 20_000 });
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

  it('ends at once, live runs and all, at a second Ctrl-C more than a second after the first', async () => {
    client = await signIn(up);
    const [project] = (await client.call(listProjects, { query: { q: 'Demo' } })).items;
    if (project === undefined) throw new Error('the demo project is gone');
    const following = await follow(await addGatedTask(client, project, join(dirname(up.dataDir), 'never')));
    following.stop(); // It would wait for the server to come back.
    await following.ended;
    up.signalGroup('SIGINT');
    const firstAt = performance.now();
    await waitFor(() => performance.now() - firstAt > 1_100, { what: 'a second to pass' });
    expect(up.child.exitCode).toBeNull();
    up.signalGroup('SIGINT');
    expect(await up.ended).toBe(1);
    expect(performance.now() - firstAt).toBeLessThan(8_000);
    expect(await listProcessesOf(up.dataDir)).toEqual([]);
  });
});

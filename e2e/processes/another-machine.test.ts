import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LogLine } from '@overmind/contracts/entities/run';
import type { Runner } from '@overmind/contracts/entities/runner';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { typeInTerminal } from '../../apps/cli/src/test-support/terminal.ts';
import { createProject, finalRun } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { repositoryRoot } from './support/programs.ts';
import { createRepository } from './support/repository.ts';
import { Stand } from './support/stand.ts';

/** A shell that knows nothing of this repository, with a home folder that was empty. */
class Shell implements AsyncDisposable {
  readonly #child: ChildProcess;
  output = '';

  constructor(home: string, line: string) {
    const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
    this.#child = spawn('/bin/sh', ['-c', line], {
      cwd: home,
      env: { PATH: path, HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#child, 'close');
    process.kill(-(this.#child.pid ?? 0), 'SIGTERM');
    await ended;
  }
}

/** A command that only a terminal in its workspace lets go on. */
const untilLetGo = `const fs = require('fs'); console.log('waiting');
setInterval(() => { if (fs.existsSync('go')) { fs.rmSync('go'); process.exit(); } }, 20);`;

/** What the command line prints for it. */
const addRunner = async (person: Person, home: string): Promise<string> => {
  const cli = join(repositoryRoot, 'apps/cli/bin/overmind.mjs');
  const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' };
  const signedIn = { OVERMIND_SERVER: person.baseUrl, OVERMIND_TOKEN: person.token };
  const args = [cli, 'runner', 'add', 'another machine'];
  return (await promisify(execFile)(process.execPath, args, { env: { ...env, ...signedIn } })).stdout;
};

test('the line that a server gives makes a runner of a machine with nothing but Node and git', async () => {
  await using stand = new Stand();
  const server = await stand.server({ RUNNER: 'none' });
  const person = await Person.signIn(server.url);
  const home = await stand.folder();
  const repository = await createRepository(join(home, 'code/shop'), { 'readme.md': 'A shop.\n' });

  const line = (await addRunner(person, home)).trim();
  const [, token = ''] = /printf %s '(\S+)'/.exec(line) ?? [];
  expect(token).not.toBe('');
  // The tests may be root's, which is asked for once more.
  const shell = stand.own(new Shell(home, process.getuid?.() === 0 ? `${line} --allow-root` : line));
  const isOnline = async () => {
    if (shell.hasEnded) throw new Error(shell.output);
    const [found] = await person.list<Runner>('/runners');
    return found?.status === 'online' ? found : null;
  };
  const online = await waitFor(isOnline, { what: 'the runner to be online' });
  const { version } = await person.get<{ version: string }>('/health');
  expect(online).toMatchObject({ version, allowed_roots: [join(home, 'code')] });

  const { project } = await createProject(person, repository, { run: ['node', '-e', untilLetGo] });
  await person.patch(`/projects/${project.id}`, { settings: { terminal: true } });
  const task = await person.post<Task>(`/projects/${project.id}/tasks`, {
    ...{ title: 'Test it', type: 'test', agent: 'qa' },
  });
  const isWaiting = async () => {
    const { latest_run_id: id } = await person.get<Task>(`/tasks/${task.id}`);
    const log = id === null ? [] : await person.list<LogLine>(`/runs/${id}/logs`);
    return log.some(({ message }) => message === 'waiting') && id;
  };
  const runId = await waitFor(isWaiting, { what: 'the command to wait' });
  await typeInTerminal({ url: server.url, token: person.token }, runId, 'touch go; exit\n');
  expect(await finalRun(person, task.id)).toMatchObject({
    ...{ status: 'completed', runner_id: online.id },
  });
  expect((await readdir(home)).sort()).toEqual([`.overmind-runner-${online.id.slice(-8)}`, 'code']);
  expect(shell.output).not.toContain(token);
});

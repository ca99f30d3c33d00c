import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import type { Task } from '@overmind/contracts/entities/task';
import { createToken, login } from '@overmind/contracts/routes/auth';
import { createProject } from '@overmind/contracts/routes/projects';
import { createTask, updateTask } from '@overmind/contracts/routes/tasks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../failure.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli } from '../../test-support/cli.ts';
import { onlyProject, readDemoAccount, signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('with a token of one project, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  let project: ProjectCard;
  let task: Task;
  let token: string;

  const cli = (...args: string[]): Promise<Result> =>
    runCli(args, { env: { ...up.env, OVERMIND_TOKEN: token } });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  /** Waits for its people, so that the inbox and every list of tasks tells of it. */
  async function addWaiting(projectId: string, title: string): Promise<Task> {
    const added = await client.call(createTask, {
      params: { id: projectId },
      body: { title, type: 'research' },
    });
    const body = { status: 'blocked' as const, reason: 'Nobody is there.' };
    return client.call(updateTask, { params: { id: added.id }, body });
  }

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo', '--no-demo-model'] });
    client = await signIn(up);
    project = await onlyProject(client);
    const zebra = await client.call(createProject, { body: { name: 'Zebra' } });
    await addWaiting(zebra.id, 'Count stripes of the zebra');
    task = await addWaiting(project.id, 'Count stripes of the tiger');
    const body = { name: 'robot', scopes: ['read' as const, 'write' as const], project_id: project.id };
    // A token makes no tokens; people do, who sign in with their password.
    const { email, password } = await readDemoAccount(up);
    const signedIn = await client.call(login, { body: { email, password } });
    ({ token } = await client.withToken(signedIn.token).call(createToken, { body }));
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it.each([
    ...['project list', 'status', 'inbox', 'search stripes', 'tasks', 'agent list', 'agent presets'],
    ...['runs list', 'cycle log', 'merges', 'chats list', 'recordings list', 'discussions list'],
    ...['specs list', 'personas list', 'state show', 'runner list'],
    ...['models list', 'models providers', 'models usage --by project'],
  ])('%s tells of that project, and of no other', async (command) => {
    expect(await out(...command.split(' '))).not.toMatch(/zebra/i);
  });

  it('finds the project without being told which, and talks, adds work and discusses in it', async () => {
    expect(await out('tasks')).toContain('Count stripes of the tiger');
    expect(await out('inbox')).toContain(task.key);
    expect(await out('tasks', 'show', task.key)).toContain('Count stripes of the tiger');
    const added = await out('tasks', 'add', 'Feed the tiger', '--type', 'research');
    expect(added).toContain(`${project.key}-`);
    expect(await out('say', 'what is blocked?')).toContain(task.key);
    const begun = JSON.parse(await out('discuss', 'Which tiger?', '--json')) as { id: string };
    expect(await out('discussions', 'show', begun.id)).toContain('Which tiger?');
  });

  it('finds nothing of another project', async () => {
    const hidden = [
      ['tasks', '--project', 'ZEBRA'],
      ['tasks', 'show', 'ZEBRA-1'],
      ['models', 'usage', '--project', 'Zebra'],
    ];
    for (const args of hidden) expect(await cli(...args)).toMatchObject({ code: exitCodes.notFound });
    const { stderr } = await cli('tasks', '--project', 'ZEBRA');
    expect(stderr).toContain(`There are: ${project.key} (${project.name}).`);
  });

  it('is told which project the token is for where it does not reach', async () => {
    for (const args of [
      ['prompts', 'list'],
      ['models', 'calls', '--no-project'],
      ['project', 'add', dirname(up.dataDir)],
    ])
      expect(await cli(...args)).toMatchObject({
        ...{ code: exitCodes.failed, stderr: expect.stringContaining(`for project ${project.key} only.`) },
      });
  });
});

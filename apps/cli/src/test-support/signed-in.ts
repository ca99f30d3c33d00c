import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@overmind/client/http';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import type { Task } from '@overmind/contracts/entities/task';
import { createAgent, listProjects } from '@overmind/contracts/routes/projects';
import { createTask } from '@overmind/contracts/routes/tasks';
import { readCredentials } from '../settings/credentials.ts';
import { runCli } from './cli.ts';
import type { RunningUp } from './up.ts';

export interface DemoAccount {
  email: string;
  password: string;
}

export async function readDemoAccount(up: RunningUp): Promise<DemoAccount> {
  return JSON.parse(await readFile(join(up.dataDir, 'demo/account.json'), 'utf8')) as DemoAccount;
}

/** Signs the demo's administrator in by the cli, and gives the same sign-in as a client. */
export async function signIn(up: RunningUp): Promise<Client> {
  const { email, password } = await readDemoAccount(up);
  const args = ['login', '--email', email, '--password-stdin'];
  const result = await runCli(args, { env: up.env, input: `${password}\n` });
  if (result.code !== 0) throw new Error(result.stderr);
  const { url } = await up.instance();
  const token = (await readCredentials(up.env)).sign_ins[url]?.token;
  return new Client({ baseUrl: url, token });
}

export async function onlyProject(client: Client): Promise<ProjectCard> {
  const { items } = await client.call(listProjects, {});
  const [project] = items;
  if (project === undefined || items.length > 1) throw new Error(`there are ${items.length} projects`);
  return project;
}

const untilThere =
  'const {existsSync} = require("node:fs"); console.log("\\u001b[32mwaiting\\u001b[0m");' +
  'const timer = setInterval(() => { if (existsSync(process.argv[1])) { clearInterval(timer); console.log("went on"); } }, 20);';

/** A task whose run goes on until there is a file at `gate`. */
export async function addGatedTask(client: Client, project: ProjectCard, gate: string): Promise<Task> {
  const params = { id: project.id };
  const commands = [{ name: 'wait', run: ['node', '-e', untilThere, gate] }];
  await client.call(createAgent, {
    params,
    body: {
      name: 'gate',
      role: 'gate',
      // The gate is outside of what a sandbox shows.
      config: {
        ...{ handles: ['research'], commands, sandbox: 'none' },
        repo_path: project.default_repo_path ?? '',
      },
    },
  });
  return client.call(createTask, {
    params,
    body: { title: 'Wait for the gate', type: 'research', agent: 'gate' },
  });
}

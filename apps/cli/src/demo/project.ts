import type { Client } from '@overmind/client/http';
import type { NewAgent } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import { createAgent, createProject } from '@overmind/contracts/routes/projects';
import type { z } from 'zod';
import { awaitRunnerFor } from '../api/await-runner.ts';
import { listAllProjects } from '../api/find-project.ts';
import { Failure } from '../failure.ts';

const runnerLimitMs = 20_000;
const syntax = { name: 'syntax', run: ['node', '--check', 'src/cart.js'], timeout_s: 60 };
const test = { name: 'test', run: ['node', '--test'], timeout_s: 60 };

/** They replace the preset agents of the same names. The tests fail at first, which is what the fix waits for. */
const agents = (repo_path: string): z.input<typeof NewAgent>[] => [
  {
    name: 'qa',
    role: 'qa',
    config: { repo_path, handles: ['test', 'review'], commands: [syntax, test] },
  },
  {
    name: 'backend',
    role: 'scripted demo agent',
    config: {
      repo_path,
      handles: ['code_change'],
      commands: [{ name: 'scripted fix', run: ['node', 'scripts/fix-discount.mjs'], timeout_s: 60 }],
      checks: [test],
    },
  },
];

const description =
  'A demo on a small repository made on the spot. Its agents are scripts, marked as such, and need no model: ' +
  'say "run the tests and fix what fails" and watch.';

/** The demo project of a repository, made when there is none. */
export async function ensureDemoProject(client: Client, repository: string): Promise<Project> {
  const known = (await listAllProjects(client)).find(
    ({ default_repo_path }) => default_repo_path === repository,
  );
  if (known) return known;
  if ((await awaitRunnerFor(client, repository, runnerLimitMs)) === null) {
    throw new Failure(`No runner offers the demo repository ${repository}.`);
  }
  const project = await client.call(createProject, {
    body: {
      name: 'Demo shop',
      description,
      default_repo_path: repository,
      settings: { auto_accept: ['test'] },
    },
  });
  for (const agent of agents(repository)) {
    await client.call(createAgent, { params: { id: project.id }, body: agent });
  }
  return project;
}

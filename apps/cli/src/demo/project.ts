import { basename } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { NewAgent } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import { createAgent, createProject, listAgents, updateAgent } from '@overmind/contracts/routes/projects';
import type { z } from 'zod';
import { awaitRunnerFor } from '../api/await-runner.ts';
import { listAllProjects } from '../api/find-project.ts';
import { Failure } from '../failure.ts';
import { programs } from '../programs.ts';

const runnerLimitMs = 20_000;
const syntax = { name: 'syntax', run: ['node', '--check', 'src/cart.js'], timeout_s: 60 };
const test = { name: 'test', run: ['node', '--test'], timeout_s: 60 };

/** A person is not kept waiting for ever, and neither is the demo. */
const permissionLimitS = 120;

export interface DemoPlan {
  repository: string;
  /** What becomes of the scripted agent's request to change a file, in a demo project that is made now. */
  permissions: 'ask' | 'allow';
}

/** They replace the preset agents of the same names. The tests fail at first, which is what the fix waits for. */
const agents = ({ repository: repo_path, permissions }: DemoPlan): z.input<typeof NewAgent>[] => [
  {
    name: 'qa',
    role: 'qa',
    config: { repo_path, handles: ['test', 'review'], commands: [syntax, test] },
  },
  {
    name: 'backend',
    role: 'scripted demo agent (no model)',
    config: {
      ...{ repo_path, handles: ['code_change'], checks: [test], executor: 'acp', acp: scriptedAgent },
      ...{ permissions, permission_timeout_s: permissionLimitS, max_wall_s: 600 },
    },
  },
];

const scriptedAgent = { command: [programs.demoAgent] };

const description =
  'A demo on a small repository made on the spot. Its agents are scripts, marked as such, and need no model: say ' +
  '"run the tests and fix what fails", watch, and allow the change that the scripted coding agent asks for.';

/** The demo project of a repository, made when there is none. */
export async function ensureDemoProject(client: Client, plan: DemoPlan): Promise<Project> {
  const { repository } = plan;
  const known = (await listAllProjects(client)).find(
    ({ default_repo_path }) => default_repo_path === repository,
  );
  if (known) {
    await pointToAgent(client, known);
    return known;
  }
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
  for (const agent of agents(plan)) {
    await client.call(createAgent, { params: { id: project.id }, body: agent });
  }
  return project;
}

/** This program may stand in another folder than when the project was made. */
async function pointToAgent(client: Client, { id }: Project): Promise<void> {
  const { items } = await client.call(listAgents, { params: { id } });
  for (const agent of items) {
    const { acp } = agent.config;
    const path = acp !== undefined && 'command' in acp ? acp.command[0] : undefined;
    if (path === undefined || path === programs.demoAgent) continue;
    if (basename(path) !== basename(programs.demoAgent)) continue;
    const body = { config: { ...agent.config, acp: scriptedAgent } };
    await client.call(updateAgent, { params: { id: agent.id }, body });
  }
}

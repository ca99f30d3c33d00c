import { basename } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { NewAgent } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import { demoModel } from '@overmind/contracts/entities/scripted';
import { listPersonas, putPersona } from '@overmind/contracts/routes/personas';
import {
  createAgent,
  createProject,
  listAgents,
  updateAgent,
  updateProject,
} from '@overmind/contracts/routes/projects';
import type { z } from 'zod';
import { awaitRunnerFor } from '../api/await-runner.ts';
import { listAllProjects } from '../api/find-project.ts';
import { Failure } from '../failure.ts';
import { programs } from '../programs.ts';

const runnerLimitMs = 20_000;
const syntax = { name: 'syntax', run: ['node', '--check', 'src/cart.js'], timeout_s: 60 };
const test = { name: 'test', run: ['node', '--test'], timeout_s: 60 };
/** Its name stands among the steps and the evidence of the run that fails. */
const testOfBug = { ...test, name: 'test (one fails by intent until the bug is mended)' };

/** A person is not kept waiting for ever, and neither is the demo. */
const permissionLimitS = 900;

export interface DemoPlan {
  repository: string;
  /** What becomes of the scripted agent's request to change a file, in a demo project that is made now. */
  permissions: 'ask' | 'allow';
  /** Whether the scripted model helps to plan, reads and discusses. */
  hasModel: boolean;
  /** Whether it answers by now: it may have failed to start. */
  isModelUp: boolean;
}

/** They replace the preset agents of the same names. The tests fail at first, which is what the fix waits for. */
const agents = ({ repository: repo_path, permissions, hasModel }: DemoPlan): z.input<typeof NewAgent>[] => [
  {
    name: 'qa',
    role: 'qa',
    config: { repo_path, handles: hasModel ? ['test'] : ['test', 'review'], commands: [syntax, testOfBug] },
  },
  {
    name: 'backend',
    role: 'scripted demo agent (no model)',
    config: {
      ...{ repo_path, handles: ['code_change'], checks: [test], executor: 'acp', acp: scriptedAgent },
      ...{ permissions, permission_timeout_s: permissionLimitS, max_wall_s: 1_800 },
    },
  },
];

const reader = ({ repository: repo_path }: DemoPlan): z.input<typeof NewAgent> => ({
  name: 'reader',
  role: 'scripted demo model that reads and reports (no model)',
  config: {
    ...{ repo_path, handles: ['review', 'research'], executor: 'model', max_wall_s: 600 },
    model_policy: { privacy: 'local_only', prefer: [demoModel] },
  },
});

const scriptedAgent = { command: [programs.demoAgent] };
/** Whatever else is set up: a demo costs nobody anything, and nothing of it leaves the machine. */
const modelSettings = {
  planner: {
    uses_model: true,
    policy: { privacy: 'local_only' as const, prefer: [demoModel], only_preferred: true },
  },
};

/** What its transcripts have answers to. */
export const demoSentences = [
  'run the tests and fix what fails',
  'review how the cart works out discounts',
  'discuss how prices are rounded after a discount',
] as const;

const descriptionOf = ({ hasModel }: DemoPlan): string => {
  const sentences = (hasModel ? demoSentences : demoSentences.slice(0, 1)).map((each) => `"${each}"`);
  const [who, say] = hasModel
    ? ['Its agents are scripts and its model replays transcripts; both are', 'Say one of these']
    : ['Its agents are scripts; they are', 'Say this'];
  return (
    `A demo on a small repository made on the spot. ${who} marked as scripted, and ${hasModel ? 'neither needs' : 'need'} a key. ` +
    `${say}, and watch: ${sentences.join(', ')}. ` +
    'At first one test fails by intent, and with it the task that runs the tests; the task after it mends the bug.'
  );
};

/** The demo project of a repository, made when there is none. */
export async function ensureDemoProject(client: Client, plan: DemoPlan): Promise<Project> {
  const { repository } = plan;
  const known = (await listAllProjects(client)).find(
    ({ default_repo_path }) => default_repo_path === repository,
  );
  // The agents of a project are changed only where a runner can look at its repository, in the known one too.
  const runner = await awaitRunnerFor(client, repository, runnerLimitMs);
  if (known) {
    await pointToAgent(client, known);
    return letAgentStart(client, known);
  }
  if (runner === null) throw new Failure(`No runner offers the demo repository ${repository}.`);
  const project = await client.call(createProject, {
    body: {
      name: 'Demo shop',
      description: descriptionOf(plan),
      default_repo_path: repository,
      settings: { auto_accept: ['test'], ...(plan.hasModel ? modelSettings : {}) },
    },
  });
  if (plan.hasModel) await letScriptSpeak(client, project);
  for (const agent of [...agents(plan), ...(plan.hasModel ? [reader(plan)] : [])]) {
    await client.call(createAgent, { params: { id: project.id }, body: agent });
  }
  return project;
}

/** Whoever listens is told at each word that no model speaks. */
async function letScriptSpeak(client: Client, { id }: Project): Promise<void> {
  const { items } = await client.call(listPersonas, { params: { id } });
  for (const { persona, is_enabled } of items) {
    const { key, ...words } = persona;
    const body = {
      ...{ ...words, is_enabled, name: `${persona.name} (scripted)` },
      model_policy: { privacy: 'local_only' as const, prefer: [demoModel] },
      note: 'Speaks from the transcript of the demo; reset it to let a model speak.',
    };
    await client.call(putPersona, { params: { id, key }, body });
  }
}

/** A demo project that was made to use nothing but local models would hold its coding agent back, which uses none. */
async function letAgentStart(client: Client, project: Project): Promise<Project> {
  const { model_privacy, planner } = project.settings;
  if (model_privacy !== 'local_only' || planner.policy.prefer[0] !== demoModel) return project;
  const policy = { ...planner.policy, privacy: 'local_only' as const };
  const settings = { model_privacy: 'any' as const, planner: { ...planner, policy } };
  return client.call(updateProject, { params: { id: project.id }, body: { settings } });
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

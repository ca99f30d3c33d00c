import { basename } from 'node:path';
import type { Client } from '@overmind/client/http';
import { type Agent, commandChecks } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import { createProject, listAgents } from '@overmind/contracts/routes/projects';
import { inspectRepository } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { awaitRunnerFor } from '../../api/await-runner.ts';
import { listAllProjects } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { Failure } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { renderTable } from '../../output/table.ts';
import { isFolder, resolveFolder } from '../../settings/resolve-folder.ts';
import { addRoot } from '../../settings/roots-file.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface AddOptions {
  name?: string;
  json?: boolean;
}

const runnerLimitMs = 10_000;

export function addAddProject(project: Command): void {
  project
    .command('add')
    .description(
      'Makes a project of a git repository or a folder on this machine and lets the local runner work in it.',
    )
    .argument('<dir>', 'the repository or folder')
    .option('-n, --name <name>', "the project's name; the folder's when left out")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind project add ~/code/shop')
    .action(add);
}

async function add(dir: string, options: AddOptions): Promise<void> {
  const path = await resolveFolder(dir);
  const { client, url, settings } = await openSession();
  const known = (await listAllProjects(client)).find((project) => project.default_repo_path === path);
  if (known && options.name === undefined) return show(client, known, url, options);
  const isServerHere = await isFolder(settings.dataDir);
  if (isServerHere) await addRoot(settings.dataDir, path);
  const runner = await awaitRunnerFor(client, path, isServerHere ? runnerLimitMs : 0);
  if (runner === null) {
    throw new Failure(
      `No runner that is online may work in ${path}. Start one there: npx overmind runner start --root ${path} …`,
    );
  }
  const project = await client.call(createProject, {
    body: { name: options.name ?? basename(path), default_repo_path: path },
  });
  const found = await client.call(inspectRepository, { body: { path } });
  if (found.ok && !found.has_git) printError(noGit);
  await show(client, project, url, options);
}

const noGit = [
  'This folder has no git. Each run works in a copy of it, and its changes come as a patch to apply by hand:',
  'there are no branches, no merges, and a second attempt begins anew. "git init" and one commit change that.',
].join('\n');

async function show(client: Client, project: Project, url: string, options: AddOptions): Promise<void> {
  const { items: agents } = await client.call(listAgents, { params: { id: project.id } });
  const projectUrl = `${url}/projects/${project.id}`;
  if (options.json) return printJson({ project, agents, url: projectUrl });
  printLine(describe(project, agents, projectUrl));
}

function describe(project: Project, agents: readonly Agent[], url: string): string {
  const colours = coloursFor(process.stdout);
  const rows = agents.map(({ name, config }) => {
    const steps = [...config.commands, ...commandChecks(config.checks)].map((step) => step.run.join(' '));
    return [`  ${name}`, steps.join(' · ') || colours.dim('no commands yet')];
  });
  return [
    `${colours.bold(project.key)}  ${project.name}  ${colours.dim(project.default_repo_path ?? '')}`,
    renderTable(rows),
    `Open ${colours.cyan(url)} or say something: npx overmind say "run the tests" --project ${project.key}`,
  ].join('\n');
}

import type { Client } from '@overmind/client/http';
import type { Agent } from '@overmind/contracts/entities/agent';
import type { TrialStep } from '@overmind/contracts/frames/questions';
import { listAgents, testAgent } from '@overmind/contracts/routes/projects';
import type { Command } from 'commander';
import { agentNamed } from '../../api/find-agent.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addTestAgent(agent: Command): void {
  agent
    .command('test')
    .description(
      'A dry run of an agent: whether all that it needs is there. Nothing is worked on or changed.',
    )
    .argument('<name>', "the agent's name")
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExits with 1 when something is missing.\n\nExample:\n  $ overmind agent test backend',
    )
    .action(test);
}

async function test(name: string, options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findAgent(client, name, options.project);
  const trial = await client.call(testAgent, { params: { id } });
  if (trial.steps.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(trial);
  const colours = coloursFor(process.stdout);
  printLine(renderTable(trial.steps.map((step) => toRow(step, colours))));
}

async function findAgent(client: Client, name: string, project: string | undefined): Promise<Agent> {
  const { id } = await findProject(client, project);
  const { items } = await client.call(listAgents, { params: { id } });
  return agentNamed(items, name);
}

const toRow = ({ name, ok, detail }: TrialStep, colours: Colours): string[] => [
  ok ? colours.green('ok') : colours.red('missing'),
  colours.bold(oneLine(name, 40)),
  oneLine(detail, 400),
];

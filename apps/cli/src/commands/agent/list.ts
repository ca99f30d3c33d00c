import type { Agent } from '@overmind/contracts/entities/agent';
import { listAgents } from '@overmind/contracts/routes/projects';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { describeAgent } from '../../output/agent-line.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addListAgents(agent: Command): void {
  agent
    .command('list')
    .description("A project's agents, and what each does.")
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind agent list --project SHOP')
    .action(list);
}

async function list(options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const { items } = await client.call(listAgents, { params: { id } });
  if (options.json) return printJson(items);
  const colours = coloursFor(process.stdout);
  printLine(renderTable(items.map((agent) => toRow(agent, colours))));
}

const toRow = ({ name, role, is_enabled, config }: Agent, colours: Colours): string[] => [
  colours.bold(name),
  is_enabled ? colours.green('enabled') : colours.dim('disabled'),
  oneLine(role === name ? '' : role),
  config.handles.join(', '),
  colours.dim(describeAgent(config)),
];

import type { AgentPreset } from '@overmind/contracts/entities/agent';
import { listAgentPresets } from '@overmind/contracts/routes/projects';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addAgentPresets(agent: Command): void {
  agent
    .command('presets')
    .description('The agents that a new project begins with; their commands come from its repository.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind agent presets')
    .action(list);
}

async function list(options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { items } = await client.call(listAgentPresets, {});
  if (options.json) return printJson(items);
  const colours = coloursFor(process.stdout);
  printLine(renderTable(items.map((preset) => toRow(preset, colours))));
}

const toRow = ({ name, config }: AgentPreset, colours: Colours): string[] => [
  colours.bold(name),
  config.handles.join(', '),
  colours.dim(config.paths.join(' ')),
];

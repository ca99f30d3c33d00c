import type { Runner } from '@overmind/contracts/entities/runner';
import { listRunners } from '@overmind/contracts/routes/runners';
import { runnerUpdateLine } from '@overmind/domain/runners/start-line';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { version } from '../../programs.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addListRunners(runner: Command): void {
  runner
    .command('list')
    .description('Runners, whether they are there, and what they offer.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runner list')
    .action(list);
}

async function list(options: { json?: boolean }): Promise<void> {
  const { client, url } = await openSession();
  const { items } = await client.call(listRunners, {});
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('No runner yet. Add one: overmind runner add NAME');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(items.map((runner) => toRow(runner, colours))));
  if (items.some((runner) => runner.is_turned_away))
    printLine(`\nUpdate what is too old in its folder, then start it again: ${runnerUpdateLine(url)}`);
}

function markOf(runner: Runner): string {
  if (runner.is_turned_away) return ' (too old: takes no runs)';
  return runner.version === null || runner.version === version ? '' : ' (another version)';
}

const tones: Record<Runner['status'], keyof Colours> = {
  online: 'green',
  stale: 'yellow',
  offline: 'dim',
  draining: 'yellow',
};

function toRow(runner: Runner, colours: Colours): string[] {
  const agents = runner.agents.filter((agent) => agent.is_installed).map((agent) => agent.preset);
  return [
    colours.bold(oneLine(runner.name, 40)),
    colours[tones[runner.status]](runner.status),
    `${runner.live_runs} of ${runner.capacity} runs`,
    runner.sandbox ?? '',
    `${oneLine(runner.version ?? '', 20)}${colours.yellow(markOf(runner))}`,
    oneLine(agents.join(', ')),
    oneLine(runner.labels.map((label) => `#${label}`).join(' ')),
    colours.dim(oneLine(runner.allowed_roots.join(', '))),
  ];
}

import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { listAllPrompts } from './find.ts';

export function addListPrompts(prompts: Command): void {
  prompts
    .command('list')
    .description('What models are told: each prompt with its active version.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts list')
    .action(list);
}

async function list(options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const items = await listAllPrompts(client);
  if (options.json) return printJson(items);
  if (items.length === 0)
    return printLine('No prompt yet. The server makes those it comes with when it starts.');
  printLine(
    renderTable(
      items.map(({ key, active_version: active, latest_version: latest, title }) => [
        ...[key, `version ${active} of ${latest}`, oneLine(title, 80)],
      ]),
    ),
  );
}

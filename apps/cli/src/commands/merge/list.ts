import type { Merge } from '@overmind/contracts/entities/merge';
import { listMerges } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { mergeCells } from '../../output/merge-line.ts';
import { printJson, printLine } from '../../output/print.ts';
import { renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

export function addListMerges(program: Command): void {
  program
    .command('merges')
    .description('Approved work on its way to the base branch, newest first.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-l, --limit <count>', 'at most so many', readCount, 30)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind merges --project SHOP')
    .action(list);
}

async function list(options: { project?: string; limit: number; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const items = await listUpTo<Merge>(options.limit, (page) =>
    client.call(listMerges, { params: { id }, query: page }),
  );
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('Nothing was merged yet.');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(items.map((merge) => mergeCells(merge, colours))));
}

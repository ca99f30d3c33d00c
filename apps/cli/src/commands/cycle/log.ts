import type { Cycle } from '@overmind/contracts/entities/cycle';
import { listCycles } from '@overmind/contracts/routes/orchestrator';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';
import { describeCounts } from './describe.ts';
import { hasEnded, wordsOf } from './progress.ts';

interface LogOptions {
  project?: string;
  limit: number;
  json?: boolean;
}

export function addCycleLog(cycle: Command): void {
  cycle
    .command('log')
    .description('Cycles of the orchestrator, newest first.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-l, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind cycle log')
    .action(log);
}

async function log(options: LogOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const cycles = await listUpTo<Cycle>(options.limit, (page) =>
    client.call(listCycles, { params: { id }, query: page }),
  );
  if (options.json) return printJson(cycles);
  if (cycles.length === 0) return printLine('No cycle yet.');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(cycles.map((cycle) => toRow(cycle, colours))));
}

function toRow(cycle: Cycle, colours: Colours): string[] {
  const tone = cycle.state === 'cycle.failed' ? 'red' : hasEnded(cycle) ? 'green' : 'cyan';
  return [
    colours.dim(formatDate(cycle.created_at)),
    colours[tone](wordsOf(cycle.state)),
    cycle.mode,
    cycle.trigger.replaceAll('_', ' '),
    oneLine(describeCounts(cycle), 120),
  ];
}

import { runOrchestrator } from '@overmind/contracts/routes/orchestrator';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { describeCounts } from './describe.ts';
import { followCycle, wordsOf } from './progress.ts';

interface RunOptions {
  project?: string;
  full?: boolean;
  wait?: boolean;
  json?: boolean;
}

export function addRunCycle(cycle: Command): void {
  cycle
    .command('run')
    .description('Asks the orchestrator for a cycle. With --wait, exit code 1 when it fails.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--full', 'look at everything, not only at what is new')
    .option('-w, --wait', 'tell how it goes until it has ended')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind cycle run --wait')
    .action(run);
}

async function run(options: RunOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const mode = options.full ? 'full' : 'incremental';
  const asked = await client.call(runOrchestrator, { params: { id }, body: { mode } });
  if (!options.wait) return options.json ? printJson(asked) : printLine('A cycle was asked for.');
  const { dim } = coloursFor(process.stderr);
  const cycle = await followCycle(client, asked.cycle_id, (state) => {
    if (!options.json) printError(dim(wordsOf(state)));
  });
  if (cycle.state === 'cycle.failed') process.exitCode = exitCodes.failed;
  if (options.json) return printJson(cycle);
  printLine(oneLine(describeCounts(cycle), 500));
}

import { sendRunInput } from '@overmind/contracts/routes/runs';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';

export function addTellRun(runs: Command): void {
  runs
    .command('tell')
    .description('Says something to the coding agent of a live run.')
    .argument('<run>', "a run's id or the beginning of it, or a task's key for its latest run")
    .argument('<text>', 'what to say')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runs tell SHOP-12 "Use pnpm, not npm."')
    .action(tell);
}

async function tell(named: string, text: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, named);
  const input = await client.call(sendRunInput, { params: { id: run.id }, body: { text } });
  if (options.json) return printJson(input);
  printLine('The agent is told as soon as it listens.');
}

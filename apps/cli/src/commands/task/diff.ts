import { getRunDiff } from '@overmind/contracts/routes/runs';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { renderDiff } from '../../output/diff.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addTaskDiff(tasks: Command): void {
  tasks
    .command('diff')
    .description('What the latest run of a task changed.')
    .argument('<key>', "the task's key")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks diff SHOP-12')
    .action(diff);
}

async function diff(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, key);
  const changes = await client.call(getRunDiff, { params: { id: run.id } });
  if (options.json) return printJson(changes);
  if (changes.diff === '') return printLine('No file was changed.');
  printLine(renderDiff(changes.diff, coloursFor(process.stdout)));
  if (changes.is_truncated) printError('The diff goes on: download it in the dashboard.');
}

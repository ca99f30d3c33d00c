import { cancelMerge } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { mergeLines } from '../../output/merge-line.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { findMergeOf } from './of-task.ts';

export function addCancelMerge(merge: Command): void {
  merge
    .command('cancel')
    .description('Takes a merge out of the queue.')
    .argument('<key>', "the task's key")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind merge cancel SHOP-12')
    .action(cancel);
}

async function cancel(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findMergeOf(client, key, ['queued', 'checking'], 'is not in the queue.');
  const canceled = await client.call(cancelMerge, { params: { id } });
  if (options.json) return printJson(canceled);
  printLine(mergeLines(canceled, coloursFor(process.stdout)));
}

import { revertMerge } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { taskLine } from '../../output/task-line.ts';
import { findMergeOf } from './of-task.ts';

export function addRevert(program: Command): void {
  program
    .command('revert')
    .description("Makes a task that takes a task's merge back.")
    .argument('<key>', 'key of the task that was merged')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind revert SHOP-12')
    .action(revert);
}

async function revert(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findMergeOf(client, key, ['merged', 'failed'], 'was not merged.');
  const task = await client.call(revertMerge, { params: { id } });
  if (options.json) return printJson(task);
  printLine(taskLine(task));
}

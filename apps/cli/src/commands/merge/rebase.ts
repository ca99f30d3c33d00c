import { rebaseMerge } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { taskLine } from '../../output/task-line.ts';
import { findMergeOf } from './of-task.ts';

export function addRebase(program: Command): void {
  program
    .command('rebase')
    .description("Gives a task's merge that conflicts, or fails on the new base, to its agent as a task.")
    .argument('<key>', 'key of the task that did not go in')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind rebase SHOP-12')
    .action(rebase);
}

async function rebase(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const otherwise = 'has no merge that conflicts or fails on the new base.';
  const { id } = await findMergeOf(client, key, ['conflict', 'check_failed'], otherwise);
  const task = await client.call(rebaseMerge, { params: { id } });
  if (options.json) return printJson(task);
  printLine(taskLine(task));
}

import { getRun } from '@overmind/contracts/routes/runs';
import { approveTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';

export function addApprove(program: Command): void {
  program
    .command('approve')
    .description("Accepts a task's result.")
    .argument('<key>', "the task's key")
    .option('-c, --comment <text>', 'a word with it')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind approve SHOP-12')
    .action(approve);
}

function approve(key: string, options: ActOptions & { comment?: string }): Promise<void> {
  return actOnTask(key, options, async (client, task) => {
    const run =
      task.latest_run_id === null ? null : await client.call(getRun, { params: { id: task.latest_run_id } });
    const shown = run === null ? {} : { run_id: run.id, head_commit: run.head_commit };
    const comment = options.comment === undefined ? {} : { comment: options.comment };
    return client.call(approveTask, { params: { id: task.id }, body: { ...shown, ...comment } });
  });
}

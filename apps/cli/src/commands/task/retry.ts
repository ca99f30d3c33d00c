import { retryTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';

export function addRetry(program: Command): void {
  program
    .command('retry')
    .description('Queues a failed or blocked task again.')
    .argument('<key>', "the task's key")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind retry SHOP-12')
    .action((key: string, options: ActOptions) =>
      actOnTask(key, options, (client, task) => client.call(retryTask, { params: { id: task.id } })),
    );
}

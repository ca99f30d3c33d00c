import { cancelTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';

export function addCancel(program: Command): void {
  program
    .command('cancel')
    .description('Cancels a task and its live run.')
    .argument('<key>', "the task's key")
    .option('-r, --reason <text>', 'why')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind cancel SHOP-12')
    .action((key: string, options: ActOptions & { reason?: string }) =>
      actOnTask(key, options, (client, task) =>
        client.call(cancelTask, {
          params: { id: task.id },
          body: options.reason === undefined ? {} : { reason: options.reason },
        }),
      ),
    );
}

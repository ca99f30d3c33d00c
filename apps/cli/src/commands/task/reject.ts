import { rejectTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';

export function addReject(program: Command): void {
  program
    .command('reject')
    .description('Asks for changes: the task is queued again with your words.')
    .argument('<key>', "the task's key")
    .requiredOption('-r, --reason <text>', 'what to change')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind reject SHOP-12 --reason "keep the old API"')
    .action((key: string, options: ActOptions & { reason: string }) =>
      actOnTask(key, options, (client, task) =>
        client.call(rejectTask, { params: { id: task.id }, body: { reason: options.reason } }),
      ),
    );
}

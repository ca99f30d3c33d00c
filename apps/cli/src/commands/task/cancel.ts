import { cancelTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';
import { actOnTasks } from './bulk.ts';

interface CancelOptions extends ActOptions {
  reason?: string;
}

export function addCancel(program: Command): void {
  program
    .command('cancel')
    .description('Cancels tasks and their live runs.')
    .argument('<keys...>', 'keys of the tasks')
    .option('-r, --reason <text>', 'why')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind cancel SHOP-12')
    .action(cancel);
}

function cancel(keys: string[], options: CancelOptions): Promise<void> {
  const body = options.reason === undefined ? {} : { reason: options.reason };
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0)
    return actOnTasks(keys, options, { act: 'cancel', ...body }, 'canceled');
  return actOnTask(key, options, (client, task) =>
    client.call(cancelTask, { params: { id: task.id }, body }),
  );
}

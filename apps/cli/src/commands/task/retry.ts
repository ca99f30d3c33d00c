import { retryTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { type ActOptions, actOnTask } from './act.ts';
import { actOnTasks } from './bulk.ts';

export function addRetry(program: Command): void {
  program
    .command('retry')
    .description('Queues failed or blocked tasks again.')
    .argument('<keys...>', 'keys of the tasks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind retry SHOP-12')
    .action(retry);
}

function retry(keys: string[], options: ActOptions): Promise<void> {
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0) return actOnTasks(keys, options, { act: 'retry' }, 'queued');
  return actOnTask(key, options, (client, task) => client.call(retryTask, { params: { id: task.id } }));
}

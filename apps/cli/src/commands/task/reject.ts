import { rejectTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../../failure.ts';
import { type ActOptions, actOnTask } from './act.ts';
import { actOnTasks } from './bulk.ts';

interface RejectOptions extends ActOptions {
  reason: string;
}

export function addReject(program: Command): void {
  program
    .command('reject')
    .description('Asks for changes: the tasks are queued again with your words.')
    .argument('<keys...>', 'keys of the tasks')
    .option('-r, --reason <text>', 'what to change; your comments on lines go along', '')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind reject SHOP-12 --reason "keep the old API"')
    .action(reject);
}

function reject(keys: string[], options: RejectOptions): Promise<void> {
  const body = { reason: options.reason };
  const [key, ...others] = keys;
  if (others.length > 0 && options.reason.trim() === '')
    throw new Failure('Say with --reason what to change in several tasks.', exitCodes.usage);
  if (key === undefined || others.length > 0)
    return actOnTasks(keys, options, { act: 'reject', ...body }, 'queued again');
  return actOnTask(key, options, (client, task) =>
    client.call(rejectTask, { params: { id: task.id }, body }),
  );
}

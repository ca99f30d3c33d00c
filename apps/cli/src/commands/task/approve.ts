import { getRun } from '@overmind/contracts/routes/runs';
import { approveTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../../failure.ts';
import { type ActOptions, actOnTask } from './act.ts';
import { actOnTasks } from './bulk.ts';

interface ApproveOptions extends ActOptions {
  comment?: string;
  merge?: boolean;
}

export function addApprove(program: Command): void {
  program
    .command('approve')
    .description('Accepts the results of tasks.')
    .argument('<keys...>', 'keys of the tasks')
    .option('-c, --comment <text>', 'a word with it, for one task')
    .option('--merge', 'also put it in the queue to its base branch, for one task')
    .option('--no-merge', 'do not, whatever the project says')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind approve SHOP-12 --merge')
    .action(approve);
}

function approve(keys: string[], options: ApproveOptions): Promise<void> {
  const [key, ...others] = keys;
  if (key !== undefined && others.length === 0) return approveOne(key, options);
  if (options.comment !== undefined || options.merge !== undefined)
    throw new Failure(
      'A comment or --merge goes with one task. Approve the others without.',
      exitCodes.usage,
    );
  return actOnTasks(keys, options, { act: 'approve' }, 'approved');
}

/** What is accepted is the commit that stands now, and none that comes meanwhile. */
function approveOne(key: string, options: ApproveOptions): Promise<void> {
  return actOnTask(key, options, async (client, task) => {
    const run =
      task.latest_run_id === null ? null : await client.call(getRun, { params: { id: task.latest_run_id } });
    const shown = run === null ? {} : { run_id: run.id, head_commit: run.head_commit };
    const comment = options.comment === undefined ? {} : { comment: options.comment };
    const merge = options.merge === undefined ? {} : { merge: options.merge };
    return client.call(approveTask, { params: { id: task.id }, body: { ...shown, ...comment, ...merge } });
  });
}

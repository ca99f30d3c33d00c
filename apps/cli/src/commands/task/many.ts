import { Priority } from '@overmind/contracts/entities/task';
import { type Command, InvalidArgumentError } from 'commander';
import { actOnTasks } from './bulk.ts';

interface Options {
  json?: boolean;
}

function readPriority(text: string): number {
  const parsed = Priority.safeParse(Number(text));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Priorities are 1, the most urgent, to 5.');
}

export function addRunTasks(tasks: Command): void {
  tasks
    .command('run')
    .description('Schedules queued tasks now, ahead of the next cycle.')
    .argument('<keys...>', 'keys of the tasks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks run SHOP-12')
    .action((keys: string[], options: Options) => actOnTasks(keys, options, { act: 'run' }, 'scheduled'));
}

export function addBlockTasks(tasks: Command): void {
  tasks
    .command('block')
    .description('Holds tasks back, and says why.')
    .argument('<keys...>', 'keys of the tasks')
    .requiredOption('-r, --reason <text>', 'what they wait for')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ overmind tasks block SHOP-12 SHOP-13 --reason "waits for the design"',
    )
    .action((keys: string[], { reason, ...options }: Options & { reason: string }) =>
      actOnTasks(keys, options, { act: 'block', reason }, 'blocked'),
    );
}

export function addUnblockTasks(tasks: Command): void {
  tasks
    .command('unblock')
    .description('Queues blocked or failed tasks again.')
    .argument('<keys...>', 'keys of the tasks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks unblock SHOP-12')
    .action((keys: string[], options: Options) => actOnTasks(keys, options, { act: 'retry' }, 'queued'));
}

export function addAssignTasks(tasks: Command): void {
  tasks
    .command('assign')
    .description('Gives tasks to an agent; "none" leaves them to the orchestrator.')
    .argument('<agent>', "the agent's name, or none")
    .argument('<keys...>', 'keys of the tasks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks assign backend SHOP-12 SHOP-13')
    .action((agent: string, keys: string[], options: Options) => {
      const isNobody = agent === 'none';
      const done = isNobody ? 'given to nobody' : `given to ${agent}`;
      return actOnTasks(keys, options, { act: 'assign', agent: isNobody ? null : agent }, done);
    });
}

export function addPrioritizeTasks(tasks: Command): void {
  tasks
    .command('priority')
    .description('Sets how urgent tasks are.')
    .argument('<priority>', '1, the most urgent, to 5', readPriority)
    .argument('<keys...>', 'keys of the tasks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks priority 1 SHOP-12')
    .action((priority: number, keys: string[], options: Options) =>
      actOnTasks(keys, options, { act: 'prioritize', priority }, `P${priority}`),
    );
}

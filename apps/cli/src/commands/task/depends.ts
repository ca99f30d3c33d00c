import type { Client } from '@overmind/client/http';
import { DependencyCondition, type Task } from '@overmind/contracts/entities/task';
import { getTask, putTaskDependencies } from '@overmind/contracts/routes/tasks';
import { type Command, Option } from 'commander';
import { findTask } from '../../api/find-task.ts';
import { findTasks } from '../../api/find-tasks.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { taskLine } from '../../output/task-line.ts';

interface DependsOptions {
  on?: string[];
  none?: boolean;
  after?: Task['after'];
  json?: boolean;
}

export function addDepends(tasks: Command): void {
  tasks
    .command('depends')
    .description('Shows what a task waits for, or sets it.')
    .argument('<key>', "the task's key")
    .option('-o, --on <keys...>', 'it waits for these, and no others')
    .option('--none', 'it waits for nothing')
    .addOption(
      new Option('--after <end>', 'what it waits for them to be').choices(DependencyCondition.options),
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks depends SHOP-12 --on SHOP-10 SHOP-11')
    .action(depends);
}

const endings = {
  done: 'these are done',
  ended: 'these have ended',
  failed: 'one of these has failed',
} satisfies Record<Task['after'], string>;

async function depends(key: string, options: DependsOptions): Promise<void> {
  if (options.on !== undefined && options.none)
    throw new Failure('Give --on or --none, not both.', exitCodes.usage);
  const { client } = await openSession();
  const task = await findTask(client, key);
  const isChange = options.on !== undefined || options.none || options.after !== undefined;
  const now = isChange ? await change(client, task, options) : task;
  if (options.json) return printJson({ key: now.key, depends_on: now.depends_on, after: now.after });
  if (now.depends_on.length === 0) return printLine(`${now.key} waits for nothing.`);
  printLine(`${now.key} waits until ${endings[now.after]}:`);
  for (const id of now.depends_on) printLine(taskLine(await client.call(getTask, { params: { id } })));
}

async function change(client: Client, task: Task, options: DependsOptions): Promise<Task> {
  const others = options.none ? [] : await findTasks(client, options.on ?? []);
  const isOnlyWhen = options.on === undefined && !options.none;
  return client.call(putTaskDependencies, {
    params: { id: task.id },
    body: {
      depends_on: isOnlyWhen ? task.depends_on : others.map(({ id }) => id),
      ...(options.after === undefined ? {} : { after: options.after }),
    },
  });
}

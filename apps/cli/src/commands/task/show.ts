import type { Client } from '@overmind/client/http';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { listAgents } from '@overmind/contracts/routes/projects';
import { getTask, getTaskDependencies, listTaskEvents } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText, renderTable } from '../../output/table.ts';
import { taskLine } from '../../output/task-line.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { describeEvent } from './describe-event.ts';

const maxEvents = 5_000;

export function addShowTask(tasks: Command): void {
  tasks
    .command('show')
    .description('One task with its history.')
    .argument('<key>', "the task's key")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks show SHOP-12')
    .action(show);
}

async function show(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const task = await findTask(client, key);
  const params = { id: task.id };
  const [dependencies, events] = await Promise.all([
    client.call(getTaskDependencies, { params }),
    listUpTo<TaskEvent>(maxEvents, (page) => client.call(listTaskEvents, { params, query: page })),
  ]);
  if (options.json) return printJson({ ...task, ...dependencies, events });
  printLine(taskLine(task));
  printLine(renderTable(await describe(client, task, dependencies)));
  if (task.description.trim() !== '') printLine(`\n${plainText(task.description)}`);
  for (const criterion of task.acceptance_criteria) printLine(`- ${oneLine(criterion, 500)}`);
  printLine();
  printLine(renderTable(events.map(eventRow)));
}

const eventRow = (event: TaskEvent): string[] => [
  coloursFor(process.stdout).dim(formatDate(event.created_at)),
  oneLine(event.actor.replace(/^(\w+):.*/, '$1'), 24),
  oneLine(describeEvent(event), 200),
];

async function keysOf(client: Client, ids: readonly string[]): Promise<string> {
  const tasks = await Promise.all(ids.map((id) => client.call(getTask, { params: { id } })));
  return tasks.map((task) => task.key).join(', ');
}

async function describe(
  client: Client,
  task: Task,
  dependencies: { depends_on: string[]; dependents: string[] },
): Promise<string[][]> {
  const { items } = await client.call(listAgents, { params: { id: task.project_id } });
  const agent = items.find(({ id }) => id === task.assigned_agent_id)?.name;
  const rows: [string, string | null | undefined][] = [
    ['type', task.type],
    ['priority', `P${task.priority}`],
    ['agent', agent],
    ['why', task.status_reason],
    ['waits for', await keysOf(client, task.depends_on)],
    [
      'until',
      task.depends_on.length > 0 && task.after !== 'done'
        ? task.after === 'failed'
          ? 'one has failed'
          : 'all have ended'
        : null,
    ],
    ['waited for by', await keysOf(client, dependencies.dependents)],
    ['files', task.files.join(', ')],
    ['due', task.due_at && formatDate(task.due_at)],
    ['created', formatDate(task.created_at)],
  ];
  const { dim } = coloursFor(process.stdout);
  return rows.flatMap(([name, value]) => (value ? [[dim(name), oneLine(value, 200)]] : []));
}

import { type Task, taskStatuses } from '@overmind/contracts/entities/task';
import { listAgents } from '@overmind/contracts/routes/projects';
import { listTasks } from '@overmind/contracts/routes/tasks';
import { type Command, Option } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface ListOptions {
  project?: string;
  status?: string;
  json?: boolean;
}

const openStatuses = taskStatuses.filter((status) => status !== 'done' && status !== 'canceled').join(',');

export function addListTasks(program: Command): void {
  program
    .command('tasks')
    .summary("a project's tasks")
    .description("A project's open tasks, the most urgent first.")
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(new Option('-s, --status <status>', 'only these').choices([...taskStatuses, 'all']))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks --status needs_review')
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const { client } = await openSession();
  const project = await findProject(client, options.project);
  const params = { id: project.id };
  const status = options.status === 'all' ? taskStatuses.join(',') : (options.status ?? openStatuses);
  const [page, agents] = await Promise.all([
    client.call(listTasks, { params, query: { status, limit: 500 } }),
    client.call(listAgents, { params }),
  ]);
  if (options.json) return printJson(page.items);
  if (page.items.length === 0) return printLine(options.status ? 'None.' : 'No open tasks.');
  const nameOf = new Map(agents.items.map((agent) => [agent.id, agent.name]));
  printLine(renderTable(page.items.map((task) => toRow(task, nameOf.get(task.assigned_agent_id ?? '')))));
}

function toRow(task: Task, agent: string | undefined): string[] {
  const colours = coloursFor(process.stdout);
  return [
    colours.bold(task.key),
    `P${task.priority}`,
    paintStatus(task.status, colours),
    agent ?? '',
    oneLine(task.title),
    colours.dim(oneLine(task.status_reason ?? '')),
  ];
}

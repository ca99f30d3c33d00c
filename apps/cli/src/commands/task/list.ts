import type { Client } from '@overmind/client/http';
import type { Agent } from '@overmind/contracts/entities/agent';
import { type Task, taskStatuses, taskTypes } from '@overmind/contracts/entities/task';
import { listAgents } from '@overmind/contracts/routes/projects';
import { listTasks } from '@overmind/contracts/routes/tasks';
import { type Command, InvalidArgumentError } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { agentNamed } from '../../api/find-agent.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

interface ListOptions {
  project?: string;
  status?: string;
  type?: string;
  agent?: string;
  query?: string;
  limit: number;
  json?: boolean;
}

const openStatuses = taskStatuses.filter((status) => status !== 'done' && status !== 'canceled').join(',');

/** Words of a closed set, comma-separated. */
const oneOrMoreOf = (known: readonly string[]) => (text: string) => {
  const wrong = text.split(',').find((word) => !known.includes(word));
  if (wrong === undefined) return text;
  throw new InvalidArgumentError(`"${wrong}" is none of ${known.join(', ')}.`);
};

/** The group of everything about tasks; by itself it lists them. */
export function addListTasks(program: Command): Command {
  return program
    .command('tasks')
    .summary("a project's tasks")
    .description("A project's open tasks, the most urgent first.")
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option(
      '-s, --status <status>',
      'only these, comma-separated; or all',
      oneOrMoreOf([...taskStatuses, 'all']),
    )
    .option('-t, --type <type>', 'only these, comma-separated', oneOrMoreOf(taskTypes))
    .option('-a, --agent <name>', 'only those of this agent')
    .option('-q, --query <text>', 'only those with these words')
    .option('-l, --limit <count>', 'at most so many', readCount, 500)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks --status needs_review,failed')
    .action(list);
}

function loadTasks(client: Client, id: string, options: ListOptions, agents: readonly Agent[]) {
  const status = options.status?.includes('all') ? taskStatuses.join(',') : (options.status ?? openStatuses);
  const query = {
    status,
    ...(options.type === undefined ? {} : { type: options.type }),
    ...(options.agent === undefined ? {} : { agent: agentNamed(agents, options.agent).id }),
    ...(options.query === undefined ? {} : { q: options.query }),
  };
  return listUpTo<Task>(options.limit, (page) =>
    client.call(listTasks, { params: { id }, query: { ...query, ...page } }),
  );
}

async function list(options: ListOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const { items: agents } = await client.call(listAgents, { params: { id } });
  const tasks = await loadTasks(client, id, options, agents);
  if (options.json) return printJson(tasks);
  const isFiltered = [options.status, options.type, options.agent, options.query].some((each) => each);
  if (tasks.length === 0) return printLine(isFiltered ? 'None.' : 'No open tasks.');
  const nameOf = new Map(agents.map((agent) => [agent.id, agent.name]));
  printLine(renderTable(tasks.map((task) => toRow(task, nameOf.get(task.assigned_agent_id ?? '')))));
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

import { DependencyCondition, type NewTask, taskTypes } from '@overmind/contracts/entities/task';
import { createTask } from '@overmind/contracts/routes/tasks';
import { type Command, Option } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { findTasks } from '../../api/find-tasks.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { taskLine } from '../../output/task-line.ts';

interface AddOptions {
  project?: string;
  type: NewTask['type'];
  priority: string;
  description?: string;
  criterion: string[];
  agent?: string;
  dependsOn: string[];
  after: NewTask['after'];
  file: string[];
  json?: boolean;
}

const collect = (value: string, all: string[]): string[] => [...all, value];

export function addAddTask(tasks: Command): void {
  tasks
    .command('add')
    .description('Adds a task as it is given; say it with "overmind say" to have it worked out.')
    .argument('<title...>', 'what to do')
    .addOption(new Option('-t, --type <type>', 'kind of work').choices(taskTypes).default('code_change'))
    .addOption(
      new Option('-P, --priority <priority>', '1 is the most urgent')
        .choices(['1', '2', '3', '4', '5'])
        .default('3'),
    )
    .option('-d, --description <text>', 'more about it')
    .option('-c, --criterion <text>', 'when it is done; may be given several times', collect, [])
    .option('-a, --agent <name>', 'who does it; chosen by type when left out')
    .option('-D, --depends-on <key>', 'what it waits for; may be given several times', collect, [])
    .addOption(
      new Option('--after <end>', 'what it waits for them to be')
        .choices(DependencyCondition.options)
        .default('done'),
    )
    .option('-f, --file <path>', 'a file that it touches; may be given several times', collect, [])
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks add "Make all buttons blue" --agent frontend')
    .action(add);
}

async function add(title: string[], options: AddOptions): Promise<void> {
  const { client } = await openSession();
  const project = await findProject(client, options.project);
  const others = await findTasks(client, options.dependsOn);
  const body = {
    title: title.join(' '),
    type: options.type,
    priority: Number(options.priority),
    acceptance_criteria: options.criterion,
    depends_on: others.map((task) => task.id),
    after: options.after,
    files: options.file,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.agent === undefined ? {} : { agent: options.agent }),
  };
  const task = await client.call(createTask, { params: { id: project.id }, body });
  if (options.json) return printJson(task);
  printLine(taskLine(task));
}

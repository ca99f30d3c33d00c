import type { Command } from 'commander';
import { listAllProjects } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addListProjects(project: Command): void {
  project
    .command('list')
    .description('Your projects, latest activity first.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind project list')
    .action(list);
}

async function list(options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const projects = await listAllProjects(client);
  if (options.json) return printJson(projects);
  if (projects.length === 0) return printLine('No projects yet. Make one: npx overmind project add DIR');
  const colours = coloursFor(process.stdout);
  const rows = projects.map(({ key, name, default_repo_path }) => [
    colours.bold(key),
    oneLine(name, 40),
    colours.dim(default_repo_path ?? 'no repository'),
  ]);
  printLine(renderTable(rows));
}

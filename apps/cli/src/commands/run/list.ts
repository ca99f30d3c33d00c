import { getSnapshot } from '@overmind/contracts/routes/projects';
import { listRuns } from '@overmind/contracts/routes/runs';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { shortRunId } from '../../output/run-id.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addListRuns(runs: Command): void {
  runs
    .command('list')
    .description("A project's latest runs, newest first.")
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runs list --project SHOP')
    .action(list);
}

async function list(options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const project = await findProject(client, options.project);
  const [page, snapshot] = await Promise.all([
    client.call(listRuns, { params: { id: project.id }, query: { limit: 30 } }),
    client.call(getSnapshot, { params: { id: project.id } }),
  ]);
  if (options.json) return printJson(page.items);
  const tasks = new Map(snapshot.tasks.map((task) => [task.id, task]));
  const agents = new Map(snapshot.agents.map((agent) => [agent.id, agent.name]));
  const colours = coloursFor(process.stdout);
  if (page.items.length === 0) return printLine('No runs yet.');
  const rows = page.items.map((run) => {
    const task = tasks.get(run.task_id);
    const what = run.status === 'completed' || run.status_detail === null ? run.summary : run.status_detail;
    return [
      shortRunId(run.id),
      task?.key ?? '',
      agents.get(run.agent_id) ?? '',
      paintStatus(run.status, colours),
      colours.dim(oneLine(what ?? task?.title ?? '')),
    ];
  });
  printLine(renderTable(rows));
}

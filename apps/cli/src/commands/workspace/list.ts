import type { RunnerWorkspace, WorkspaceReport } from '@overmind/contracts/entities/runner';
import { listWorkspaces } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { formatBytes } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { shortRunId } from '../../output/run-id.ts';
import { renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { findRunners } from './runners.ts';

export function addListWorkspaces(workspace: Command): void {
  workspace
    .command('list')
    .description('The folders that runs work or worked in, and the disk they take.')
    .option('-r, --runner <runner>', 'name or id; else every runner that is online')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind workspace list')
    .action(list);
}

async function list(options: { runner?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const runners = await findRunners(client, options.runner);
  const reports = await Promise.all(
    runners.map(async ({ id, name }) => ({
      runner: name,
      ...(await client.call(listWorkspaces, { params: { id } })),
    })),
  );
  if (options.json) return printJson(reports);
  for (const { runner, ...report } of reports) printReport(runner, report);
}

function printReport(runner: string, report: WorkspaceReport): void {
  const colours = coloursFor(process.stdout);
  const taken = report.workspaces.reduce((sum, { size_bytes }) => sum + (size_bytes ?? 0), 0);
  const used = taken + report.caches_bytes + report.spool_bytes + report.agents_bytes;
  printLine(
    `${runner}: ${formatBytes(used)} of ${formatBytes(report.budget_bytes)} used ` +
      `(caches ${formatBytes(report.caches_bytes)}, homes of coding agents ${formatBytes(report.agents_bytes)}), ` +
      `${formatBytes(report.free_bytes)} free on the disk`,
  );
  if (report.workspaces.length > 0)
    printLine(renderTable(report.workspaces.map((each) => row(each, colours.dim))));
}

const states = { live: 'a run works in it', kept: 'kept to be gone on with', left: 'left over' };

const row = (workspace: RunnerWorkspace, dim: (text: string) => string): string[] => [
  shortRunId(workspace.run_id),
  workspace.task_key,
  workspace.size_bytes === null ? '' : formatBytes(workspace.size_bytes),
  states[workspace.state],
  dim(workspace.path),
];

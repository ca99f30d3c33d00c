import { listTerminals } from '@overmind/contracts/routes/terminals';
import { listMembers } from '@overmind/contracts/routes/users';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { shortRunId } from '../../output/run-id.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addRunTerminals(runs: Command): void {
  runs
    .command('terminals')
    .description("Who was at a terminal in a run's workspace, when, and for how long.")
    .argument('<run>', "a run's id or the beginning of it, or a task's key for its latest run")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runs terminals SHOP-12')
    .action(list);
}

async function list(named: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, named);
  const { items } = await client.call(listTerminals, { params: { id: run.id } });
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('No terminal was opened in the workspace of this run.');
  const members = (await client.call(listMembers, { params: { id: run.project_id } })).items;
  const names = new Map(members.map((member) => [member.user_id, member.display_name]));
  const colours = coloursFor(process.stdout);
  const rows = items.map((each) => [
    shortRunId(each.id),
    each.opened_at.slice(0, 19).replace('T', ' '),
    each.closed_at === null ? 'open' : lengthOf(each.opened_at, each.closed_at),
    oneLine(names.get(each.user_id ?? '') ?? 'someone', 30),
    each.artifact_id === null ? 'no recording' : 'recorded',
    colours.dim(oneLine(each.detail ?? '')),
  ]);
  printLine(renderTable(rows));
}

function lengthOf(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

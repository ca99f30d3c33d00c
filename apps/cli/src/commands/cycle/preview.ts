import { previewCycle } from '@overmind/contracts/routes/orchestrator';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addPreviewCycle(cycle: Command): void {
  cycle
    .command('preview')
    .description('What a cycle would do now; nothing is changed.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind cycle preview')
    .action(preview);
}

async function preview(options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const found = await client.call(previewCycle, { params: { id } });
  if (options.json) return printJson(found);
  const parts: [string, string[][]][] = [
    [
      'Would create',
      found.would_create.map((task) => [`P${task.priority}`, task.agent ?? '', oneLine(task.title)]),
    ],
    ['Would cancel', found.would_cancel.map((task) => [task.key, oneLine(task.title), oneLine(task.reason)])],
    ['Would start', found.would_schedule.map((task) => [task.key, oneLine(task.title), task.agent])],
    ['Would wait', found.waiting.map((task) => [task.key, oneLine(task.title), oneLine(task.reason)])],
  ];
  const shown = parts.filter(([, rows]) => rows.length > 0);
  const { bold } = coloursFor(process.stdout);
  for (const [title, rows] of shown)
    printLine(`${bold(title)}\n${renderTable(rows.map((row) => ['', ...row]))}`);
  if (shown.length === 0) printLine('Nothing would start.');
  printLine(`The state document would ${found.would_write_state ? 'get a new version' : 'stay as it is'}.`);
}

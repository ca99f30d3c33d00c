import type { MergePreview } from '@overmind/contracts/entities/merge';
import { previewMerge } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';

export function addPreviewMerge(merge: Command): void {
  merge
    .command('preview')
    .description("What a merge of a task's latest result would meet now. Changes nothing.")
    .argument('<key>', "the task's key")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind merge preview SHOP-12')
    .action(preview);
}

async function preview(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const task = await findTask(client, key);
  const found = await client.call(previewMerge, { params: { id: task.id } });
  if (options.json) return printJson(found);
  for (const line of linesOf(found)) printLine(line);
}

const counted = (count: number): string => `${count} commit${count === 1 ? '' : 's'}`;

function linesOf({
  base_branch,
  ahead,
  behind,
  is_merged,
  conflicts,
  obstacle,
  ...more
}: MergePreview): string[] {
  if (is_merged) return [`${base_branch} holds it already.`];
  const lines = [`${counted(ahead)} ahead of ${oneLine(base_branch)}, ${behind} behind.`];
  if (conflicts.length > 0)
    lines.push('These files conflict:', ...conflicts.map((path) => `  ${oneLine(path, 200)}`));
  if (obstacle !== null) lines.push(oneLine(obstacle, 500));
  if (conflicts.length === 0 && obstacle === null)
    lines.push(more.can_fast_forward ? 'It can be fast-forwarded.' : 'It merges without a conflict.');
  return lines;
}

import { type Merge, mergeStatuses } from '@overmind/contracts/entities/merge';
import { getMerge } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { isUuid } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { mergeLines } from '../../output/merge-line.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { findMergeOf } from './of-task.ts';

export function addShowMerge(merge: Command): void {
  merge
    .command('show')
    .description('The latest merge of a task, with its commits and what its checks said.')
    .argument('<key>', "the task's key, or the id of a merge")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind merge show SHOP-12')
    .action(show);
}

async function show(key: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const found = isUuid(key)
    ? await client.call(getMerge, { params: { id: key } })
    : await findMergeOf(client, key, [...mergeStatuses], 'was never asked to be merged.');
  if (options.json) return printJson(found);
  printLine(mergeLines(found, coloursFor(process.stdout)));
  for (const line of factsOf(found)) printLine(line);
}

/** What it was put upon and became, and each check with the end of what it printed. */
function factsOf({ base_commit, merged_commit, head_commit, evidence, created_at }: Merge): string[] {
  const commits = [
    base_commit === null ? null : `on ${base_commit.slice(0, 10)}`,
    `of ${head_commit.slice(0, 10)}`,
  ];
  if (merged_commit !== null) commits.push(`as ${merged_commit.slice(0, 10)}`);
  const checks = evidence.flatMap(({ name, exit_code, excerpt }) => [
    `${oneLine(name)}: ${exit_code === 0 ? 'passed' : `ended with ${exit_code ?? 'no exit code'}`}`,
    ...(exit_code === 0 || excerpt.trim() === '' ? [] : [plainText(excerpt.trimEnd())]),
  ]);
  return [`${formatDate(created_at)}  ${commits.filter((each) => each !== null).join(', ')}`, ...checks];
}

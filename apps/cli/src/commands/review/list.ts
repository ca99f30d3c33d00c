import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { listReviewComments } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

export function addListReview(review: Command): void {
  review
    .command('list')
    .description("Comments on lines of what a task's latest run changed.")
    .argument('<key>', "the task's key, or the id of a run")
    .option('--open', 'only those that nobody has resolved')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind review list SHOP-12 --open')
    .action(list);
}

async function list(key: string, options: { open?: boolean; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, key);
  const { items: all } = await client.call(listReviewComments, { params: { id: run.id } });
  const items = options.open ? all.filter(({ resolved_at }) => resolved_at === null) : all;
  if (options.json) return printJson(items);
  if (items.length === 0)
    return printLine(all.length === 0 ? 'Nobody has commented on a line yet.' : 'Every comment is resolved.');
  printLine(renderTable(items.map(commentCells)));
}

const standing = ({ resolved_at, sent_at }: ReviewComment): string =>
  resolved_at !== null ? 'resolved' : sent_at !== null ? 'sent' : 'not sent yet';

/** The id is what `edit`, `remove` and `resolve` want. */
export function commentCells(comment: ReviewComment): string[] {
  const colours = coloursFor(process.stdout);
  const side = comment.side === 'old' ? ' (before)' : '';
  return [
    colours.dim(comment.id),
    `${oneLine(comment.path, 200)}:${comment.line}${side}`,
    oneLine(comment.body, 200),
    colours.dim(standing(comment)),
  ];
}

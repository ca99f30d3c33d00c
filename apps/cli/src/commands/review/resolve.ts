import { resolveReviewComment } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { commentCells } from './list.ts';

export const addResolveReview = (review: Command): void =>
  addVerb(
    review,
    'resolve',
    'Marks a comment, yours or not, as resolved: no run is given it any more.',
    true,
  );

export const addReopenReview = (review: Command): void =>
  addVerb(review, 'reopen', 'Opens a comment that was resolved.', false);

function addVerb(review: Command, name: string, description: string, isResolved: boolean): void {
  review
    .command(name)
    .description(description)
    .argument('<id>', "the comment's id, as `review list` shows it")
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ overmind review ${name} 019aa000-0000-7000-8000-000000000001`)
    .action((id: string, options: { json?: boolean }) => settle(id, isResolved, options));
}

async function settle(id: string, isResolved: boolean, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const comment = await client.call(resolveReviewComment, {
    params: { id },
    body: { is_resolved: isResolved },
  });
  if (options.json) return printJson(comment);
  printLine(commentCells(comment).join('  '));
}

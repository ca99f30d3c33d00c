import { addReviewComment } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readPlace } from '../place.ts';
import { readWords } from '../words.ts';
import { commentCells } from './list.ts';

const example = 'overmind review comment SHOP-12 src/cart.ts:42 "count in cents"';

export function addCommentReview(review: Command): void {
  review
    .command('comment')
    .description('Comments on a line of what a task changed; it is sent when changes are asked for.')
    .argument('<key>', "the task's key, or the id of a run")
    .argument('<file:line>', 'a line of a file in the repository')
    .argument('[text...]', 'what to say; read from a pipe without it')
    .option('--old', 'of the file as it stood before')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .action(comment);
}

async function comment(
  key: string,
  place: string,
  words: string[],
  options: { old?: boolean; json?: boolean },
): Promise<void> {
  const { file: path, line } = readPlace(place);
  const text = await readWords(words, example);
  const { client } = await openSession();
  const run = await findRun(client, key);
  const made = await client.call(addReviewComment, {
    params: { id: run.id },
    body: { path, line, side: options.old === true ? 'old' : 'new', body: text },
  });
  if (options.json) return printJson(made);
  printLine(commentCells(made).join('  '));
}

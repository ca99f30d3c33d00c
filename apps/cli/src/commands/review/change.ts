import { deleteReviewComment, editReviewComment } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readWords } from '../words.ts';
import { commentCells } from './list.ts';

const example = 'overmind review edit 019aa000-0000-7000-8000-000000000001 "count in cents"';

export function addEditReview(review: Command): void {
  review
    .command('edit')
    .description('Changes the words of your own comment, before it was sent.')
    .argument('<id>', "the comment's id, as `review list` shows it")
    .argument('[text...]', 'what to say instead; read from a pipe without it')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .action(edit);
}

export function addRemoveReview(review: Command): void {
  review
    .command('remove')
    .description('Takes your own comment back, before it was sent.')
    .argument('<id>', "the comment's id, as `review list` shows it")
    .addHelpText('after', '\nExample:\n  $ overmind review remove 019aa000-0000-7000-8000-000000000001')
    .action(remove);
}

async function edit(id: string, words: string[], options: { json?: boolean }): Promise<void> {
  const body = await readWords(words, example);
  const { client } = await openSession();
  const changed = await client.call(editReviewComment, { params: { id }, body: { body } });
  if (options.json) return printJson(changed);
  printLine(commentCells(changed).join('  '));
}

async function remove(id: string): Promise<void> {
  const { client } = await openSession();
  await client.call(deleteReviewComment, { params: { id } });
  printLine('Taken back.');
}

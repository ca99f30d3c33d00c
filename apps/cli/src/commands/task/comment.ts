import { addTaskEvent } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readWords } from '../words.ts';

export function addCommentTask(tasks: Command): void {
  tasks
    .command('comment')
    .description("Adds a comment to a task's history. Without text, reads it from a pipe.")
    .argument('<key>', "the task's key")
    .argument('[text...]', 'what to say')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind tasks comment SHOP-12 "the old API has to stay"')
    .action(comment);
}

async function comment(key: string, words: string[], options: { json?: boolean }): Promise<void> {
  const text = await readWords(words, 'overmind tasks comment SHOP-12 "the old API has to stay"');
  const { client } = await openSession();
  const task = await findTask(client, key);
  const event = await client.call(addTaskEvent, { params: { id: task.id }, body: { comment: text } });
  if (options.json) return printJson(event);
  printLine(`${task.key}  commented`);
}

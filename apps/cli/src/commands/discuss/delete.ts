import { deleteConversation } from '@overmind/contracts/routes/talk';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { findDiscussion } from './find.ts';

export function addDeleteDiscussion(discussions: Command): void {
  discussions
    .command('delete')
    .description('Deletes a discussion with all that was said in it; tasks and specs that came of it stay.')
    .argument('<discussion>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  $ overmind discussions delete 0199a2b4')
    .action(deleteOne);
}

async function deleteOne(named: string, options: { project?: string; yes?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id, title } = await findDiscussion(client, named, options.project);
  await confirm(`Delete the discussion "${oneLine(title, 100)}"?`, options.yes === true);
  await client.call(deleteConversation, { params: { id } });
  printLine('It is deleted.');
}

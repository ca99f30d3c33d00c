import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { shortId } from '../discuss/render.ts';
import { listChats } from './find.ts';

interface ListOptions {
  project?: string;
  archived?: boolean;
  limit: number;
  json?: boolean;
}

export function addListChats(chats: Command): void {
  chats
    .command('list')
    .description('Chats of a project, the newest first.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--archived', 'only those that were put away')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind chats list')
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const isArchive = options.archived === true;
  const isListed = ({ archived_at }: Conversation) => (archived_at !== null) === isArchive;
  const chats = await listChats(client, id, isListed, options.limit);
  if (options.json) return printJson(chats);
  if (chats.length === 0) return printLine('No chat. Begin one: overmind say "what is to be done"');
  printLine(
    renderTable(
      chats.map((each) => [shortId(each.id), formatDate(each.created_at), oneLine(each.title, 80)]),
    ),
  );
}

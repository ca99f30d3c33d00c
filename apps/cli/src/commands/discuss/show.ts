import { getDiscussion, listDiscussionMessages } from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { findDiscussion } from './find.ts';
import { renderMessage, renderStanding } from './render.ts';
import { watchDiscussion } from './watch.ts';

interface ShowOptions {
  project?: string;
  messages?: boolean;
  watch?: boolean;
  json?: boolean;
}

export function addShowDiscussion(discussions: Command): void {
  discussions
    .command('show')
    .description('How a discussion stands, or what it came to; the newest when none is named.')
    .argument('[discussion]', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-m, --messages', 'also what was said last')
    .option('-w, --watch', 'follow it to its end, and answer what it asks')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions show --watch')
    .action(show);
}

async function show(named: string | undefined, options: ShowOptions): Promise<void> {
  const session = await openSession();
  const { client } = session;
  const { id } = await findDiscussion(client, named, options.project);
  if (options.watch) {
    const ended = await watchDiscussion(session, id, options.json === true);
    if (options.json && ended !== null) printJson(ended);
    return;
  }
  const detail = await client.call(getDiscussion, { params: { id } });
  if (options.json) return printJson(detail);
  if (options.messages) {
    const { items } = await client.call(listDiscussionMessages, { params: { id }, query: {} });
    const names = new Map(detail.speakers.map(({ key, name }) => [key, name]));
    for (const message of items.toReversed())
      printLine(renderMessage(message, (key) => names.get(key) ?? key, coloursFor(process.stdout)));
    printLine();
  }
  printLine(renderStanding(detail));
}

import { type SearchKind, searchKinds } from '@overmind/contracts/entities/search';
import { searchProject } from '@overmind/contracts/routes/search';
import { type Command, Option } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { renderFound } from './found.ts';

export function addSearch(program: Command): void {
  program
    .command('search')
    .description('What was said, asked for, done and heard in a project, newest first.')
    .argument('<words...>', 'all of them have to be there; quote a phrase twice')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(new Option('-k, --kind <kind...>', 'only these').choices([...searchKinds]))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `\nExamples:\n  $ overmind search login bug\n  $ overmind search '"login bug"' --kind task run`,
    )
    .action(search);
}

interface Options {
  project?: string;
  kind?: SearchKind[];
  json?: boolean;
}

async function search(words: string[], options: Options): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const kind = options.kind?.join(',');
  const query = { q: words.join(' '), limit: 20, ...(kind === undefined ? {} : { kind }) };
  const { items, next_cursor: more } = await client.call(searchProject, { params: { id }, query });
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('Nothing was found.');
  printLine(renderFound(items, coloursFor(process.stdout)));
  if (more !== null) printLine(`\nThere is more; only the newest ${items.length} are shown.`);
}

import { DiscussionStatus } from '@overmind/contracts/entities/discussion';
import { listDiscussions } from '@overmind/contracts/routes/discussions';
import { type Command, Option } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { listQuery } from '../list-query.ts';
import { shortId, statusWords } from './render.ts';

interface ListOptions {
  project?: string;
  status?: DiscussionStatus[];
  agent?: string;
  archived?: boolean;
  limit: number;
  json?: boolean;
}

export function addListDiscussions(discussions: Command): void {
  discussions
    .command('list')
    .description('Discussions of a project, the newest first. With words, those that hold all of them.')
    .argument('[words...]', 'what to look for in what was said')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(new Option('-s, --status <status...>', 'only these').choices(DiscussionStatus.options))
    .option('-a, --agent <key>', 'only those in which this persona took part; with words, said them')
    .option('--archived', 'only those that were put away')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions list sessions --status completed')
    .action(list);
}

async function list(words: string[], options: ListOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const wanted = {
    ...listQuery(options),
    ...(words.length === 0 ? {} : { q: words.join(' ') }),
    ...(options.agent === undefined ? {} : { agent: options.agent }),
  };
  const items = await listUpTo(options.limit, (page) =>
    client.call(listDiscussions, { params: { id }, query: { ...wanted, ...page } }),
  );
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('No discussion. Begin one: overmind discuss "your goal"');
  printLine(
    renderTable(
      items.map((each) => [
        shortId(each.id),
        statusWords(each),
        formatDate(each.created_at),
        oneLine(each.decision ?? each.title, 80),
      ]),
    ),
  );
}

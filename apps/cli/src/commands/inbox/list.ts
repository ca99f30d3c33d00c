import { InboxItem } from '@overmind/contracts/entities/inbox';
import { listInbox } from '@overmind/contracts/routes/inbox';
import { type Command, Option } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

interface InboxOptions {
  project?: string;
  kind?: InboxItem['kind'];
  limit: number;
  json?: boolean;
}

export function addInbox(program: Command): void {
  program
    .command('inbox')
    .description('What waits for you in all your projects, the longest waiting first.')
    .option('-p, --project <project>', 'only this one: key, name or id')
    .addOption(new Option('-k, --kind <kind>', 'only these').choices(InboxItem.shape.kind.options))
    .option('-l, --limit <count>', 'at most so many', readCount, 100)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind inbox --kind review')
    .action(inbox);
}

async function inbox(options: InboxOptions): Promise<void> {
  const { client } = await openSession();
  const project = options.project === undefined ? null : await findProject(client, options.project);
  const query = {
    ...(project === null ? {} : { project: project.id }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
  };
  const items = await listUpTo<InboxItem>(options.limit, (page) =>
    client.call(listInbox, { query: { ...query, ...page } }),
  );
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('Nothing waits for you.');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(items.map((item) => toRow(item, colours))));
}

const tones: Record<InboxItem['kind'], keyof Colours> = {
  review: 'yellow',
  failed: 'red',
  blocked: 'yellow',
  question: 'cyan',
  permission: 'cyan',
  merge: 'red',
};

const toRow = (
  { kind, project, task, message, discussion, since }: InboxItem,
  colours: Colours,
): string[] => [
  colours[tones[kind]](kind),
  colours.bold(task?.key ?? project.key),
  oneLine(task?.title ?? discussion?.title ?? message?.content ?? ''),
  oneLine(task?.status_reason ?? (discussion === null ? '' : (message?.content ?? ''))),
  colours.dim(`since ${formatDate(since)}`),
];

import { SpecStatus } from '@overmind/contracts/entities/spec';
import { listSpecs } from '@overmind/contracts/routes/specs';
import { type Command, Option } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { listQuery } from '../list-query.ts';

interface ListOptions {
  project?: string;
  status?: SpecStatus[];
  archived?: boolean;
  limit: number;
  json?: boolean;
}

export function addListSpecs(specs: Command): void {
  specs
    .command('list')
    .description('Specs of a project, the newest first, each with the phase that it has come to.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(new Option('-s, --status <status...>', 'only these').choices(SpecStatus.options))
    .option('--archived', 'only those that were put away')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind specs list --status active')
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const items = await listUpTo(options.limit, (page) =>
    client.call(listSpecs, { params: { id }, query: { ...listQuery(options), ...page } }),
  );
  if (options.json) return printJson(items);
  if (items.length === 0)
    return printLine('No spec. Make one of a decision: overmind discussions decide <discussion> --spec');
  printLine(
    renderTable(
      items.map(({ key, status, phase, updated_at, title }) => [
        ...[key, status === 'completed' ? status : phase, formatDate(updated_at)],
        oneLine(title, 80),
      ]),
    ),
  );
}

import type { StateVersionLine } from '@overmind/contracts/entities/state';
import { listStateVersions } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

interface LogOptions {
  project?: string;
  limit: number;
  json?: boolean;
}

export function addStateLog(state: Command): void {
  state
    .command('log')
    .description('Versions of the state document, newest first.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-l, --limit <count>', 'at most so many', readCount, 30)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state log --limit 5')
    .action(log);
}

async function log(options: LogOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const versions = await listUpTo<StateVersionLine>(options.limit, (page) =>
    client.call(listStateVersions, { params: { id }, query: page }),
  );
  if (options.json) return printJson(versions);
  if (versions.length === 0) return printLine('No version yet.');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(versions.map((version) => toRow(version, colours))));
}

const kinds: Record<StateVersionLine['kind'], keyof Colours> = {
  generated: 'dim',
  edited: 'cyan',
  rolled_back: 'yellow',
};

const toRow = (version: StateVersionLine, colours: Colours): string[] => [
  colours.bold(`v${version.version}`),
  colours.dim(formatDate(version.created_at)),
  colours[kinds[version.kind]](version.kind.replaceAll('_', ' ')),
  oneLine(version.author, 32),
  oneLine(version.reason, 100),
];

import type { Client } from '@overmind/client/http';
import { blameState, getLatestState } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText, renderTable } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

interface BlameOptions {
  project?: string;
  version?: number;
  json?: boolean;
}

export function addBlameState(state: Command): void {
  state
    .command('blame')
    .description('Which version brought each line of the state document, and who wrote it.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-n, --version <number>', 'of this version; else the latest', readCount)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state blame')
    .action(blame);
}

const latestOf = async (client: Client, id: string): Promise<number> =>
  (await client.call(getLatestState, { params: { id } })).version;

async function blame(options: BlameOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const version = options.version ?? (await latestOf(client, id));
  const found = await client.call(blameState, { params: { id, version } });
  if (options.json) return printJson(found);
  const { dim } = coloursFor(process.stdout);
  const rows = found.lines.map((line) => [
    dim(`v${line.version}`),
    dim(oneLine(line.author, 20)),
    dim(formatDate(line.created_at)),
    plainText(line.text),
  ]);
  printLine(renderTable(rows));
  if (found.is_partial) printError('Older versions were not looked at: the first of these may be too new.');
}

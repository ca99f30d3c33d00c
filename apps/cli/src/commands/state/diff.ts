import type { Client } from '@overmind/client/http';
import { diffStates, listStateVersions } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { renderDiff } from '../../output/diff.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';

export function addStateDiff(state: Command): void {
  state
    .command('diff')
    .description('What changed between two versions: the last two, one and the latest, or the two named.')
    .argument('[from]', 'a version', readCount)
    .argument('[to]', 'a later one; the latest when left out', readCount)
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state diff 4 7')
    .action(diff);
}

async function chooseVersions(client: Client, id: string, from?: number, to?: number) {
  if (from !== undefined && to !== undefined) return { from, to };
  const { items } = await client.call(listStateVersions, { params: { id }, query: { limit: 2 } });
  const [latest, before] = items.map((line) => line.version);
  const first = from ?? before;
  if (latest === undefined || first === undefined)
    throw new Failure('There are no two versions to compare yet.', exitCodes.notFound);
  return { from: first, to: latest };
}

async function diff(
  from: number | undefined,
  to: number | undefined,
  options: { project?: string; json?: boolean },
): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const query = await chooseVersions(client, id, from, to);
  const found = await client.call(diffStates, { params: { id }, query });
  if (options.json) return printJson(found);
  if (found.patch.trim() === '') return printLine(`Versions ${query.from} and ${query.to} are alike.`);
  printLine(renderDiff(found.patch, coloursFor(process.stdout)));
}

import { resolve } from 'node:path';
import { explainLine } from '@overmind/contracts/routes/provenance';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readPlace } from '../place.ts';
import { recordingAddress } from '../recordings/address.ts';
import { findCommittedLine } from './local-blame.ts';
import { renderProvenance } from './tree.ts';

export function addWhy(program: Command): void {
  program
    .command('why')
    .description('From a line of code back to the run, the task and the words that asked for it.')
    .argument('<file:line>', 'a line of a file here')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind why src/cart.ts:42')
    .action(why);
}

async function why(place: string, options: { project?: string; json?: boolean }): Promise<void> {
  const { file, line } = readPlace(place);
  const { repository: repo_path, ...committed } = await findCommittedLine(resolve(file), line);
  const { client, url } = await openSession();
  const { id } = await findProject(client, options.project);
  const found = await client.call(explainLine, { params: { id }, query: { ...committed, repo_path } });
  if (options.json) return printJson(found);
  printLine(
    renderProvenance(found, coloursFor(process.stdout), (recording) => recordingAddress(url, id, recording)),
  );
}

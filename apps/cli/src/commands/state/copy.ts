import type { StateCopy } from '@overmind/contracts/entities/state';
import { getStateCopy } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addStateCopy(state: Command): void {
  state
    .command('copy')
    .description('Whether the Git copy of the state document agrees with the database; exit code 1 when not.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state copy')
    .action(copy);
}

const words: Record<StateCopy['status'], [string, keyof Colours]> = {
  in_step: ['in step', 'green'],
  behind: ['behind, catching up', 'yellow'],
  diverged: ['diverged', 'red'],
  failed: ['failed', 'red'],
  none: ['not made yet', 'dim'],
};

async function copy(options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const found = await client.call(getStateCopy, { params: { id } });
  if (found.status === 'diverged' || found.status === 'failed') process.exitCode = exitCodes.failed;
  if (options.json) return printJson(found);
  const [text, tone] = words[found.status];
  const at = found.version === null ? '' : `, version ${found.version} at ${(found.head ?? '').slice(0, 12)}`;
  printLine(`The Git copy is ${coloursFor(process.stdout)[tone](text)}${at}.`);
  if (found.problem !== null) printError(oneLine(found.problem, 1_000));
}

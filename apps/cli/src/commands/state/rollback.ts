import { rollbackState } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { confirm } from '../../terminal/confirm.ts';
import { readCount } from '../count.ts';

interface RollbackOptions {
  project?: string;
  reason?: string;
  yes?: boolean;
  json?: boolean;
}

export function addRollbackState(state: Command): void {
  state
    .command('rollback')
    .description(
      'Makes a new version with the notes and project settings of an old one. Tasks stay as they are.',
    )
    .argument('<version>', 'the old version', readCount)
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-r, --reason <text>', 'why')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state rollback 4')
    .action(rollback);
}

async function rollback(version: number, options: RollbackOptions): Promise<void> {
  const { client } = await openSession();
  const project = await findProject(client, options.project);
  await confirm(
    `Bring back the notes and settings that ${project.name} had in version ${version}?`,
    options.yes === true,
  );
  const body = { version, ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const made = await client.call(rollbackState, { params: { id: project.id }, body });
  if (options.json) return printJson(made);
  printLine(`Stored as version ${made.version}.`);
}

import { archiveSpec, unarchiveSpec } from '@overmind/contracts/routes/specs';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printLine } from '../../output/print.ts';
import { findSpec } from './find.ts';

interface ArchiveOptions {
  project?: string;
}

export function addArchiveSpec(specs: Command): void {
  specs
    .command('archive')
    .description('Puts a spec away: it stays readable, and nobody writes in it until it is taken back.')
    .argument('<spec>', 'its key, e.g. SPEC-3, or its id')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addHelpText('after', '\nExample:\n  $ overmind specs archive SPEC-3')
    .action(async (named: string, { project }: ArchiveOptions) => {
      const { client } = await openSession();
      const { id } = await findSpec(client, named, project);
      const { key } = await client.call(archiveSpec, { params: { id } });
      printLine(`${key} is in the archive. Take it back: overmind specs unarchive ${key}`);
    });
}

export function addUnarchiveSpec(specs: Command): void {
  specs
    .command('unarchive')
    .description('Takes a spec that was put away back among the others.')
    .argument('<spec>', 'its key, e.g. SPEC-3, or its id')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addHelpText('after', '\nExample:\n  $ overmind specs unarchive SPEC-3')
    .action(async (named: string, { project }: ArchiveOptions) => {
      const { client } = await openSession();
      const { id } = await findSpec(client, named, project);
      const { key } = await client.call(unarchiveSpec, { params: { id } });
      printLine(`${key} is back among the others.`);
    });
}

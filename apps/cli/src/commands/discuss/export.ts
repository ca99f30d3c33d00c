import { exportDiscussion } from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { type ExportOptions, exportFile, withExportOptions } from '../transfer/export-file.ts';
import { findDiscussion } from './find.ts';

export function addExportDiscussion(discussions: Command): void {
  withExportOptions(
    discussions
      .command('export')
      .description('A whole discussion as Markdown or JSON; both can be imported elsewhere.')
      .argument('<discussion>', 'its id or the beginning of it'),
  )
    .addHelpText('after', '\nExample:\n  $ overmind discussions export 0199a2b4 --out decision.md')
    .action(exportOne);
}

async function exportOne(named: string, { project, format, out }: ExportOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, project);
  await exportFile(await client.stream(exportDiscussion, { params: { id }, query: { format } }), out);
}

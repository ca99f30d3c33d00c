import { exportConversation } from '@overmind/contracts/routes/conversations';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { type ExportOptions, exportFile, withExportOptions } from '../transfer/export-file.ts';
import { findChat } from './find.ts';

export function addExportChat(chats: Command): void {
  withExportOptions(
    chats
      .command('export')
      .description('A whole chat as Markdown or JSON; both can be imported elsewhere.')
      .argument('<chat>', 'its id or the beginning of it'),
  )
    .addHelpText('after', '\nExample:\n  $ overmind chats export 0199a2b4 --out chat.md')
    .action(exportOne);
}

async function exportOne(named: string, { project, format, out }: ExportOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findChat(client, named, project);
  await exportFile(await client.stream(exportConversation, { params: { id }, query: { format } }), out);
}

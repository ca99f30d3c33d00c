import { writeFile } from 'node:fs/promises';
import { exportDiscussion } from '@overmind/contracts/routes/discussions';
import { type Command, Option } from 'commander';
import { openSession } from '../../api/session.ts';
import { printError } from '../../output/print.ts';
import { plainText } from '../../output/table.ts';
import { findDiscussion } from './find.ts';

interface ExportOptions {
  project?: string;
  format: 'json' | 'markdown';
  out?: string;
}

export function addExportDiscussion(discussions: Command): void {
  discussions
    .command('export')
    .description('A whole discussion: as Markdown to be read, or as JSON to be imported elsewhere.')
    .argument('<discussion>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(
      new Option('-f, --format <format>', 'of the file').choices(['markdown', 'json']).default('markdown'),
    )
    .option('-o, --out <file>', 'write it there instead of printing it')
    .addHelpText('after', '\nExample:\n  $ overmind discussions export 0199a2b4 --out decision.md')
    .action(exportOne);
}

async function exportOne(named: string, { project, format, out }: ExportOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, project);
  const response = await client.stream(exportDiscussion, { params: { id }, query: { format } });
  const content = await response.text();
  if (out === undefined) return void process.stdout.write(plainText(content));
  await writeFile(out, content);
  printError(`Written to ${out}.`);
}

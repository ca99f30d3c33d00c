import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Command } from 'commander';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { shortId } from '../discuss/render.ts';
import { type ImportOptions, importFile, withImportOptions } from './import-file.ts';

/** The command that brings files; a transcript becomes `kind` unless it is said. */
export function addImport(parent: Command, kind: Conversation['kind'], example: string): void {
  const command = parent
    .command('import')
    .description(
      'Brings a discussion or a chat that was exported, as JSON or Markdown, or a transcript in Markdown in which each ' +
        'begins with **Name:** or a heading. Nothing said in it is acted on.',
    );
  withImportOptions(command, kind).addHelpText('after', `\nExample:\n  $ ${example}`).action(bring);
}

async function bring(file: string, options: ImportOptions): Promise<void> {
  const brought = await importFile(file, options);
  if (options.json) return printJson(brought);
  const { id, kind, title } = brought;
  printLine(`The ${kind} is here: ${oneLine(title, 100)}`);
  if (kind === 'discussion') printLine(`See it: overmind discussions show ${shortId(id)}`);
}

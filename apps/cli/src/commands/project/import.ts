import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { importProject } from '@overmind/contracts/routes/projects';
import { type Command, Option } from 'commander';
import { openSession } from '../../api/session.ts';
import { upload } from '../../api/upload.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { showProgress } from '../../output/progress.ts';
import { oneLine } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface ImportOptions {
  name?: string;
  ids: 'auto' | 'keep' | 'remap';
  json?: boolean;
}

export function addImportProject(project: Command): void {
  project
    .command('import')
    .description('Makes a project from an archive. It comes in paused, with its agents disabled.')
    .argument('<file>', 'the archive, or - for a pipe')
    .option('-n, --name <name>', "the project's name; the archive's when left out")
    .addOption(
      new Option('--ids <how>', 'whether ids stay as they are')
        .choices(['auto', 'keep', 'remap'])
        .default('auto'),
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind project import shop.overmind.tar.gz')
    .action(importFrom);
}

async function openArchive(file: string): Promise<{ content: Readable; sizeBytes: number | null }> {
  if (file === '-') return { content: process.stdin, sizeBytes: null };
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Failure(`There is no file ${file}.`, exitCodes.usage);
  return { content: createReadStream(file), sizeBytes: found.size };
}

async function importFrom(file: string, options: ImportOptions): Promise<void> {
  const { content, sizeBytes } = await openArchive(file);
  const session = await openSession();
  const progress = showProgress('Sent', sizeBytes);
  content.once('error', (error) => progress.destroy(error));
  const query = { ids: options.ids, ...(options.name === undefined ? {} : { name: options.name }) };
  const report = await upload(session, {
    ...{ route: importProject, query, sizeBytes },
    content: content.pipe(progress),
  }).finally(() => content.destroy());
  if (options.json) return printJson(report);
  const { key, name, id } = report.project;
  const count = (table: string): number => report.rows[table] ?? 0;
  printLine(`${coloursFor(process.stdout).bold(key)}  ${oneLine(name)}  ${session.url}/projects/${id}`);
  printLine(
    `${count('tasks')} tasks, ${count('agent_runs')} runs, ${count('messages')} messages, ${report.files} files`,
  );
  for (const warning of report.warnings) printError(oneLine(warning, 500));
}

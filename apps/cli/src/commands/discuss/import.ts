import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { maxExportBytes } from '@overmind/contracts/entities/discussion-export';
import { importConversation } from '@overmind/contracts/routes/conversations';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { shortId } from './render.ts';

interface ImportOptions {
  project?: string;
  as: 'discussion' | 'chat';
  title?: string;
  json?: boolean;
}

export function addImportDiscussion(discussions: Command): void {
  discussions
    .command('import')
    .description(
      'Brings a discussion or a chat that was exported, as JSON or Markdown, or a transcript in Markdown in which each ' +
        'begins with **Name:** or a heading. Nothing said in it is acted on.',
    )
    .argument('<file>', 'the file, or - for a pipe')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(
      new Option('--as <kind>', 'what a transcript becomes')
        .choices(['discussion', 'chat'])
        .default('discussion'),
    )
    .option('-t, --title <title>', 'for a transcript that names none')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions import meeting.md')
    .action(importFrom);
}

type File = z.input<typeof importConversation.body>;

async function importFrom(file: string, options: ImportOptions): Promise<void> {
  const body = toBody(await read(file), options.title ?? titleOf(file), options.as);
  const { client } = await openSession();
  const { id: projectId } = await findProject(client, options.project);
  const brought = await client.call(importConversation, { params: { id: projectId }, body });
  if (options.json) return printJson(brought);
  const { id, kind, title } = brought;
  printLine(`The ${kind} is here: ${oneLine(title, 100)}`);
  if (kind === 'discussion') printLine(`See it: overmind discussions show ${shortId(id)}`);
}

async function read(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Failure(`There is no file ${file}.`, exitCodes.usage);
  if (found.size > maxExportBytes) {
    const advice = /\.(md|markdown)$/i.test(file) ? ' Markdown holds everything twice: use JSON.' : '';
    throw new Failure(`This file is larger than ${formatBytes(maxExportBytes)}.${advice}`, exitCodes.usage);
  }
  return readFile(file, 'utf8');
}

const titleOf = (file: string): string =>
  basename(file, extname(file)).replace(/\s+/g, ' ').trim().slice(0, 200) || 'Transcript';

/** What begins as JSON does is JSON; the server says what is wrong with it. */
function toBody(content: string, title: string, as: ImportOptions['as']): File {
  if (!/^\uFEFF?\s*\{/.test(content)) return { format: 'markdown', content, as, title };
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as File;
  } catch {
    throw new Failure(
      'This file begins like JSON and is none. Import it as it was exported.',
      exitCodes.usage,
    );
  }
}

import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { maxExportBytes } from '@overmind/contracts/entities/discussion-export';
import { importConversation } from '@overmind/contracts/routes/conversations';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';

export interface ImportOptions {
  project?: string;
  as: Conversation['kind'];
  title?: string;
  json?: boolean;
}

/** What a transcript becomes unless it is said: `kind`. */
export const withImportOptions = (command: Command, kind: Conversation['kind']): Command =>
  command
    .argument('<file>', 'the file, or - for a pipe')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(
      new Option('--as <kind>', 'what a transcript becomes').choices(['discussion', 'chat']).default(kind),
    )
    .option('-t, --title <title>', 'for a transcript that names none')
    .option('--json', 'print JSON');

type File = z.input<typeof importConversation.body>;

/** Brings a file as what it says itself that it is, or as what is asked for. */
export async function importFile(file: string, options: ImportOptions): Promise<Conversation> {
  const body = toBody(await read(file), options.title ?? titleOf(file), options.as);
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  return client.call(importConversation, { params: { id }, body });
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

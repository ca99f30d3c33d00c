import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportDiscussion } from '@overmind/contracts/routes/discussions';
import { type Command, Option } from 'commander';
import { openSession } from '../../api/session.ts';
import { Failure } from '../../failure.ts';
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
    .description('A whole discussion as Markdown or JSON; both can be imported elsewhere.')
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
  // A terminal is shown the words alone; a pipe is given the file as it is, so that it can be imported.
  if (out === undefined && process.stdout.isTTY)
    return void process.stdout.write(plainText(await response.text()));
  if (out === undefined) return void process.stdout.write(await response.text());
  await writeWhole(response, out);
  printError(`Written to ${out}.`);
}

/** The file is there once all of it is. */
async function writeWhole({ body }: Response, out: string): Promise<void> {
  if (body === null) throw new Failure('The server sent nothing.');
  const part = `${out}.part`;
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(part));
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw new Failure(
      `Nothing was written to ${out}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

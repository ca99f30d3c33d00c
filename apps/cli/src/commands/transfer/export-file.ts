import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Command, Option } from 'commander';
import { Failure } from '../../failure.ts';
import { printError } from '../../output/print.ts';
import { plainText } from '../../output/table.ts';
import { unwritable } from '../../output/unwritable.ts';

export interface ExportOptions {
  project?: string;
  format: 'json' | 'markdown';
  out?: string;
}

export const withExportOptions = (command: Command): Command =>
  command
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(
      new Option('-f, --format <format>', 'of the file').choices(['markdown', 'json']).default('markdown'),
    )
    .option('-o, --out <file>', 'write it there instead of printing it');

/** Writes an exported file where it is wanted. A terminal is shown the words alone; a pipe is given the file as it is. */
export async function exportFile(response: Response, out: string | undefined): Promise<void> {
  if (out === undefined) {
    const text = await response.text();
    process.stdout.write(process.stdout.isTTY ? plainText(text) : text);
    return;
  }
  await writeWhole(response, out);
  printError(`Written to ${out}.`);
}

/** The file is there once all of it is. */
export async function writeWhole({ body }: Response, out: string): Promise<void> {
  if (body === null) throw new Failure('The server sent nothing.');
  const part = `${out}.part`;
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(part));
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw unwritable(out, error);
  }
}

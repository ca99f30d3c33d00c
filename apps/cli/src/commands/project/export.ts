import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportProject } from '@overmind/contracts/routes/projects';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';
import { printError } from '../../output/print.ts';
import { showProgress } from '../../output/progress.ts';

interface ExportOptions {
  project?: string;
  force?: boolean;
}

export function addExportProject(project: Command): void {
  project
    .command('export')
    .description('Writes the whole project into one archive; secrets and members stay here.')
    .argument('<file>', 'the archive to write, or - for a pipe')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-f, --force', 'replace the file if it is there')
    .addHelpText('after', '\nExample:\n  $ overmind project export shop.overmind.tar.gz --project SHOP')
    .action(exportTo);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function requireTarget(file: string, options: ExportOptions): Promise<void> {
  if (file === '-' && process.stdout.isTTY)
    throw new Failure('An archive is nothing for a terminal: name a file, or pipe it.', exitCodes.usage);
  if (file !== '-' && !options.force && (await exists(file)))
    throw new Failure(`${file} is there already. Add --force to replace it.`);
}

async function exportTo(file: string, options: ExportOptions): Promise<void> {
  await requireTarget(file, options);
  const { client } = await openSession();
  const { id, key } = await findProject(client, options.project);
  const { body } = await client.stream(exportProject, { params: { id } });
  if (body === null) throw new Failure('The server sent no archive.');
  const content = Readable.fromWeb(body as ReadableStream);
  if (file === '-') return pipeline(content, process.stdout, { end: false });
  await writeWhole(file, content);
  printError(`${key} was written to ${file}, ${formatBytes((await stat(file)).size)}.`);
}

/** All of it or nothing: what breaks off on the way leaves the file of before. */
async function writeWhole(file: string, content: Readable): Promise<void> {
  const part = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const target = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(content, showProgress('Received', null), target);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`The archive did not arrive whole, nothing was written: ${why}.`);
  }
}

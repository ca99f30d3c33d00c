import { writeFile } from 'node:fs/promises';
import type { Terminal } from '@overmind/contracts/entities/terminal';
import { getArtifactContent } from '@overmind/contracts/routes/runs';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import { readRecording } from '@overmind/domain/terminals/recording';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printError, printLine } from '../../output/print.ts';
import { plainText } from '../../output/table.ts';

interface RecordingOptions {
  output?: string;
  force?: boolean;
}

export function addRunRecording(runs: Command): void {
  runs
    .command('recording')
    .description('Prints what was shown on a terminal, or saves its recording (asciicast v2).')
    .argument('<run>', "a run's id or the beginning of it, or a task's key for its latest run")
    .argument('[terminal]', "the terminal's id or the beginning of it; else the latest that was recorded")
    .option('-o, --output <file>', 'save the recording instead, for asciinema and other players')
    .option('-f, --force', 'replace the file if it is there')
    .addHelpText('after', '\nExample:\n  $ overmind runs recording SHOP-12 --output shop-12.cast')
    .action(show);
}

async function show(named: string, terminal: string | undefined, options: RecordingOptions): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, named);
  const { items } = await client.call(listTerminals, { params: { id: run.id } });
  const id = recordingOf(items, terminal);
  const text = await (await client.stream(getArtifactContent, { params: { id } })).text();
  if (options.output !== undefined) return save(text, options.output, options.force === true);
  const recording = readRecording(text);
  if (recording === null) throw new Failure('This recording cannot be read. Save it with --output.');
  const shown = recording.events.map((event) => (event.kind === 'output' ? event.text : '')).join('');
  printLine(plainText(shown.replaceAll('\r\n', '\n')).trimEnd());
}

/** The artifact that holds it. */
function recordingOf(terminals: readonly Terminal[], wanted: string | undefined): string {
  const meant = terminals.filter(({ id }) => wanted === undefined || id.startsWith(wanted.toLowerCase()));
  if (meant.length === 0)
    throw new Failure(
      wanted === undefined ? 'No terminal was opened in this run.' : `No terminal begins with ${wanted}.`,
      exitCodes.notFound,
    );
  const recorded = meant.find((terminal) => terminal.artifact_id !== null)?.artifact_id;
  if (recorded == null)
    throw new Failure('Its recording has not arrived from the runner yet.', exitCodes.notFound);
  return recorded;
}

async function save(text: string, file: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: isForced ? 'w' : 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new Failure(`${file} is there already. Add --force to replace it.`);
  }
  printError(`The recording was written to ${file}.`);
}

import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { getRecording } from '@overmind/contracts/routes/recordings';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { formatClock, formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { recordingAddress } from './address.ts';
import { findRecording } from './find.ts';

export function addShowRecording(recordings: Command): void {
  recordings
    .command('show')
    .description('What was said in a recording, with times, and the tasks that belong to it.')
    .argument('<recording>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind recordings show 0199a2b4')
    .action(show);
}

async function show(named: string, options: { project?: string; json?: boolean }): Promise<void> {
  const { client, url } = await openSession();
  const id = await findRecording(client, named, options.project);
  const found = await client.call(getRecording, { params: { id } });
  if (options.json) return printJson(found);
  const address = recordingAddress(url, found.project_id, found);
  printLine(renderRecording(found, address, coloursFor(process.stdout)));
}

function renderRecording(found: RecordingDetail, address: string, colours: Colours): string {
  const { title, created_at, duration_ms, status, notice, error, transcript, tasks } = found;
  const length = duration_ms === null ? [] : [formatClock(duration_ms)];
  const troubles = [notice, error].filter((each) => each !== null).map(plainText);
  const said = (transcript?.segments ?? []).map(({ start, text }) => [
    colours.dim(formatClock(start * 1_000)),
    oneLine(text, 2_000),
  ]);
  return [
    colours.bold(oneLine(title, 200)),
    colours.dim([formatDate(created_at), ...length, status, address].join('  ')),
    ...troubles.map(colours.yellow),
    ...(said.length === 0 ? [] : ['', renderTable(said)]),
    ...(tasks.length === 0 ? [] : ['', ...tasks.map((task) => `${task.key}  ${oneLine(task.title, 100)}`)]),
  ].join('\n');
}

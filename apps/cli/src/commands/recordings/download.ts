import { getRecordingAudio } from '@overmind/contracts/routes/recordings';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { exportFile } from '../transfer/export-file.ts';
import { findRecording } from './find.ts';

export function addDownloadRecording(recordings: Command): void {
  recordings
    .command('download')
    .description('The sound of a recording as a file, as it was recorded or brought.')
    .argument('<recording>', 'its id or the beginning of it')
    .requiredOption('-o, --out <file>', 'where to write it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addHelpText('after', '\nExample:\n  $ overmind recordings download 0199a2b4 --out meeting.m4a')
    .action(download);
}

async function download(named: string, { out, project }: { out: string; project?: string }): Promise<void> {
  const { client } = await openSession();
  const id = await findRecording(client, named, project);
  await exportFile(await client.stream(getRecordingAudio, { params: { id } }), out);
}

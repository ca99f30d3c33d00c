import { deleteRecording, getRecording, transcribeRecording } from '@overmind/contracts/routes/recordings';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { findRecording } from './find.ts';

const whatStays = 'What was said of it in the chat stays there, and so do tasks with their words.';

export function addDeleteRecording(recordings: Command): void {
  recordings
    .command('delete')
    .description(`Deletes a recording with its transcript. ${whatStays}`)
    .argument('<recording>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      '\nMessages are deleted with their conversation only, in the dashboard.\n\nExample:\n  $ overmind recordings delete 0199a2b4',
    )
    .action(deleteOne);
}

async function deleteOne(named: string, options: { project?: string; yes?: boolean }): Promise<void> {
  const { client } = await openSession();
  const id = await findRecording(client, named, options.project);
  const { title } = await client.call(getRecording, { params: { id } });
  const question = `Delete the recording "${oneLine(title, 100)}" with its transcript? ${whatStays}`;
  await confirm(question, options.yes === true);
  await client.call(deleteRecording, { params: { id } });
  printLine('It is deleted.');
}

export function addHearRecording(recordings: Command): void {
  recordings
    .command('hear')
    .description('Has a recording heard again; the transcript there is stays until the new one is done.')
    .argument('<recording>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--language <tag>', "what is spoken, e.g. en; else the project's")
    .addHelpText('after', '\nExample:\n  $ overmind recordings hear 0199a2b4 --language de')
    .action(hearAgain);
}

async function hearAgain(named: string, options: { project?: string; language?: string }): Promise<void> {
  const { client } = await openSession();
  const id = await findRecording(client, named, options.project);
  const { language } = options;
  await client.call(transcribeRecording, {
    params: { id },
    body: language === undefined ? {} : { language },
  });
  printLine('It is heard again.');
}

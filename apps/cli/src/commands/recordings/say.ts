import { getRecording, sayRecording } from '@overmind/contracts/routes/recordings';
import type { Command } from 'commander';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { plainText } from '../../output/table.ts';
import { renderReply } from '../talk/choices.ts';
import { awaitReplies } from '../talk/said.ts';
import { findRecording } from './find.ts';
import { type RangeOptions, withRange } from './range.ts';

interface SayOptions extends RangeOptions {
  project?: string;
  json?: boolean;
}

export function addSayRecording(recordings: Command): void {
  withRange(
    recordings
      .command('say')
      .description(
        'Says what was heard in a recording, or in a part of it, in its chat and prints the answer.',
      )
      .argument('<recording>', 'its id or the beginning of it')
      .option('-p, --project <project>', "key, name or id; else this folder's project")
      .option('--json', 'print JSON'),
  )
    .addHelpText('after', '\nExample:\n  $ overmind recordings say 0199a2b4 --from 0:12 --to 0:15')
    .action(say);
}

async function say(named: string, { project, json, from, to }: SayOptions): Promise<void> {
  const session = await openSession();
  const { client } = session;
  const id = await findRecording(client, named, project);
  const { project_id: projectId } = await client.call(getRecording, { params: { id } });
  const { feed } = await ProjectFeed.open(session, projectId);
  using _ = feed;
  const body = {
    ...(from === undefined ? {} : { start_ms: from }),
    ...(to === undefined ? {} : { end_ms: to }),
  };
  const message = await client.call(sayRecording, { params: { id }, body });
  if (!json) printLine(plainText(message.content));
  const said = await awaitReplies(client, feed, message);
  if (json) return printJson(said);
  for (const reply of said.replies) printLine(renderReply(reply));
}

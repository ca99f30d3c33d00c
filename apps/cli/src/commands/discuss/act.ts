import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import * as routes from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { findDiscussion } from './find.ts';
import { shortId } from './render.ts';

interface ActOptions {
  project?: string;
  json?: boolean;
}

interface Act {
  name: string;
  description: string;
  route: typeof routes.pauseDiscussion;
  /** What is so now. */
  done(discussion: Discussion): string;
}

const acts: readonly Act[] = [
  {
    name: 'pause',
    description: 'Lets nobody speak any more until it is resumed; who is speaking is heard out.',
    route: routes.pauseDiscussion,
    done: ({ id }) => `It is paused. Let it go on: overmind discussions resume ${shortId(id)}`,
  },
  {
    name: 'resume',
    description: 'Lets a paused discussion go on.',
    route: routes.resumeDiscussion,
    done: ({ ended_at }) => (ended_at === null ? 'It goes on.' : 'It has ended already.'),
  },
  {
    name: 'vote',
    description: 'Lets it come to the vote as soon as there is something to vote on.',
    route: routes.callVote,
    done: () => 'It comes to the vote as soon as there is something to vote on.',
  },
  {
    name: 'archive',
    description: 'Puts an ended discussion away.',
    route: routes.archiveDiscussion,
    done: ({ id }) => `It is in the archive. Take it back out: overmind discussions unarchive ${shortId(id)}`,
  },
  {
    name: 'unarchive',
    description: 'Takes a discussion back out of the archive.',
    route: routes.unarchiveDiscussion,
    done: () => 'It is back among the others.',
  },
];

/** Those that need nothing but the discussion. */
export function addDiscussionActs(discussions: Command): void {
  for (const { name, description, route, done } of acts)
    discussions
      .command(name)
      .description(description)
      .argument('<discussion>', 'its id or the beginning of it')
      .option('-p, --project <project>', "key, name or id; else this folder's project")
      .option('--json', 'print JSON')
      .addHelpText('after', `\nExample:\n  $ overmind discussions ${name} 0199a2b4`)
      .action(async (named: string, options: ActOptions) => {
        const { client } = await openSession();
        const { id } = await findDiscussion(client, named, options.project);
        const discussion = await client.call(route, { params: { id } });
        if (options.json) printJson(discussion);
        else printLine(done(discussion));
      });
}

export function addStopDiscussion(discussions: Command): void {
  discussions
    .command('stop')
    .description('Ends a discussion without a decision; what was proposed stays to choose from.')
    .argument('<discussion>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-r, --reason <reason>', 'why')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions stop 0199a2b4')
    .action(stop);
}

async function stop(named: string, options: ActOptions & { reason?: string }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, options.project);
  const body = options.reason === undefined ? {} : { reason: options.reason };
  const stopped = await client.call(routes.stopDiscussion, { params: { id }, body });
  if (options.json) return printJson(stopped);
  printLine(`It has ended: ${oneLine(stopped.reason ?? '', 300)}`);
}

import { DecisionRule } from '@overmind/contracts/entities/discussion';
import { startDiscussion } from '@overmind/contracts/routes/discussions';
import { type Command, Option } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { readWords } from '../words.ts';
import { shortId } from './render.ts';
import { watchDiscussion } from './watch.ts';

interface DiscussOptions {
  project?: string;
  agent?: string[];
  rule?: DecisionRule;
  turns?: number;
  minutes?: number;
  watch?: boolean;
  json?: boolean;
}

export function addDiscuss(program: Command): void {
  program
    .command('discuss')
    .summary('let agents discuss a goal until they have decided')
    .description(
      'Begins a discussion among the personas of a project; it goes on by itself. With --watch, shows what is said as it ' +
        'is said and lets you answer its questions; Ctrl-C leaves it going on. Exit code 1 when it ends without a decision.',
    )
    .argument('[goal...]', 'what is to be decided')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-a, --agent <key...>', 'only these personas, the first of them facilitates')
    .addOption(new Option('--rule <rule>', 'what a proposal needs').choices(DecisionRule.options))
    .option('--turns <count>', 'end after so many turns', readCount)
    .option('--minutes <count>', 'end after so many minutes', readCount)
    .option('-w, --watch', 'follow it to its end')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discuss "where do we keep sessions?" --watch')
    .action(discuss);
}

async function discuss(words: string[], options: DiscussOptions): Promise<void> {
  const goal = await readWords(words, 'overmind discuss "where do we keep sessions?"');
  const session = await openSession();
  const { id: projectId } = await findProject(session.client, options.project);
  const { agent, rule, turns, minutes } = options;
  const discussion = await session.client.call(startDiscussion, {
    params: { id: projectId },
    body: {
      goal,
      ...(agent === undefined ? {} : { agents: agent }),
      settings: {
        ...(rule === undefined ? {} : { rule }),
        limits: { ...(turns === undefined ? {} : { turns }), ...(minutes === undefined ? {} : { minutes }) },
      },
    },
  });
  if (!options.watch) {
    if (options.json) return printJson(discussion);
    printLine(`The discussion has begun: ${oneLine(discussion.title, 100)}`);
    return printLine(`Watch it: overmind discussions show ${shortId(discussion.id)} --watch`);
  }
  const ended = await watchDiscussion(session, discussion.id);
  if (ended === null) return;
  if (options.json) printJson(ended);
  if (ended.record === null) process.exitCode = exitCodes.failed;
}

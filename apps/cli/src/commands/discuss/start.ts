import { DecisionRule } from '@overmind/contracts/entities/discussion';
import { startDiscussion } from '@overmind/contracts/routes/discussions';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { readCount, readPercent } from '../count.ts';
import { readDollars } from '../models/money.ts';
import { readWords } from '../words.ts';
import { shortId } from './render.ts';
import { watchDiscussion } from './watch.ts';

interface DiscussOptions {
  project?: string;
  agent?: string[];
  rule?: DecisionRule;
  turns?: number;
  minutes?: number;
  tokens?: number;
  cost?: number;
  quorum?: number;
  answerHours?: number;
  contextChars?: number;
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
    .option('--tokens <count>', 'end after so many tokens', readCount)
    .option(
      '--cost <dollars>',
      'end before more is spent, e.g. 0.50; 0 asks only models without a price',
      readDollars,
    )
    .option('--quorum <percent>', 'how much of the speakers must take a side', readPercent)
    .option('--answer-hours <hours>', 'go on without an answer of yours after so long', readCount)
    .option('--context-chars <count>', 'how much of what was said a turn is shown at most', readCount)
    .option('-w, --watch', 'follow it to its end')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discuss "where do we keep sessions?" --watch')
    .action(discuss);
}

async function discuss(words: string[], options: DiscussOptions): Promise<void> {
  const goal = await readWords(words, 'overmind discuss "where do we keep sessions?"');
  const session = await openSession();
  const { id: projectId } = await findProject(session.client, options.project);
  const discussion = await session.client.call(startDiscussion, {
    params: { id: projectId },
    body: {
      goal,
      ...(options.agent === undefined ? {} : { agents: options.agent }),
      settings: settingsOf(options),
    },
  });
  if (!options.watch) {
    if (options.json) return printJson(discussion);
    printLine(`The discussion has begun: ${oneLine(discussion.title, 100)}`);
    return printLine(`Watch it: overmind discussions show ${shortId(discussion.id)} --watch`);
  }
  const ended = await watchDiscussion(session, discussion.id, options.json === true);
  if (ended === null) return;
  if (options.json) printJson(ended);
  if (ended.record === null) process.exitCode = exitCodes.failed;
}

type Settings = NonNullable<z.input<typeof startDiscussion.body>['settings']>;

/** What was said; the rest is as the server has it. */
function settingsOf(options: DiscussOptions): Settings {
  const { rule, quorum, answerHours, contextChars } = options;
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(quorum === undefined ? {} : { quorum: quorum / 100 }),
    ...(answerHours === undefined ? {} : { answer_hours: answerHours }),
    ...(contextChars === undefined ? {} : { context_chars: contextChars }),
    limits: limitsOf(options),
  };
}

const limitsOf = ({ turns, minutes, tokens, cost }: DiscussOptions): NonNullable<Settings['limits']> => ({
  ...(turns === undefined ? {} : { turns }),
  ...(minutes === undefined ? {} : { minutes }),
  ...(tokens === undefined ? {} : { tokens }),
  ...(cost === undefined ? {} : { cost_micros: cost }),
});

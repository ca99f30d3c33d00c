import type { DecisionInput } from '@overmind/contracts/entities/discussion-room';
import { decideDiscussion, stopDiscussion } from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { findDiscussion } from './find.ts';

interface ActOptions {
  project?: string;
  json?: boolean;
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
  const stopped = await client.call(stopDiscussion, { params: { id }, body });
  if (options.json) return printJson(stopped);
  printLine(`It has ended: ${oneLine(stopped.reason ?? '', 300)}`);
}

interface DecideOptions extends ActOptions {
  action?: string[];
  option?: string;
}

export function addDecideDiscussion(discussions: Command): void {
  discussions
    .command('decide')
    .description('Makes tasks of what was decided, once; of the actions that you name in their place.')
    .argument('<discussion>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-a, --action <action...>', 'what is to be done, a task each')
    .option('-o, --option <proposal>', 'what to go on with, where nothing was decided, e.g. P2')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions decide 0199a2b4')
    .action(decide);
}

async function decide(named: string, options: DecideOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, options.project);
  const body: DecisionInput = {
    into: 'tasks',
    ...(options.action === undefined ? {} : { actions: options.action }),
    ...(options.option === undefined ? {} : { proposal: options.option }),
  };
  const made = await client.call(decideDiscussion, { params: { id }, body });
  if (options.json) return printJson(made);
  printLine(`The next cycle makes tasks of this:\n${plainText(made.text)}`);
  for (const left of made.left_out) printLine(`Left out, as it asks for no new work: ${oneLine(left, 300)}`);
}

import { decideDiscussion } from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import type { z } from 'zod';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { findDiscussion } from './find.ts';

interface DecideOptions {
  project?: string;
  spec?: boolean;
  action?: string[];
  option?: string;
  json?: boolean;
}

export function addDecideDiscussion(discussions: Command): void {
  discussions
    .command('decide')
    .description(
      'Makes tasks of what was decided, once; of the actions that you name in their place. With --spec, a spec.',
    )
    .argument('<discussion>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-s, --spec', 'write a spec of it instead of tasks')
    .option('-a, --action <action...>', 'what is to be done, a task each')
    .option('-o, --option <proposal>', 'what to go on with, where nothing was decided, e.g. P2')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind discussions decide 0199a2b4')
    .action(decide);
}

async function decide(named: string, options: DecideOptions): Promise<void> {
  if (options.spec && options.action !== undefined)
    throw new Failure('Actions become tasks: leave out --action, or --spec.', exitCodes.usage);
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, options.project);
  const body: z.input<typeof decideDiscussion.body> = {
    to: options.spec ? 'spec' : 'tasks',
    ...(options.action === undefined ? {} : { actions: options.action }),
    ...(options.option === undefined ? {} : { proposal: options.option }),
  };
  const made = await client.call(decideDiscussion, { params: { id }, body });
  if (options.json) return printJson(made);
  if (options.spec)
    return printLine(
      made.spec === null ? 'No spec was made.' : `${made.spec.key}  ${oneLine(made.spec.title, 200)}`,
    );
  printLine(`The next cycle makes tasks of this:\n${plainText(made.text)}`);
  for (const left of made.left_out) printLine(`Left out, as it asks for no new work: ${oneLine(left, 300)}`);
}

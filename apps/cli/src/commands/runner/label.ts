import { updateRunner } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { findRunner } from '../../api/find-runner.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { changeLabels } from './label-changes.ts';

export function addLabelRunner(runner: Command): void {
  runner
    .command('label')
    .description('Gives a runner labels and takes them away; those that it says of itself stay.')
    .argument('<runner>', 'its name or id')
    .argument('[changes...]', '+LABEL gives one, -LABEL takes it away')
    // What begins with a dash is a label to take away.
    .allowUnknownOption()
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runner label build-box +gpu -slow')
    .action(label);
}

async function label(named: string, changes: string[], options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const found = await findRunner(client, named);
  const labels = changeLabels(found.given_labels, changes);
  if (labels === null)
    throw new Failure('Write +LABEL to give a label and -LABEL to take it away.', exitCodes.usage);
  const runner =
    changes.length === 0
      ? found
      : await client.call(updateRunner, { params: { id: found.id }, body: { labels } });
  if (options.json) return printJson(runner);
  printLine(
    runner.labels.length === 0
      ? `${runner.name} carries no labels.`
      : `${runner.name} carries ${runner.labels.join(', ')}.`,
  );
}

import type { MergeStrategy, MergeTarget } from '@overmind/contracts/entities/merge-ways';
import { mergeTask } from '@overmind/contracts/routes/merges';
import type { Command } from 'commander';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { mergeLines } from '../../output/merge-line.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface Options {
  squash?: boolean;
  ff?: boolean;
  push?: boolean;
  pr?: boolean;
  json?: boolean;
}

/** Gives the command, to which what is done with merges is added. */
export function addMerge(program: Command): Command {
  return program
    .command('merge')
    .description('Puts the approved commit of a task in the queue to its base branch.')
    .argument('<key>', "the task's key")
    .option('--squash', 'as one commit')
    .option('--ff', 'as it is, where the base branch has not moved on')
    .option('--push', 'and push the base branch to its remote')
    .option('--pr', 'as a pull request at the remote')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ overmind merge SHOP-12 --squash\n  $ overmind merge cancel SHOP-12',
    )
    .action(merge);
}

function only<T>(one: T | null, other: T | null, names: string): T | null {
  if (one !== null && other !== null) throw new Failure(`Give one of ${names}.`, exitCodes.usage);
  return one ?? other;
}

async function merge(key: string, options: Options): Promise<void> {
  const strategy = only<MergeStrategy>(
    options.squash === true ? 'squash' : null,
    options.ff === true ? 'ff' : null,
    '--squash and --ff',
  );
  const target = only<MergeTarget>(
    options.push === true ? 'push' : null,
    options.pr === true ? 'pull_request' : null,
    '--push and --pr',
  );
  const { client } = await openSession();
  const task = await findTask(client, key);
  const made = await client.call(mergeTask, {
    params: { id: task.id },
    body: { ...(strategy === null ? {} : { strategy }), ...(target === null ? {} : { target }) },
  });
  if (options.json) return printJson(made);
  printLine(mergeLines(made, coloursFor(process.stdout)));
}

import type { Runner } from '@overmind/contracts/entities/runner';
import { revokeRunner, updateRunner } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { findRunner } from '../../api/find-runner.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';

interface Options {
  json?: boolean;
}

const add = (runner: Command, name: string, description: string): Command =>
  runner
    .command(name)
    .description(description)
    .argument('<runner>', 'its name or id')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ overmind runner ${name} build-box`);

export function addDrainRunner(runner: Command): void {
  add(runner, 'drain', 'Lets its live runs finish and gives it no others.').action(setDraining(true));
}

export function addResumeRunner(runner: Command): void {
  add(runner, 'resume', 'Gives it runs again.').action(setDraining(false));
}

export function addRevokeRunner(runner: Command): void {
  add(runner, 'revoke', 'Takes its token away: it is cut off at once and its runs are queued again.').action(
    revoke,
  );
}

const setDraining =
  (isDraining: boolean) =>
  async (named: string, options: Options): Promise<void> => {
    const { client } = await openSession();
    const { id } = await findRunner(client, named);
    const runner = await client.call(updateRunner, { params: { id }, body: { is_draining: isDraining } });
    if (options.json) return printJson(runner);
    printLine(isDraining ? drained(runner) : `${runner.name} takes runs again.`);
  };

const drained = ({ name, live_runs: live }: Runner): string =>
  live === 0 ? `${name} takes no runs any more.` : `${name} takes no runs any more; ${live} still finish.`;

async function revoke(named: string, options: Options): Promise<void> {
  const { client } = await openSession();
  const runner = await findRunner(client, named);
  await client.call(revokeRunner, { params: { id: runner.id } });
  if (options.json) return printJson({ id: runner.id, name: runner.name, revoked: true });
  printLine(`${runner.name} is revoked; what it worked on is queued again.`);
}

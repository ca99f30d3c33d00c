import { createRunner } from '@overmind/contracts/routes/runners';
import { runnerStartLine, startLineWarning } from '@overmind/domain/runners/start-line';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printError, printJson, printLine } from '../../output/print.ts';

const example = '\nExample:\n  $ overmind runner add build-box --label gpu';

export function addAddRunner(runner: Command): void {
  runner
    .command('add')
    .description('Registers a runner for another machine and prints the command that starts it there.')
    .argument('<name>', 'what it is called here')
    .option('-l, --label <label...>', 'what it is good for', [])
    .option('--json', 'print JSON')
    .addHelpText('after', example)
    .action(add);
}

async function add(name: string, options: { label: string[]; json?: boolean }): Promise<void> {
  const { client, url } = await openSession();
  const { runner, token } = await client.call(createRunner, { body: { name, labels: options.label } });
  const command = runnerStartLine({ server: url, id: runner.id, token });
  const warning = startLineWarning(url);
  if (options.json) return printJson({ runner, token, command, warning });
  printError(`Runner ${runner.name} is registered. Its token is shown only now; keep it to that machine.`);
  printError(
    'On the machine that has the repositories, with Node.js and git; after --root the folders it may work in:\n',
  );
  printLine(command);
  if (warning !== null) printError(`\nNote: ${warning}`);
}

import { testProvider } from '@overmind/contracts/routes/models';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';

export function addTestProvider(models: Command): void {
  models
    .command('test')
    .argument('<provider>', 'as `overmind models providers` names it')
    .summary('whether a provider answers, and takes its key')
    .description('Asks a provider for its models, which costs nothing. Exit code 1 when it does not answer.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models test ollama')
    .action(test);
}

async function test(provider: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const trial = await client.call(testProvider, { params: { provider } });
  if (!trial.is_up) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(trial);
  printLine(
    trial.is_up
      ? `${provider} is there and offers ${trial.models} models (${trial.latency_ms} ms).`
      : `${provider} ${oneLine(trial.error ?? 'did not answer', 500)}.`,
  );
}

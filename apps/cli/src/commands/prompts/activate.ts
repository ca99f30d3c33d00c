import type { Client } from '@overmind/client/http';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { activatePrompt } from '@overmind/contracts/routes/prompts';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readCount } from '../count.ts';
import { findPrompt } from './find.ts';

interface ActivateOptions {
  json?: boolean;
}

export function addActivatePrompt(prompts: Command): void {
  prompts
    .command('activate')
    .description('Has a version of a prompt used from the next call on.')
    .argument('<name>', 'as `prompts list` shows it')
    .argument('<version>', 'its number', readCount)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts activate planner.requests 3')
    .action(async (named: string, version: number, options: ActivateOptions) => {
      const { client } = await openSession();
      await activate(client, await findPrompt(client, named), version, options);
    });
}

export function addRollbackPrompt(prompts: Command): void {
  prompts
    .command('rollback')
    .description('Has the version before the active one used again. No version is lost.')
    .argument('<name>', 'as `prompts list` shows it')
    .option('--to <version>', 'this older version', readCount)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts rollback planner.requests')
    .action(rollback);
}

async function rollback(named: string, options: ActivateOptions & { to?: number }): Promise<void> {
  const { client } = await openSession();
  const prompt = await findPrompt(client, named);
  const { key, active_version: active } = prompt;
  const version = options.to ?? active - 1;
  if (active === 1)
    throw new Failure(`Version 1 of ${key} is active; there is none before it.`, exitCodes.usage);
  if (version >= active)
    throw new Failure(
      `Version ${version} of ${key} is not older than the active one, which is ${active}.`,
      exitCodes.usage,
    );
  await activate(client, prompt, version, options);
}

async function activate(
  client: Client,
  prompt: Prompt,
  version: number,
  options: ActivateOptions,
): Promise<void> {
  const { id, key, active_version: before } = prompt;
  const changed = await client.call(activatePrompt, {
    ...{ params: { id }, body: { version } },
    ifMatch: prompt.version,
  });
  if (options.json) return printJson(changed);
  if (before === version) return printLine(`Version ${version} of ${key} is active already.`);
  printLine(
    `Version ${version} of ${key} is active. Take it back: overmind prompts activate ${key} ${before}`,
  );
}

import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { getPromptVersion } from '@overmind/contracts/routes/prompts';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { findPrompt } from './find.ts';

interface ShowOptions {
  version?: number;
  json?: boolean;
}

export function addShowPrompt(prompts: Command): void {
  prompts
    .command('show')
    .description('What a prompt says. What --json prints can be changed and given to `prompts edit`.')
    .argument('<name>', 'as `prompts list` shows it')
    .option('--version <number>', 'this version; else the active one', readCount)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts show planner.requests --json > planner.json')
    .action(show);
}

async function show(named: string, options: ShowOptions): Promise<void> {
  const { client } = await openSession();
  const prompt = await findPrompt(client, named);
  const params = { id: prompt.id, version: options.version ?? prompt.active_version };
  const version = await client.call(getPromptVersion, { params });
  if (options.json) return printJson({ prompt, version });
  printLine(renderPrompt(prompt, version));
}

/** A version for people to read, with nothing in it that could steer their terminal. */
export function renderPrompt(prompt: Prompt, version: PromptVersion): string {
  const state = version.number === prompt.active_version ? 'active' : 'not active';
  const note = version.note === '' ? '' : `\nNote: ${oneLine(version.note, 200)}`;
  const variables = version.variables.map(({ name, kind, description }) =>
    `  {{${name}}}  ${kind}  ${oneLine(description, 100)}`.trimEnd(),
  );
  return [
    `${prompt.key}  ${oneLine(prompt.title, 200)}  version ${version.number}, ${state}${note}`,
    ...part('System', version.system),
    ...part('Body', version.body),
    ...(variables.length === 0 ? [] : ['', 'Variables:', ...variables]),
  ].join('\n');
}

const part = (name: string, text: string): string[] =>
  text === '' ? [] : ['', `${name}:`, plainText(text).trimEnd()];

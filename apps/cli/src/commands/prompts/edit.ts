import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Client } from '@overmind/client/http';
import { NewPromptVersion, Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { createPromptVersion, getPromptVersion } from '@overmind/contracts/routes/prompts';
import type { Command } from 'commander';
import { z } from 'zod';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { findPrompt } from './find.ts';

interface EditOptions {
  file: string;
  note?: string;
  json?: boolean;
}

export function addEditPrompt(prompts: Command): void {
  prompts
    .command('edit')
    .description('Stores the next version of a prompt from a file. It is used once it is activated.')
    .argument('<name>', 'as `prompts list` shows it')
    .requiredOption('-f, --file <file>', 'JSON as `show --json` prints it, or the new body; - for a pipe')
    .option('-n, --note <text>', 'why it was changed')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts edit planner.requests --file planner.json')
    .action(edit);
}

/** With the state of the template that the edit began from, so that nobody's edit is lost. */
const Shown = z.object({ prompt: Prompt, version: PromptVersion });

type FileEdit =
  | { kind: 'shown'; key: string; templateVersion: number; version: NewPromptVersion }
  | { kind: 'whole'; version: NewPromptVersion }
  | { kind: 'body'; body: string };

async function edit(named: string, options: EditOptions): Promise<void> {
  const given = readEdit(await readText(options.file));
  const { client } = await openSession();
  const prompt = await findPrompt(client, named);
  if (given.kind === 'shown' && given.key !== prompt.key)
    throw new Failure(`The file holds the prompt "${given.key}", not "${prompt.key}".`, exitCodes.usage);
  const { note = '' } = options;
  const made = await client.call(createPromptVersion, {
    params: { id: prompt.id },
    body: { ...(await wordsOf(client, prompt, given)), note },
    ifMatch: given.kind === 'shown' ? given.templateVersion : prompt.version,
  });
  if (options.json) return printJson(made);
  printLine(
    `${prompt.key} has a version ${made.number}. Use it: overmind prompts activate ${prompt.key} ${made.number}`,
  );
}

/** A body alone takes the place of the active one. */
async function wordsOf(client: Client, prompt: Prompt, given: FileEdit) {
  if (given.kind !== 'body') return given.version;
  const params = { id: prompt.id, version: prompt.active_version };
  const { system, variables } = await client.call(getPromptVersion, { params });
  return { system, body: given.body, variables };
}

async function readText(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  return readFile(file, 'utf8').catch(() => {
    throw new Failure(`The file ${file} cannot be read.`, exitCodes.usage);
  });
}

/** What is no JSON object is a body. */
function readEdit(text: string): FileEdit {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return { kind: 'body', body: text.trimEnd() };
  const isShown = 'prompt' in value;
  const parsed = isShown ? Shown.safeParse(value) : NewPromptVersion.safeParse(value);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('/')}: ${message}`);
    throw new Failure(`This is no prompt.\n  ${lines.join('\n  ')}`, exitCodes.usage);
  }
  if (!('prompt' in parsed.data)) return { kind: 'whole', version: parsed.data };
  const { prompt, version } = parsed.data;
  const { system, body, variables } = version;
  return {
    ...{ kind: 'shown', key: prompt.key, templateVersion: prompt.version },
    version: { system, body, variables, note: '' },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A body in plain text.
    return null;
  }
}

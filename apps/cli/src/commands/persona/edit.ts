import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { AgentName } from '@overmind/contracts/entities/agent';
import { Persona, PersonaEdit } from '@overmind/contracts/entities/persona';
import { putPersona, resetPersona } from '@overmind/contracts/routes/personas';
import type { Command } from 'commander';
import { z } from 'zod';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { confirm } from '../../terminal/confirm.ts';

interface EditOptions {
  project?: string;
  note?: string;
  json?: boolean;
}

export function addEditPersona(personas: Command): void {
  personas
    .command('edit')
    .description(
      'Writes the next version of a persona from a file, or adds one. The file is what `show --json` prints.',
    )
    .argument('<file>', 'JSON with its key, name, role, system_prompt and more; - for a pipe')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-n, --note <text>', 'why it was changed')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind personas edit qa.json --note "ask about load"')
    .action(edit);
}

const Bare = PersonaEdit.extend({ key: AgentName });
/** With the version that the edit began from, so that nobody's edit is lost. */
const Shown = z.object({
  persona: Persona,
  is_enabled: z.boolean(),
  version: z.number().int(),
});

interface FileEdit {
  key: string;
  body: PersonaEdit;
  version: number | null;
}

async function edit(file: string, options: EditOptions): Promise<void> {
  const { key, body, version } = readEdit(await readJson(file));
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const stored = await client.call(putPersona, {
    params: { id, key },
    body: { ...body, ...(options.note === undefined ? {} : { note: options.note }) },
    ...(version === null ? {} : { ifMatch: version }),
  });
  if (options.json) return printJson(stored);
  printLine(`${key} is stored as version ${stored.version}.`);
}

async function readJson(file: string): Promise<unknown> {
  const text =
    file === '-'
      ? await readAll(process.stdin)
      : await readFile(file, 'utf8').catch(() => {
          throw new Failure(`The file ${file} cannot be read.`, exitCodes.usage);
        });
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('The file is no JSON. Begin with: overmind personas show KEY --json', exitCodes.usage);
  }
}

function readEdit(value: unknown): FileEdit {
  const isShown = typeof value === 'object' && value !== null && 'persona' in value;
  const parsed = isShown ? Shown.safeParse(value) : Bare.safeParse(value);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('/')}: ${message}`);
    throw new Failure(`This is no persona.\n  ${lines.join('\n  ')}`, exitCodes.usage);
  }
  if ('persona' in parsed.data) {
    const { persona, is_enabled, version } = parsed.data;
    const { key, ...rest } = persona;
    return { key, body: { ...rest, is_enabled, note: '' }, version };
  }
  const { key, ...body } = parsed.data;
  return { key, body, version: null };
}

export function addResetPersona(personas: Command): void {
  personas
    .command('reset')
    .description('Makes a built-in persona what it began as, as its next version.')
    .argument('<key>', 'as `personas list` shows it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind personas reset quality_assurance')
    .action(reset);
}

async function reset(key: string, options: EditOptions & { yes?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  await confirm(`Make ${key} what it began as?`, options.yes === true);
  const stored = await client.call(resetPersona, { params: { id, key } });
  if (options.json) return printJson(stored);
  printLine(`${key} is as it began, as version ${stored.version}.`);
}

import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Client } from '@overmind/client/http';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { editState, getLatestState } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure, toFailure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { editText } from '../../terminal/edit-text.ts';
import { documentOf } from './document.ts';

interface EditOptions {
  project?: string;
  notes?: string;
  reason?: string;
  json?: boolean;
}

interface NewNotes {
  text: string;
  /** Where the words are kept if they cannot be stored. */
  keptAt: string | null;
  stored(): Promise<void>;
}

export function addEditState(state: Command): void {
  state
    .command('edit')
    .description('Opens the notes in your editor and stores them as a new version.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-N, --notes <file>', 'take the notes from this file, or from a pipe with -')
    .option('-r, --reason <text>', 'what the change is for')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state edit\n  $ overmind state edit --notes - < notes.md')
    .action(edit);
}

const asGiven = (text: string): NewNotes => ({ text, keptAt: null, stored: async () => {} });

async function readNotes(before: string, from: string | undefined): Promise<NewNotes> {
  if (from === '-' || (from === undefined && !process.stdin.isTTY && !process.env['EDITOR']))
    return asGiven(await readAll(process.stdin));
  if (from === undefined) {
    const edited = await editText(before, 'notes.md');
    return { text: edited.text, keptAt: edited.path, stored: edited.discard };
  }
  return asGiven(
    await readFile(from, 'utf8').catch(() => {
      throw new Failure(`The file ${from} cannot be read.`, exitCodes.usage);
    }),
  );
}

async function edit(options: EditOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const latest = await client.call(getLatestState, { params: { id } });
  const before = documentOf(latest).notes;
  const notes = await readNotes(before, options.notes);
  if (notes.text === before) {
    await notes.stored();
    return options.json ? printJson(latest) : printLine('The notes are as they were.');
  }
  const version = await store(client, latest, notes, options.reason);
  await notes.stored();
  if (options.json) return printJson(version);
  printLine(`Stored as version ${version.version}.`);
}

/** Notes that others wrote meanwhile are merged; where both touched the same lines, nobody's words are lost. */
async function store(
  client: Client,
  base: StateVersion,
  notes: NewNotes,
  reason: string | undefined,
): Promise<StateVersion> {
  const body = {
    state_format: 'json' as const,
    content: JSON.stringify({ ...documentOf(base), notes: notes.text }),
    base_version: base.version,
    ...(reason === undefined ? {} : { reason }),
  };
  try {
    return await client.call(editState, { params: { id: base.project_id }, body });
  } catch (error) {
    const isConflict = error instanceof AppError && error.status === 409;
    const { message, exitCode } = toFailure(error);
    const hint = isConflict ? '\nSee what stands there now: overmind state show --section notes' : '';
    const kept =
      notes.keptAt === null ? '' : `\nYour text is kept in ${notes.keptAt}; store it with --notes.`;
    throw new Failure(`${message}${hint}${kept}`, exitCode);
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exitCodes, Failure } from '../failure.ts';

/** A text on disk while a person works on it. */
export interface EditedText {
  text: string;
  path: string;
  /** Removes the file; without it the person's words stay where they can be found. */
  discard(): Promise<void>;
}

/** The person's editor as a command with its arguments; git's order of asking. */
function editorOf(env: NodeJS.ProcessEnv): [string, ...string[]] {
  const [program, ...args] = (env['VISUAL'] || env['EDITOR'] || 'vi').trim().split(/\s+/);
  return [program ?? 'vi', ...args];
}

/** Opens a text in the person's editor and answers it as it was saved. */
export async function editText(
  before: string,
  fileName: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<EditedText> {
  const hasEditor = Boolean(env['VISUAL'] || env['EDITOR']);
  if (!hasEditor && !process.stdin.isTTY)
    throw new Failure('There is no editor: set EDITOR, or give the text with --notes FILE.', exitCodes.usage);
  const path = join(await mkdtemp(join(tmpdir(), 'overmind-')), fileName);
  await writeFile(path, before, { mode: 0o600 });
  const [program, ...args] = editorOf(env);
  const child = spawn(program, [...args, path], { stdio: 'inherit' });
  const [code] = (await once(child, 'close').catch((cause: unknown) => {
    throw new Failure(`The editor ${program} could not be started: ${String(cause)}`);
  })) as [number | null];
  if (code !== 0) throw new Failure(`The editor ended with ${code ?? 'a signal'}; nothing was changed.`);
  const discard = (): Promise<void> => rm(dirname(path), { recursive: true, force: true });
  return { text: await readFile(path, 'utf8'), path, discard };
}

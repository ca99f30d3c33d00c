import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FoundAgent } from '../../../presets/agent-catalogue.ts';
import { isFolder } from '../../../presets/kept-file.ts';
import { moveFiles, pickFiles } from '../../../presets/sessions/pick-files.ts';
import type { SessionStore, SessionTransfer } from '../../../presets/sessions/store.ts';
import type { StepContext } from '../../../process/run-step.ts';
import { removeTree } from '../../../workspace/remove-tree.ts';
import { askProgram } from './ask-program.ts';

export interface CarryOver {
  /** The home as the attempt before left it. */
  left: string;
  /** The new one, still empty. */
  home: string;
  sessionId: string;
  store: SessionStore;
  found: Extract<FoundAgent, { ok: true }>;
  step: StepContext;
  /** How long the program may take to tell the session and to take it in. */
  mostMs: number;
}

/**
 * Puts the session of an earlier attempt into a new home. False where the agent's program could not do that, or not in
 * time, or the run was stopped meanwhile: the new home is empty then, and the session is where it was.
 */
export async function carryOver(task: CarryOver): Promise<boolean> {
  const { left, home, store } = task;
  if (store.transfer === undefined) {
    await pickFiles(left, home, store.files);
    return true;
  }
  const stage = join(dirname(home), 'stage');
  // A runner that was killed meanwhile could not put them back.
  if (await isFolder(stage)) await moveFiles(stage, left, store.files);
  await removeTree(stage);
  await mkdir(stage, { mode: 0o700 });
  let isDone = false;
  try {
    await moveFiles(left, stage, store.files);
    isDone = await transfer(task, store.transfer, stage);
    return isDone;
  } finally {
    if (!isDone) await moveFiles(stage, left, store.files);
    await removeTree(stage);
  }
}

const fitId = /^[A-Za-z0-9][\w.:-]{0,199}$/;

async function transfer(task: CarryOver, { tell, take, clean }: SessionTransfer, stage: string) {
  const { home, sessionId, step, mostMs } = task;
  if (!fitId.test(sessionId)) return false;
  const late = new AbortController();
  using _clock = step.control.countdown(mostMs, () => late.abort());
  const printed = await ask(task, stage, tell(sessionId), late.signal);
  const session = printed === null ? null : clean(printed);
  if (session === null) return false;
  const file = join(home, 'session.json');
  await writeFile(file, session, { flag: 'wx', mode: 0o600 });
  const isTaken = (await ask(task, home, take(file), late.signal)) !== null;
  if (isTaken) await removeTree(file);
  // Half a session is none.
  else await empty(home);
  return isTaken;
}

async function empty(home: string): Promise<void> {
  await removeTree(home);
  await mkdir(home, { mode: 0o700 });
}

function ask({ found, step }: CarryOver, home: string, args: readonly string[], late: AbortSignal) {
  const [program = ''] = found.argv;
  const env = { ...found.preset?.fixed(home), HOME: home };
  return askProgram({ argv: [program, ...args], env, readWrite: [home] }, step, late);
}

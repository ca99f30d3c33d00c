import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { Command } from '@overmind/contracts/entities/agent';
import { monotonicMs, pause } from '../clock.ts';
import { codeOf, messageOf } from '../log.ts';
import type { PumpWatch, StepOutput } from '../output/run-output.ts';
import type { Confinement } from '../sandbox/confinement.ts';
import { findProgram } from './find-program.ts';
import type { RunControl } from './run-control.ts';
import type { StepProcess } from './step-process.ts';

export type StepEnd =
  | { kind: 'exited'; exitCode: number }
  | { kind: 'timed_out' | 'output_limit' | 'stopped'; exitCode: number | null }
  | { kind: 'limit_exceeded'; exitCode: number | null; detail: string }
  | { kind: 'not_found' | 'refused'; detail: string };

export interface StepContext {
  workspace: string;
  confinement: Confinement;
  control: RunControl;
  killGraceMs: number;
}

type Cause = 'timed_out' | 'output_limit' | 'stopped' | 'limit_exceeded';

/** A pipe that still moves nothing so long after every process of the step is gone is held by a stranger. */
const strayPipeMs = 1_000;

/** Runs one argv to its end. What happens to it is the result; only the runner's own faults throw. */
export async function runStep(command: Command, output: StepOutput, context: StepContext): Promise<StepEnd> {
  const { control, workspace } = context;
  await control.whenThawed();
  if (control.signal.aborted) return { kind: 'stopped', exitCode: null };
  const cwd = await findFolder(workspace, command.cwd);
  if (cwd === null)
    return { kind: 'refused', detail: `The folder "${command.cwd}" is not inside the repository.` };
  const [name = ''] = command.run;
  const program = await findProgram(name, cwd, context.confinement.searchPath);
  if (program === null)
    return { kind: 'not_found', detail: `The program "${name}" was not found on this runner.` };
  const argv = [program, ...command.run.slice(1)];
  try {
    const process = await context.confinement.start({ argv, cwd });
    return await watchStep(process, command, output, context);
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'E2BIG', 'ENOEXEC'].includes(codeOf(error) ?? '')) throw error;
    return { kind: 'not_found', detail: `The program "${name}" could not be started: ${messageOf(error)}` };
  }
}

/** The real folder of a step, or null when it is missing or a link leads out of the workspace. */
async function findFolder(workspace: string, cwd: string): Promise<string | null> {
  try {
    const root = await realpath(workspace);
    const folder = await realpath(join(root, cwd));
    return folder === root || folder.startsWith(root + sep) ? folder : null;
  } catch {
    return null;
  }
}

async function watchStep(
  process: StepProcess,
  command: Command,
  output: StepOutput,
  { control, killGraceMs, confinement }: StepContext,
): Promise<StepEnd> {
  let cause: Cause | null = null;
  let ending: Promise<void> | null = null;
  const stop = (why: Cause): void => {
    cause ??= why;
    const graceMs = control.reason === 'lost' || why === 'limit_exceeded' ? 0 : killGraceMs;
    ending ??= process.end(graceMs);
  };
  using _attached = control.attach(process);
  using _clock = control.countdown(command.timeout_s * 1_000, () => stop('timed_out'));
  using _stopped = whenAborted(control.signal, () => stop('stopped'));
  using _limited = whenAborted(confinement.exceeded, () => stop('limit_exceeded'));
  const watch: PumpWatch = { chunks: 0, waiting: 0, onLimit: () => stop('output_limit') };
  const { stdout, stderr } = process.streams;
  const pumps = Promise.all([pump(output, 'stdout', stdout, watch), pump(output, 'stderr', stderr, watch)]);
  // A fault of the disk ends the step; it is thrown below, when the processes are gone.
  pumps.catch(() => stop('stopped'));
  const exit = await process.exit;
  await (ending ?? process.end(Math.min(killGraceMs, 2_000)));
  await closeStrayPipes([stdout, stderr], pumps, watch);
  await pumps;
  await confinement.checkLimits();
  return endOf(cause, exit.code, confinement);
}

function endOf(cause: Cause | null, exitCode: number, { exceeded }: Confinement): StepEnd {
  // The kernel may have ended the process at the limit before anyone here was told.
  const why = cause ?? (exceeded.aborted ? 'limit_exceeded' : null);
  if (why === null) return { kind: 'exited', exitCode };
  return why === 'limit_exceeded'
    ? { kind: why, exitCode, detail: String(exceeded.reason) }
    : { kind: why, exitCode };
}

/** Acts at once where it is aborted already; not after disposal. */
export function whenAborted(signal: AbortSignal, act: () => void): Disposable {
  signal.addEventListener('abort', act, { once: true });
  if (signal.aborted) act();
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', act) };
}

async function pump(
  output: StepOutput,
  name: 'stdout' | 'stderr',
  stream: Readable,
  watch: PumpWatch,
): Promise<void> {
  try {
    await output.pump(name, stream, watch);
  } catch (error) {
    if (codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** Ends pipes that nothing comes through any more once every process that should hold them is gone. */
export async function closeStrayPipes(
  streams: Readable[],
  pumps: Promise<unknown>,
  watch: PumpWatch,
): Promise<void> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  const settled = pumps.then(done, done);
  let movedAt = monotonicMs();
  for (let seen = watch.chunks; !isDone; seen = watch.chunks) {
    await Promise.race([settled, pause(50)]);
    if (watch.chunks !== seen || watch.waiting > 0) movedAt = monotonicMs();
    if (monotonicMs() - movedAt > strayPipeMs) for (const stream of streams) stream.destroy();
  }
}

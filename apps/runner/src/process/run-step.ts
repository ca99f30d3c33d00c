import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { Command } from '@overmind/contracts/entities/agent';
import { monotonicMs, pause } from '../clock.ts';
import { codeOf, messageOf } from '../log.ts';
import type { PumpWatch, StepOutput } from '../output/run-output.ts';
import { findProgram } from './find-program.ts';
import type { Isolation } from './isolation.ts';
import { forgetProcess, recordProcess } from './orphans.ts';
import type { RunControl } from './run-control.ts';
import { StepProcess } from './step-process.ts';

export type StepEnd =
  | { kind: 'exited'; exitCode: number }
  | { kind: 'timed_out' | 'output_limit' | 'stopped'; exitCode: number | null }
  | { kind: 'not_found' | 'refused'; detail: string };

export interface StepContext {
  runId: string;
  /** Where the process is recorded for the sweep after a crash. */
  folder: string;
  workspace: string;
  env: Record<string, string>;
  network: 'none' | 'full';
  isolation: Isolation;
  control: RunControl;
  killGraceMs: number;
}

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
  const program = await findProgram(name, cwd, context.env.PATH ?? '');
  if (program === null)
    return { kind: 'not_found', detail: `The program "${name}" was not found on this runner.` };
  const argv = context.isolation.wrap([program, ...command.run.slice(1)], context.network);
  if (argv === null) {
    return {
      kind: 'refused',
      detail: 'This agent must run without network, and this machine cannot take it away.',
    };
  }
  try {
    const onSpawn = (pid: number) => recordProcess(context.folder, pid);
    // In a namespace of its own nothing can slip away, so there is no need to look for the marker.
    const runId = context.isolation.level === 'pid_namespace' ? null : context.runId;
    const process = await StepProcess.start({ argv, cwd, env: context.env, runId, onSpawn });
    return await watchStep(process, command, output, context);
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'E2BIG', 'ENOEXEC'].includes(codeOf(error) ?? '')) throw error;
    return { kind: 'not_found', detail: `The program "${name}" could not be started: ${messageOf(error)}` };
  } finally {
    forgetProcess(context.folder);
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
  { control, killGraceMs }: StepContext,
): Promise<StepEnd> {
  let cause: 'timed_out' | 'output_limit' | 'stopped' | null = null;
  let ending: Promise<void> | null = null;
  const stop = (why: NonNullable<typeof cause>): void => {
    cause ??= why;
    ending ??= process.end(control.reason === 'lost' ? 0 : killGraceMs);
  };
  using _attached = control.attach(process);
  using _clock = control.countdown(command.timeout_s * 1_000, () => stop('timed_out'));
  const onAbort = (): void => stop('stopped');
  control.signal.addEventListener('abort', onAbort, { once: true });
  if (control.signal.aborted) onAbort();
  try {
    const watch: PumpWatch = { chunks: 0, waiting: 0, onLimit: () => stop('output_limit') };
    const { stdout, stderr } = process.streams;
    const pumps = Promise.all([pump(output, 'stdout', stdout, watch), pump(output, 'stderr', stderr, watch)]);
    // A fault of the disk ends the step; it is thrown below, when the processes are gone.
    pumps.catch(() => stop('stopped'));
    const exit = await process.exit;
    await (ending ?? process.end(Math.min(killGraceMs, 2_000)));
    await closeStrayPipes([stdout, stderr], pumps, watch);
    await pumps;
    return cause === null ? { kind: 'exited', exitCode: exit.code } : { kind: cause, exitCode: exit.code };
  } finally {
    control.signal.removeEventListener('abort', onAbort);
  }
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

async function closeStrayPipes(
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

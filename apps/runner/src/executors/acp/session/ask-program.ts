import type { Readable } from 'node:stream';
import { settledWithin } from '../../../clock.ts';
import { codeOf } from '../../../log.ts';
import { type StepContext, whenAborted } from '../../../process/run-step.ts';
import type { StepProcess } from '../../../process/step-process.ts';
import type { StartOptions } from '../../../sandbox/confinement.ts';

const mostBytes = 64 * 1024 * 1024;
const endMs = 1_000;

/** What a program prints within the run's confinement; null when it fails, is late or prints too much. */
export async function askProgram(
  options: Omit<StartOptions, 'cwd' | 'stdin'>,
  { control, confinement, workspace }: StepContext,
  late: AbortSignal,
): Promise<string | null> {
  await control.whenThawed();
  if (control.signal.aborted || late.aborted) return null;
  let process: StepProcess;
  try {
    process = await confinement.start({ ...options, cwd: workspace });
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'E2BIG', 'ENOEXEC'].includes(codeOf(error) ?? '')) throw error;
    return null;
  }
  const stop = (): void => void process.end(0);
  using _attached = control.attach(process);
  using _late = whenAborted(late, stop);
  using _stopped = whenAborted(control.signal, stop);
  using _limited = whenAborted(confinement.exceeded, stop);
  const { stdout, stderr } = process.streams;
  stderr.resume();
  const printed = readAll(stdout);
  printed.catch(stop);
  const { code } = await process.exit;
  await process.end(endMs);
  // A process that left the tree may hold the pipe.
  const isWhole = await settledWithin(printed, endMs);
  for (const stream of [stdout, stderr]) stream.destroy();
  return code === 0 && isWhole ? printed.catch(() => null) : null;
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) throw new Error('It printed too much.');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

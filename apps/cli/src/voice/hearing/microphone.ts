import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProgram } from '@overmind/speech/find-program';
import { Failure } from '../../failure.ts';
import { settledWithin } from '../../settled-within.ts';
import { recorderAdvice, recordersOf } from './recorders.ts';

const firstSoundMs = 10_000;
const stopMs = 2_000;
const keptErrors = 2_000;
const lostAdvice =
  'Look whether it is plugged in and switched on, or name another with --device; then listen again.';
const macAdvice =
  'Let the terminal use it: System Settings → Privacy & Security → Microphone; then open the terminal anew.';

/** A microphone that is on. Whoever opened it stops it. */
export interface Microphone {
  /** The program that records. */
  name: string;
  /** Samples of 16 bits as they come; over when it is stopped or unplugged. To be read once. */
  chunks: AsyncIterable<Buffer>;
  stop(): Promise<void>;
  /** Once it is stopped: what to tell where the program had ended before; null where nobody need know. */
  lost(): string | null;
}

export interface MicrophoneOptions {
  device: string | null;
  signal: AbortSignal;
  platform?: NodeJS.Platform;
}

/** Turns the microphone on with the first recorder on the PATH that gives sound; the others' reasons are told. */
export async function openMicrophone(
  { device, signal, platform = process.platform }: MicrophoneOptions,
  path = process.env['PATH'],
): Promise<Microphone> {
  const reasons: string[] = [];
  for (const recorder of recordersOf(platform)) {
    const file = await findProgram(recorder.name, path);
    if (file === null) continue;
    const argv = recorder.argv(device);
    const opened = argv === null ? 'it cannot be told which' : await start(file, recorder.name, argv, signal);
    if (typeof opened !== 'string') return opened;
    signal.throwIfAborted();
    reasons.push(`${recorder.name}: ${opened}`);
  }
  if (reasons.length === 0)
    throw new Failure(`No program that records was found. ${recorderAdvice(platform)}`);
  const advice = platform === 'darwin' ? `\n${macAdvice}` : '';
  throw new Failure(`The microphone cannot be opened.\n  ${reasons.join('\n  ')}${advice}`);
}

/** A string says why it gives no sound. */
async function start(
  file: string,
  name: string,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<Microphone | string> {
  const child = spawn(file, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close').catch((error: Error) => error.message);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors);
  });
  const lastWords = (silent: string): string => errors.trim().split('\n').at(-1) || silent;
  let isStopped = false;
  let isLost = false;
  const stop = (): Promise<void> => {
    isStopped = true;
    return end(child, closed);
  };
  const interrupt = (): void => void stop();
  signal.addEventListener('abort', interrupt, { once: true });
  void closed.then(() => signal.removeEventListener('abort', interrupt));
  const chunks = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await firstOf(chunks);
  if (first === null) return stop().then(() => lastWords('it gives no sound'));
  const onOver = (): void => {
    isLost = !isStopped;
  };
  const lost = (): string | null =>
    isLost && !signal.aborted
      ? `The microphone is gone.\n  ${name}: ${lastWords('it ended without a word')}\n${lostAdvice}`
      : null;
  return { name, chunks: withFirst(first, chunks, onOver), stop, lost };
}

/** Null where it ends, or is silent for long, before there is anything. */
async function firstOf(chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), firstSoundMs);
  });
  const next = chunks.next().catch(() => null);
  const first = await Promise.race([next, tooLate]);
  clearTimeout(timer);
  return first === null || first.done === true ? null : first.value;
}

async function* withFirst(
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  onOver: () => void,
): AsyncGenerator<Buffer> {
  yield first;
  for (;;) {
    // A pipe that is let go ends with an error.
    const next = await rest.next().catch(() => null);
    if (next === null || next.done === true) return onOver();
    yield next.value;
  }
}

async function end(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  child.stdout?.destroy();
  child.kill('SIGTERM');
  if (await settledWithin(closed, stopMs)) return;
  child.kill('SIGKILL');
  await closed;
}

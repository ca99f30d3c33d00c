import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { PassThrough } from 'node:stream';
import { SpeechError } from '../speech-error.ts';
import { type Bounds, confine } from './confine.ts';
import { isByOthers } from './ended-by-others.ts';
import { toPieces } from './pieces.ts';
import { exitOverMemory } from './plain/bound-memory.ts';

const keptStderr = 4096;
/** So long at the most may somebody wait for the next sound: it stands still, whatever it took of a processor. */
export const mostWaitMs = 15 * 60_000;
/** How ffmpeg ends when it is asked to by a signal, which it catches. */
const askedToEnd = 255;

export interface DecoderEnd {
  /** Null when it ended as it should. */
  fault: string | null;
  /** Somebody or the system ended it, by no known fault of the file. */
  isKilled: boolean;
  /** The end of what it said about the file. */
  said: string;
}

export interface Decoder {
  pieces: AsyncIterable<Float32Array>;
  /** Known when the pieces are over. */
  end(): Promise<DecoderEnd>;
}

/** Starts a program that prints samples (32 bits, little endian, `speechRate`) as fast as they are taken. */
export async function startDecoder(
  argv: readonly string[],
  bounds: Bounds,
  signal?: AbortSignal,
): Promise<Decoder> {
  const [file = '', ...args] = await confine(argv, bounds);
  signal?.throwIfAborted();
  const child = spawn(file, args, {
    cwd: '/',
    // From its sources a program would keep what it compiled, and no program here may write.
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TSX_DISABLE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // Awaited by `end` as well; whoever stops earlier is not to be ended by it.
  closed.catch(() => {});
  if (child.pid !== undefined) lower(child.pid);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptStderr);
  });
  // Node throws away what a program printed and nobody read when it ends; this one reads at once, to a bound.
  const printed = child.stdout.pipe(new PassThrough());
  const abort = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', abort, { once: true });
  return { pieces: pieces(), end };

  async function* pieces(): AsyncGenerator<Float32Array> {
    let isOver = false;
    let waiting = setTimeout(abort, mostWaitMs);
    try {
      for await (const piece of toPieces(printed)) {
        clearTimeout(waiting);
        yield piece;
        waiting = setTimeout(abort, mostWaitMs);
      }
      isOver = true;
      signal?.throwIfAborted();
    } finally {
      clearTimeout(waiting);
      signal?.removeEventListener('abort', abort);
      if (!isOver) abort();
    }
  }

  async function end(): Promise<DecoderEnd> {
    const waiting = setTimeout(abort, mostWaitMs);
    const [code, killedBy] = await closed
      .catch((cause: Error) => {
        throw new SpeechError('failed', `The decoder ${argv[0]} did not start: ${cause.message}`, { cause });
      })
      .finally(() => clearTimeout(waiting));
    const isKilled = code === askedToEnd || isByOthers(killedBy);
    return { fault: faultOf(code, killedBy), isKilled, said: said.trim() };
  }
}

function faultOf(code: number | null, killedBy: NodeJS.Signals | null): string | null {
  if (code === 0) return null;
  if (killedBy === 'SIGXCPU') return 'it took too long';
  if (code === exitOverMemory) return 'it took too much memory';
  return killedBy === null ? `the decoder ended with ${code}` : `the decoder was ended by ${killedBy}`;
}

function lower(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It has ended already.
  }
}

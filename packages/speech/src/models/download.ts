import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SpeechError } from '../speech-error.ts';
import { hashFile } from './check.ts';
import type { ModelFile } from './manifest.ts';
import { openDownload } from './open-download.ts';

const mostTries = 4;

export interface Download {
  file: ModelFile & { url: string };
  /** What arrived so far is kept there, so that the next try goes on from it. */
  part: string;
  target: string;
  signal?: AbortSignal | undefined;
  onBytes?: ((count: number) => void) | undefined;
}

/**
 * Fetches one file, going on where an earlier try ended, and moves it to its place when its SHA-256 is the one of the
 * manifest. Throws `SpeechError`.
 */
export async function download(order: Download): Promise<void> {
  for (let tries = 1; ; tries++) {
    const before = await sizeOf(order.part);
    try {
      if (before < order.file.size_bytes) await fetchRest(order, before);
      break;
    } catch (error) {
      order.signal?.throwIfAborted();
      if (error instanceof SpeechError) throw error;
      const hasMoved = (await sizeOf(order.part)) > before;
      if (isDiskFull(error) || (tries >= mostTries && !hasMoved)) throw explain(order, error);
    }
  }
  await settle(order);
}

async function settle({ file, part, target, signal }: Download): Promise<void> {
  if ((await hashFile(part, signal)) === file.sha256) return rename(part, target);
  await rm(part, { force: true });
  throw new SpeechError(
    'no_model',
    `${file.url} is not the file that the manifest names: its SHA-256 differs. It was thrown away.`,
  );
}

async function fetchRest({ file, part, signal, onBytes }: Download, from: number): Promise<void> {
  const { body, startsAt } = await openDownload(new URL(file.url), from, signal);
  onBytes?.(startsAt);
  let size = startsAt;
  await using kept = await open(part, startsAt > 0 ? 'a' : 'w');
  for await (const chunk of body) {
    signal?.throwIfAborted();
    size += chunk.length;
    if (size > file.size_bytes) throw tooLong(file);
    // Written before more is asked for, so that what arrived is there whatever happens next.
    await kept.writeFile(chunk);
    onBytes?.(size);
  }
  if (size < file.size_bytes) throw new Error('the connection ended early');
}

const tooLong = (file: ModelFile & { url: string }): SpeechError =>
  new SpeechError('no_model', `${file.url} is longer than the manifest says: ${file.size_bytes} bytes.`);

const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

function explain({ file, part }: Download, error: unknown): SpeechError {
  const sentence = isDiskFull(error)
    ? `The disk with ${dirname(part)} is full. Free some and pull again: it goes on from there.`
    : `${file.url} could not be fetched: ${(error as Error).message}. Pull again: it goes on from there.`;
  return new SpeechError('no_model', sentence, { cause: error });
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

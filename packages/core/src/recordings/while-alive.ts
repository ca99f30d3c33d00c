import { noteHearing } from '@overmind/db/queries/voice/hearing';
import type { Core } from '../core.ts';

const everyMs = 5_000;
/** A worker that says nothing for so long is gone. */
const aliveMs = 30_000;

/**
 * Works on a recording and says all the while that somebody does, so that nobody else takes it up. The work is told to
 * end when the recording was deleted.
 */
export async function whileAlive<T>(
  core: Core,
  id: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const note = () =>
    noteHearing(core.db, id, aliveMs).then(
      (isThere) => isThere || gone.abort(),
      (error: unknown) =>
        core.log.warn({ err: error, recording: id }, 'a worker could not say that it goes on'),
    );
  const beat = setInterval(() => void note(), everyMs);
  try {
    await note();
    return await work(gone.signal);
  } finally {
    clearInterval(beat);
  }
}

import type { Engines } from '../engines.ts';
import type { ToEngines } from '../protocol.ts';
import { Handover, type Say, type ServedJob } from './job.ts';

/** Hears a recording, whose pieces are asked for one by one. */
export function startHearing(
  engines: Engines,
  { id, options }: ToEngines & { type: 'recognise' },
  say: Say,
): ServedJob {
  const stop = new AbortController();
  const pieces = new Handover<Float32Array | 'over'>();
  const hear = async (): Promise<string> => {
    const recogniser = await engines.recogniser();
    stop.signal.throwIfAborted();
    const { language } = await recogniser.recognise(
      pulled(),
      (segment) => say({ type: 'segment', id, segment }),
      {
        ...options,
        signal: stop.signal,
        onProgress: (heardS, toldS) => say({ type: 'progress', id, heardS, toldS }),
      },
    );
    return language;
  };
  return {
    over: hear(),
    take: (message) => {
      if (message.type === 'piece') pieces.give(message.samples ?? 'over');
    },
    cancel: () => {
      stop.abort();
      pieces.give('over');
    },
  };

  async function* pulled(): AsyncGenerator<Float32Array> {
    for (;;) {
      say({ type: 'pull', id });
      const piece = await pieces.take();
      if (piece === 'over') return;
      yield piece;
    }
  }
}

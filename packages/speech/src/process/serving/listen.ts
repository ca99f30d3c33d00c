import { SpeechError } from '../../speech-error.ts';
import type { Engines } from '../engines.ts';
import type { ToEngines } from '../protocol.ts';
import type { Say, ServedJob } from './job.ts';

/** Hears a voice. What is pushed before the engine is loaded waits for it, in order. */
export function startListening(
  engines: Engines,
  { id, options }: ToEngines & { type: 'open' },
  say: Say,
): ServedJob {
  const { promise: over, resolve: finish, reject: fail } = withResolvers<string>();
  const stream = engines
    .recogniser()
    .then((recogniser) => recogniser.open(options, (event) => say({ type: 'event', id, event }), fail));
  stream.catch(fail);
  return {
    over,
    take: (message) => {
      if (message.type === 'push') {
        stream
          .then((open) => open.push(message.samples))
          .then(() => say({ type: 'taken', id }))
          .catch(fail);
      } else if (message.type === 'end') {
        stream.then((open) => open.end()).then(() => finish(options.language ?? ''), fail);
      }
    },
    cancel: () => {
      stream.then((open) => open.cancel()).catch(() => {}); // What could not be opened needs no end.
      fail(new SpeechError('aborted', 'Nobody listens any more.'));
    },
  };
}

function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

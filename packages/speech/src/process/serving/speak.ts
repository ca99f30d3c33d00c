import type { Engines } from '../engines.ts';
import type { ToEngines } from '../protocol.ts';
import { Handover, type Say, type ServedJob } from './job.ts';

/** One sentence ahead of whoever plays them. */
const ahead = 2;

/** Speaks sentence by sentence, as they are asked for. */
export function startSpeaking(
  engines: Engines,
  { id, text, options }: ToEngines & { type: 'speak' },
  say: Say,
): ServedJob {
  const stop = new AbortController();
  const asked = new Handover<true>();
  for (let count = 1; count < ahead; count++) asked.give(true);
  const speak = async (): Promise<string> => {
    const synthesiser = await engines.synthesiser();
    for await (const audio of synthesiser.speak(text, { ...options, signal: stop.signal })) {
      stop.signal.throwIfAborted();
      say({ type: 'audio', id, audio });
      await asked.take();
    }
    return synthesiser.voices.find(({ id: voice }) => voice === options.voice)?.language ?? '';
  };
  return {
    over: speak(),
    take: (message) => {
      if (message.type === 'more') asked.give(true);
    },
    cancel: () => {
      stop.abort();
      asked.give(true);
    },
  };
}

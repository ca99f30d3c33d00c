import type { SpeechUse } from '../../speech.ts';
import { SpeechError } from '../../speech-error.ts';
import { type EngineHost, ProcessGone } from '../engine-host.ts';

/** Has what hears or speaks loaded. Rejects with `SpeechError`. */
export async function load(host: EngineHost, use: SpeechUse): Promise<void> {
  try {
    await loaded(host, use);
  } catch (error) {
    if (!(error instanceof ProcessGone)) throw error;
    throw new SpeechError('failed', `The process with the models ended: ${error.message}`, { cause: error });
  }
}

async function loaded(host: EngineHost, use: SpeechUse): Promise<void> {
  let settle = (_error: Error | null): void => {};
  const done = new Promise<Error | null>((resolve) => {
    settle = resolve;
  });
  const link = await host.link({
    take: (message) => {
      if (message.type === 'done') {
        host.noteLoaded(use);
        settle(null);
      }
      if (message.type === 'failed') settle(new SpeechError(message.fault, message.message));
    },
    gone: settle,
  });
  link.send({ type: 'load', use });
  const error = await done;
  link.close();
  if (error !== null) throw error;
}

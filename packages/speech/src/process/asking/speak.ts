import type { Audio } from '../../pcm.ts';
import { SpeechError } from '../../speech-error.ts';
import type { SpeakingOptions } from '../../synthesis.ts';
import { type EngineHost, ProcessGone } from '../engine-host.ts';
import type { FromEngines } from '../protocol.ts';
import { aborted } from '../slots.ts';

/** Has a text spoken; when the process dies, once more without the sentences that were given already. */
export async function* speak(
  host: EngineHost,
  text: string,
  options: SpeakingOptions,
): AsyncGenerator<Audio> {
  let given = 0;
  for (let isLast = false; ; isLast = true) {
    try {
      let again = 0;
      for await (const audio of speakOnce(host, text, options)) {
        if (again++ < given) continue;
        given++;
        yield audio;
      }
      return;
    } catch (error) {
      if (!(error instanceof ProcessGone)) throw error;
      if (!isLast) continue;
      throw new SpeechError('failed', `The process that speaks ended twice: ${error.message}`, {
        cause: error,
      });
    }
  }
}

async function* speakOnce(
  host: EngineHost,
  text: string,
  { signal, ...options }: SpeakingOptions,
): AsyncGenerator<Audio> {
  const said: (FromEngines | Error)[] = [];
  let wake: (() => void) | null = null;
  const arrive = (message: FromEngines | Error): void => {
    said.push(message);
    wake?.();
  };
  const take = (message: FromEngines): void => {
    if (message.type === 'audio') host.noteLoaded('synthesis');
    arrive(message);
  };
  const abort = (): void => arrive(aborted());
  if (signal?.aborted) throw aborted();
  const link = await host.link({ take, gone: arrive });
  signal?.addEventListener('abort', abort, { once: true });
  let isOver = false;
  try {
    link.send({ type: 'speak', text, options });
    for (;;) {
      const message = signal?.aborted ? aborted() : said.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (message instanceof Error) throw message;
      isOver = message.type === 'done' || message.type === 'failed';
      if (message.type === 'failed') throw new SpeechError(message.fault, message.message);
      if (message.type === 'done') return;
      if (message.type !== 'audio') continue;
      yield message.audio;
      link.send({ type: 'more' });
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    if (!isOver) link.send({ type: 'cancel' });
    link.close();
  }
}

import { speechRate } from '../../pcm.ts';
import type { RecognitionOptions, RecognitionStream, StreamEvent } from '../../recognition.ts';
import { SpeechError } from '../../speech-error.ts';
import { type EngineHost, type Link, ProcessGone } from '../engine-host.ts';
import type { LiveFirst } from '../live-first.ts';
import type { FromEngines } from '../protocol.ts';
import { aborted } from '../slots.ts';

/** More than that and the process does not follow any more; a line that is back brings a whole turn at once. */
const mostUntakenSamples = 130 * speechRate;

export interface Listening {
  options: RecognitionOptions;
  tell: (event: StreamEvent) => void;
  fail: (error: SpeechError) => void;
  liveFirst: LiveFirst;
  /** Called once when the stream is over, however. */
  onOver: () => void;
}

/** Has a voice heard while it speaks. */
export async function listen(host: EngineHost, listening: Listening): Promise<RecognitionStream> {
  const stream = new AskedStream(listening, () => host.noteLoaded('recognition'));
  try {
    stream.start(await host.link(stream));
  } catch (error) {
    stream.cancel();
    if (!(error instanceof ProcessGone)) throw error;
    throw new SpeechError('interrupted', `The process that hears ended: ${error.message}`, { cause: error });
  }
  return stream;
}

class AskedStream implements RecognitionStream {
  readonly isLive = true;
  readonly #listening: Listening;
  readonly #noteLoaded: () => void;
  #link: Link | null = null;
  #isOver = false;
  #error: SpeechError | null = null;
  readonly #untaken: number[] = [];
  #untakenSamples = 0;
  #endSpeaking: (() => void) | null = null;
  #ending: { resolve: () => void; reject: (error: SpeechError) => void } | null = null;

  constructor(listening: Listening, noteLoaded: () => void) {
    this.#listening = listening;
    this.#noteLoaded = noteLoaded;
  }

  start(link: Link): void {
    this.#link = link;
    link.send({ type: 'open', options: this.#listening.options });
  }

  push(samples: Float32Array): void {
    if (this.#isOver) return;
    this.#untaken.push(samples.length);
    this.#untakenSamples += samples.length;
    if (this.#untakenSamples > mostUntakenSamples) {
      this.#break(
        new SpeechError('busy', 'This machine cannot follow the voice: it has too much else to do.'),
      );
    } else this.#link?.send({ type: 'push', samples });
  }

  end(): Promise<void> {
    if (this.#error) return Promise.reject(this.#error);
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#ending = { resolve, reject };
      this.#link?.send({ type: 'end' });
    });
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#link?.send({ type: 'cancel' });
    this.#finish();
    this.#ending?.reject(aborted());
  }

  gone(cause: Error): void {
    const message = `What was being said is lost, since the process that heard it ended (${cause.message}). Say it again.`;
    this.#fail(cause instanceof SpeechError ? cause : new SpeechError('interrupted', message, { cause }));
  }

  take(message: FromEngines): void {
    if (this.#isOver) return;
    if (message.type === 'event') this.#tell(message.event);
    else if (message.type === 'taken') {
      this.#noteLoaded();
      this.#untakenSamples -= this.#untaken.shift() ?? 0;
    } else if (message.type === 'failed') this.#fail(new SpeechError(message.fault, message.message));
    else if (message.type === 'done') {
      this.#finish();
      this.#ending?.resolve();
    }
  }

  #tell(event: StreamEvent): void {
    if (event.type === 'speech_started') this.#endSpeaking ??= this.#listening.liveFirst.begin();
    // What was said may turn out to be nothing: then no segment follows.
    if (event.type === 'speech_ended' || event.type === 'segment') this.#stopSpeaking();
    this.#listening.tell(event);
  }

  #break(error: SpeechError): void {
    this.#link?.send({ type: 'cancel' });
    this.#fail(error);
  }

  #fail(error: SpeechError): void {
    if (this.#isOver) return;
    this.#error = error;
    this.#finish();
    this.#ending?.reject(error);
    // Before it was opened, `listen` says it.
    if (this.#link !== null) this.#listening.fail(error);
  }

  #finish(): void {
    this.#isOver = true;
    this.#stopSpeaking();
    this.#link?.close();
    this.#listening.onOver();
  }

  #stopSpeaking(): void {
    this.#endSpeaking?.();
    this.#endSpeaking = null;
  }
}

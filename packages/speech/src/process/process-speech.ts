import { availableParallelism } from 'node:os';
import type { Audio } from '../pcm.ts';
import type { Recogniser, RecognitionOptions, RecognitionStream, StreamEvent } from '../recognition.ts';
import type { Speech, SpeechHealth, SpeechUse } from '../speech.ts';
import { SpeechError } from '../speech-error.ts';
import type { SpeakingOptions, VoiceInfo } from '../synthesis.ts';
import { hear } from './asking/hear.ts';
import { listen } from './asking/listen.ts';
import { load } from './asking/load.ts';
import { readAhead } from './asking/read-ahead.ts';
import { speak } from './asking/speak.ts';
import { EngineHost, type HostSettings } from './engine-host.ts';
import { LiveFirst } from './live-first.ts';
import { Slots } from './slots.ts';

export interface ProcessSpeechSettings extends HostSettings {
  voices: readonly VoiceInfo[];
  health: () => Promise<SpeechHealth>;
  /** Recordings that are heard at once; one for each core but one where it is not said. */
  recordingsAtOnce?: number;
  /** Recordings that wait; one more is refused as `busy`. */
  mostWaiting?: number;
  /** Voices that are heard at once. */
  mostStreams?: number;
}

/** Recordings give way for so long to somebody who speaks. */
const patienceMs = 3_000;
/** Longer than anybody plays one sentence before taking the next. */
const readerPatienceMs = 60_000;
/** About an hour of sound that was spoken and nobody took yet: no further text is begun. */
const mostUnreadSamples = 3_600 * 24_000;

/**
 * Hears and speaks in a process of its own, so that neither the work nor a crash of it reaches this one. The process
 * is started when it is first needed and ended after `idleMs` without work. When it dies, recordings and texts are
 * tried once more in a new one; a voice that was being heard fails as `interrupted`.
 */
export class ProcessSpeech implements Speech {
  readonly voices: readonly VoiceInfo[];
  readonly health: () => Promise<SpeechHealth>;
  readonly #host: EngineHost;
  readonly #recordings: Slots;
  readonly #texts: Slots;
  readonly #streams: Slots;
  readonly #liveFirst = new LiveFirst(patienceMs);
  #unreadSamples = 0;

  constructor(settings: ProcessSpeechSettings) {
    const cores = Math.max(1, availableParallelism() - 1);
    const { recordingsAtOnce = cores, mostWaiting = 32, mostStreams = Math.max(4, 2 * cores) } = settings;
    this.voices = settings.voices;
    this.health = settings.health;
    this.#host = new EngineHost(settings);
    this.#recordings = new Slots({ atOnce: recordingsAtOnce, mostWaiting, what: 'recordings' });
    this.#texts = new Slots({ atOnce: cores, mostWaiting, what: 'texts to be spoken' });
    this.#streams = new Slots({ atOnce: mostStreams, mostWaiting: 0, what: 'voices' });
  }

  async recognise(
    pieces: AsyncIterable<Float32Array>,
    tell: Parameters<Recogniser['recognise']>[1],
    options: Parameters<Recogniser['recognise']>[2] = {},
  ): Promise<{ language: string }> {
    const giveBack = await this.#recordings.take(options.signal);
    try {
      return await hear(this.#host, { pieces, tell, options, liveFirst: this.#liveFirst });
    } finally {
      giveBack();
    }
  }

  async open(
    options: RecognitionOptions,
    tell: (event: StreamEvent) => void,
    fail: (error: SpeechError) => void = () => {},
  ): Promise<RecognitionStream> {
    const onOver = await this.#streams.take();
    return listen(this.#host, { options, tell, fail, liveFirst: this.#liveFirst, onOver });
  }

  load(use: SpeechUse): Promise<void> | null {
    return this.#host.hasLoaded(use) ? null : load(this.#host, use);
  }

  async *speak(text: string, options: SpeakingOptions = {}): AsyncGenerator<Audio> {
    if (this.#unreadSamples > mostUnreadSamples)
      throw new SpeechError('busy', 'Too much was spoken that nobody took yet. Try again in a minute.');
    const giveBack = await this.#texts.take(options.signal);
    const endSpeaking = this.#liveFirst.begin();
    yield* readAhead((signal) => speak(this.#host, text, { ...options, signal }), {
      signal: options.signal,
      patienceMs: readerPatienceMs,
      count: (samples) => {
        this.#unreadSamples += samples;
      },
      onSpoken: () => {
        endSpeaking();
        giveBack();
      },
    });
  }

  /** The number of the process with the engines; null while there is none. */
  pid(): Promise<number | null> {
    return this.#host.pid();
  }

  stop(): Promise<void> {
    return this.#host.stop();
  }
}

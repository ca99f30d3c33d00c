import { type Audio, speechRate } from '@overmind/speech/pcm';
import type { RecognitionStream, Segment, StreamEvent } from '@overmind/speech/recognition';
import { ofThisMachine, type Speech } from '@overmind/speech/speech';
import { SpeechError } from '@overmind/speech/speech-error';

/** The language of tones: each word is a pitch. */
const words = new Map([
  ...[
    [400, 'run'],
    [520, 'the'],
    [640, 'tests'],
    [760, 'fix'],
    [880, 'login'],
    [1_000, 'bug'],
    [1_120, 'over mind'],
  ],
] as [number, string][]);
const wordS = 0.2;
const gapS = 0.08;
const pauseS = 0.6;
const frame = speechRate / 100;

const silence = (seconds: number, rate: number): number[] => new Array(Math.round(seconds * rate)).fill(0);

function tone(word: string, rate: number): number[] {
  const [pitch] = [...words].find(([, each]) => each === word) ?? [0];
  if (pitch === 0) throw new Error(`tones have no word "${word}"`);
  return Array.from(
    { length: Math.round(wordS * rate) },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * pitch * n) / rate),
  );
}

/** Sentences in tones, with a pause after each. */
export const inTones = (sentences: readonly string[][], rate = speechRate): Float32Array =>
  Float32Array.from(
    sentences.flatMap((sentence) => [
      ...sentence.flatMap((word) => [...tone(word, rate), ...silence(gapS, rate)]),
      ...silence(pauseS, rate),
    ]),
  );

/** Hears words by their pitch and sentences by their pauses. */
class ToneEar {
  readonly #tell: (event: StreamEvent) => void;
  #rest = new Float32Array();
  #frames = 0;
  #wordFrom: number | null = null;
  #crossings = 0;
  #quiet = 0;
  #sentence: { from: number; words: string[]; end: number } | null = null;

  constructor(tell: (event: StreamEvent) => void) {
    this.#tell = tell;
  }

  /** All sentences that begin before this second were told. */
  get toldS(): number {
    return (this.#sentence?.from ?? this.#frames) / 100;
  }

  push(samples: Float32Array): void {
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    let at = 0;
    for (; at + frame <= all.length; at += frame) this.#hear(all.subarray(at, at + frame));
    this.#rest = all.slice(at);
  }

  end(): void {
    this.#endWord();
    this.#endSentence();
  }

  #hear(samples: Float32Array): void {
    const isLoud = samples.some((sample) => Math.abs(sample) > 0.1);
    if (isLoud) this.#hearTone(samples);
    else this.#hearNothing();
    this.#frames += 1;
  }

  #hearTone(samples: Float32Array): void {
    this.#quiet = 0;
    if (this.#wordFrom === null) {
      this.#wordFrom = this.#frames;
      this.#crossings = 0;
    }
    for (let n = 1; n < samples.length; n += 1)
      if ((samples[n - 1] ?? 0) < 0 !== (samples[n] ?? 0) < 0) this.#crossings += 1;
    if (this.#sentence !== null) return;
    this.#sentence = { from: this.#frames, words: [], end: this.#frames };
    this.#tell({ type: 'speech_started', at_s: this.#frames / 100 });
  }

  #hearNothing(): void {
    this.#quiet += 1;
    if (this.#quiet === 3) this.#endWord();
    if (this.#quiet === 30) this.#endSentence();
  }

  #endWord(): void {
    if (this.#wordFrom === null || this.#sentence === null) return;
    const seconds = (this.#frames - this.#wordFrom - Math.min(3, this.#quiet) + 1) / 100;
    this.#wordFrom = null;
    const pitch = this.#crossings / 2 / seconds;
    const [, word] = [...words].reduce((best, each) =>
      Math.abs(each[0] - pitch) < Math.abs(best[0] - pitch) ? each : best,
    );
    this.#sentence.words.push(word);
    this.#sentence.end = this.#frames;
    const text = this.#sentence.words.join(' ');
    this.#tell({ type: 'partial', text, stable_chars: text.length });
  }

  #endSentence(): void {
    const sentence = this.#sentence;
    if (sentence === null) return;
    this.#sentence = null;
    const [start_s, end_s] = [sentence.from / 100, sentence.end / 100];
    this.#tell({ type: 'speech_ended', at_s: end_s, is_unfinished: sentence.words.at(-1) === 'the' });
    const segment: Segment = { start_s, end_s, text: sentence.words.join(' '), confidence: 0.9 };
    this.#tell({ type: 'segment', segment });
  }
}

/**
 * Speech that is real in all but its language: it hears sentences in tones and speaks in them. `before` is called with
 * each segment of a recording before it is told, and may fail as an engine would.
 */
export class ToneSpeech implements Speech {
  readonly voices = [{ id: 'flute', title: 'Flute', language: 'en' }];
  before: (segment: Segment) => void | Promise<void> = () => {};
  /** Called with each sentence before it is spoken. */
  beforeSpeaking: (sentence: string) => void | Promise<void> = () => {};
  /** The vocabulary that it was told last. */
  vocabulary: readonly string[] = [];
  spoken = 0;

  async recognise(...[pieces, tell, options = {}]: Parameters<Speech['recognise']>) {
    this.vocabulary = options.vocabulary ?? [];
    const heard: Segment[] = [];
    let samples = 0;
    const ear = new ToneEar((event) => event.type === 'segment' && heard.push(event.segment));
    const tellAll = async () => {
      for (const segment of heard.splice(0)) {
        await this.before(segment);
        options.signal?.throwIfAborted();
        tell(segment);
      }
    };
    for await (const piece of pieces) {
      ear.push(piece);
      await tellAll();
      samples += piece.length;
      options.signal?.throwIfAborted();
      options.onProgress?.(samples / speechRate, ear.toldS);
    }
    ear.end();
    await tellAll();
    return { language: options.language ?? 'en' };
  }

  async open(...[options, tell]: Parameters<Speech['open']>): Promise<RecognitionStream> {
    if (options.language === 'tlh') throw new SpeechError('language_unknown', 'Klingon is not heard here.');
    this.vocabulary = options.vocabulary ?? [];
    let isCanceled = false;
    const ear = new ToneEar((event) => isCanceled || tell(event));
    return {
      isLive: true,
      push: (samples) => ear.push(samples),
      end: async () => ear.end(),
      cancel: () => {
        isCanceled = true;
      },
    };
  }

  async *speak(text: string): AsyncGenerator<Audio> {
    for (const sentence of text.split('.').filter((each) => each.trim() !== '')) {
      await this.beforeSpeaking(sentence.trim());
      this.spoken += 1;
      yield { samples: inTones([sentence.trim().split(' ')]), rate: speechRate };
    }
  }

  async health() {
    const ready = { state: 'ready', engine: 'tones', ...ofThisMachine, detail: null } as const;
    return { recognition: ready, synthesis: ready, languages: ['en'] };
  }

  async stop(): Promise<void> {}
}

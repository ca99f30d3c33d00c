import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { listCorrectionsOf } from '@overmind/db/queries/voice/corrections';
import { speechRate } from '@overmind/speech/pcm';
import type { Partial, RecognitionStream, StreamEvent } from '@overmind/speech/recognition';
import { Resampler } from '@overmind/speech/resample';
import type { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { toStorable } from '../runs/storable.ts';
import { correcting, type Meaning, textOf, toKept } from './correct.ts';
import { correctingPartials } from './correct-partial.ts';
import { speechFor } from './speech-for.ts';
import { findVocabulary } from './vocabulary.ts';
import { type Encoding, SampleReader } from './wav.ts';

export type LiveEvent =
  | { type: 'speech.started'; at_ms: number }
  | { type: 'speech.ended'; at_ms: number; is_unfinished: boolean }
  | { type: 'transcript.partial'; text: string; stable_chars: number };

export interface LiveEnds {
  tell: (event: LiveEvent) => void;
  /** It broke off by itself and tells nothing more: once at most, also before `open` has resolved. */
  lost: (error: SpeechError) => void;
}

const toMs = (seconds: number): number => Math.max(0, Math.round(seconds * 1000));

/** Hears samples while they are spoken. What is told of it is the whole of what was said so far. */
export class LiveHearing {
  readonly #reader: SampleReader;
  readonly #resampler: Resampler;
  readonly #correct: (text: string) => string;
  readonly #correctPartial: (heard: Partial) => Partial;
  readonly #tell: (event: LiveEvent) => void;
  readonly #segments: TranscriptSegment[] = [];
  #stream: RecognitionStream | null = null;
  #hasSpeech = false;
  #engine = '';

  private constructor(
    format: { encoding: Encoding; rate: number },
    corrections: readonly Meaning[],
    tell: (event: LiveEvent) => void,
  ) {
    this.#reader = new SampleReader(format.encoding);
    this.#resampler = new Resampler(format.rate, speechRate);
    this.#correct = correcting(corrections);
    this.#correctPartial = correctingPartials(corrections);
    this.#tell = tell;
  }

  /** Rejects with `SpeechError`. */
  static async open(
    core: Core,
    of: { projectId: string; language: string | null; format: { encoding: Encoding; rate: number } },
    { tell, lost }: LiveEnds,
  ): Promise<LiveHearing> {
    const speech = await speechFor(core, of.projectId, 'recognition');
    const [vocabulary, corrections, health] = await Promise.all([
      findVocabulary(core, of.projectId),
      listCorrectionsOf(core.db, of.projectId),
      speech.health(),
    ]);
    const hearing = new LiveHearing(of.format, corrections, tell);
    hearing.#engine = health.recognition.engine;
    const language = of.language === null ? {} : { language: of.language };
    hearing.#stream = await speech.open({ vocabulary, ...language }, (event) => hearing.#hear(event), lost);
    return hearing;
  }

  /** It tells while somebody speaks. */
  get isLive(): boolean {
    return this.#stream?.isLive ?? false;
  }

  /** What hears, as a person knows it. */
  get engine(): string {
    return this.#engine;
  }

  /** Somebody spoke in what is heard so far, words or not. */
  get hasSpeech(): boolean {
    return this.#hasSpeech;
  }

  push(bytes: Buffer): void {
    const heard = this.#resampler.push(this.#reader.read(bytes));
    if (heard.length > 0) this.#stream?.push(heard);
  }

  /** All that was said, when it is heard. Rejects with `SpeechError`. */
  async end(): Promise<TranscriptSegment[]> {
    const rest = this.#resampler.end();
    if (rest.length > 0) this.#stream?.push(rest);
    await this.#stream?.end();
    return this.#segments;
  }

  cancel(): void {
    this.#stream?.cancel();
  }

  #hear(event: StreamEvent): void {
    switch (event.type) {
      case 'speech_started':
        this.#hasSpeech = true;
        return this.#tell({ type: 'speech.started', at_ms: toMs(event.at_s) });
      case 'speech_ended':
        return this.#tell({
          type: 'speech.ended',
          at_ms: toMs(event.at_s),
          is_unfinished: event.is_unfinished,
        });
      case 'segment':
        this.#segments.push(toKept(event.segment, this.#correct, 0));
        return this.#tellText({ text: '', stable_chars: 0 });
      case 'partial': {
        const text = toStorable(event.text.trim());
        const stable_chars = Math.min(event.stable_chars, text.length);
        return this.#tellText(this.#correctPartial({ text, stable_chars }));
      }
    }
  }

  #tellText(rest: Partial): void {
    const done = textOf(this.#segments);
    const text = [done, rest.text].filter((part) => part !== '').join(' ');
    // The space between them comes with the first word that is for good.
    const before = rest.stable_chars === 0 ? done.length : text.length - rest.text.length;
    const stable_chars = before + rest.stable_chars;
    this.#tell({ type: 'transcript.partial', text, stable_chars });
  }
}

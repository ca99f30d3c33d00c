import type { SpeechError } from './speech-error.ts';

/** A word as the engine heard it, where the engine tells words apart; seconds from the beginning of the audio. */
export interface Word {
  text: string;
  start_s: number;
  end_s: number;
}

/** A stretch of speech between two pauses; seconds from the beginning of the audio. */
export interface Segment {
  start_s: number;
  end_s: number;
  text: string;
  /** How sure the engine is of the words, 0 to 1. */
  confidence: number;
  words?: Word[];
}

export interface RecognitionOptions {
  /** BCP 47; the engine's own where it is not said. An engine that does not know it refuses. */
  language?: string;
  /** Names that are likelier here than elsewhere: agents, task keys, words of the repository. */
  vocabulary?: readonly string[];
}

export interface RecordingOptions {
  signal?: AbortSignal;
  onProgress?: (heardS: number, toldS: number) => void;
}

/** What was heard so far. The first `stable_chars` of the text will not change any more. */
export interface Partial {
  text: string;
  stable_chars: number;
}

export type StreamEvent =
  | { type: 'speech_started'; at_s: number }
  | ({ type: 'partial' } & Partial)
  /** `is_unfinished` where the words before it call for more of them. */
  | { type: 'speech_ended'; at_s: number; is_unfinished: boolean }
  /** What was said since the last one; silence alone gives none. */
  | { type: 'segment'; segment: Segment };

/** Speech that is still being spoken, at `speechRate`, in pieces of any length. */
export interface RecognitionStream {
  /** It tells while somebody speaks; else all it has to tell comes at the end. */
  readonly isLive: boolean;
  push(samples: Float32Array): void;
  /** Resolves when everything that was pushed is heard and told. */
  end(): Promise<void>;
  /** Forgets the rest; nothing is told any more. */
  cancel(): void;
}

/** Hears speech. Everything is at `speechRate`; nothing that is not speech gives text. */
export interface Recogniser {
  /**
   * Hears a recording of any length in bounded memory: takes pieces only as fast as it hears them, and tells each
   * segment as soon as it is known, in their order. Resolves when the last piece is heard; rejects with `SpeechError`.
   * Says now and then how much it has heard, and up to where all that was said is told.
   */
  recognise(
    pieces: AsyncIterable<Float32Array>,
    tell: (segment: Segment) => void,
    options?: RecognitionOptions & RecordingOptions,
  ): Promise<{ language: string }>;
  /**
   * Hears speech while it is spoken. `fail` is called at most once, when the stream broke off by itself; then `end`
   * rejects with the same error and nothing is told any more.
   */
  open(
    options: RecognitionOptions,
    tell: (event: StreamEvent) => void,
    fail?: (error: SpeechError) => void,
  ): Promise<RecognitionStream>;
}

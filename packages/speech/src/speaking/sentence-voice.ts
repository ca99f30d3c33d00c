import type { Audio } from '../pcm.ts';
import { SpeechError } from '../speech-error.ts';
import type { SpeakingOptions, Synthesiser, VoiceInfo } from '../synthesis.ts';
import { polish } from './polish.ts';
import { splitSentences } from './sentences.ts';

export interface Saying {
  voice: string;
  /** 0.5 to 2. */
  rate: number;
  signal: AbortSignal | undefined;
}

/** An engine that says one sentence at a time. */
export interface SentenceVoice {
  readonly voices: readonly [VoiceInfo, ...VoiceInfo[]];
  /** In one or more pieces; none where there is nothing to be said. Rejects when the signal is aborted. */
  say(sentence: string, saying: Saying): AsyncIterable<Audio>;
  close(): Promise<void>;
}

/** A synthesiser whose model is in memory, until it is closed. */
export interface OpenSynthesiser extends Synthesiser, AsyncDisposable {}

/** Speaks whole texts with a voice that knows sentences only; what is spoken is never further than one ahead. */
export class SentenceSynthesiser implements OpenSynthesiser {
  readonly #voice: SentenceVoice;
  #isClosed = false;

  constructor(voice: SentenceVoice) {
    this.#voice = voice;
  }

  get voices(): readonly VoiceInfo[] {
    return this.#voice.voices;
  }

  async *speak(text: string, { voice, rate = 1, signal }: SpeakingOptions = {}): AsyncGenerator<Audio> {
    const pace = Number.isFinite(rate) ? Math.min(2, Math.max(0.5, rate)) : 1;
    const saying = { voice: this.#find(voice), rate: pace, signal };
    try {
      for (const sentence of splitSentences(text)) {
        for await (const audio of this.#voice.say(sentence.text, saying)) {
          this.#throwIfOver(signal);
          const polished = polish(audio, sentence.pauseMs / 1000 / pace);
          if (polished.samples.length > 0) yield polished;
          this.#throwIfOver(signal);
        }
      }
    } catch (error) {
      this.#throwIfOver(signal);
      if (error instanceof SpeechError) throw error;
      throw new SpeechError('failed', 'The voice could not say it.', { cause: error });
    }
  }

  /** Idempotent. What is being spoken ends as aborted. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#voice.close();
  }

  #find(id: string | undefined): string {
    const [first, ...others] = this.#voice.voices;
    const found = id === undefined ? first : [first, ...others].find((voice) => voice.id === id);
    if (found === undefined) throw new SpeechError('voice_unknown', `There is no voice "${id}".`);
    return found.id;
  }

  #throwIfOver(signal: AbortSignal | undefined): void {
    if (this.#isClosed || signal?.aborted) throw new SpeechError('aborted', 'It was stopped.');
  }
}

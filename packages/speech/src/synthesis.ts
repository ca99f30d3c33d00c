import type { Audio } from './pcm.ts';

export interface VoiceInfo {
  id: string;
  title: string;
  /** BCP 47. */
  language: string;
}

export interface SpeakingOptions {
  voice?: string;
  /** 1 is the voice's own pace; 0.5 to 2. */
  rate?: number;
  signal?: AbortSignal;
}

/** Speaks. The text is written for the ear already (`speakable`). */
export interface Synthesiser {
  readonly voices: readonly VoiceInfo[];
  /** Sentence by sentence, each as soon as it can be played. Rejects with `SpeechError`. */
  speak(text: string, options?: SpeakingOptions): AsyncIterable<Audio>;
}

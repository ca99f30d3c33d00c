import type { Recogniser } from './recognition.ts';
import type { Synthesiser } from './synthesis.ts';

/** Which of its models are there, and what to do where one is not. */
export interface SpeechHealth {
  recognition: SpeechPart;
  synthesis: SpeechPart;
  /** What can be heard, in BCP 47; null where only the service knows. */
  languages: readonly string[] | null;
}

export interface SpeechPart {
  state: 'ready' | 'off' | 'no_model' | 'failed';
  /** The engine or service, as a person knows it; audio leaves this machine only where `is_local` is false. */
  engine: string;
  is_local: boolean;
  /** The strictest rule of a project under which it may be used, of those that models have too (`model_privacy`). */
  privacy: SpeechPrivacy;
  /** What is wrong and what helps; null where it is ready. */
  detail: string | null;
}

export type SpeechPrivacy = 'local_only' | 'no_training' | 'any';

export const ofThisMachine = { is_local: true, privacy: 'local_only' } as const;

export type SpeechUse = 'recognition' | 'synthesis';

/** Everything that hears and speaks, wherever it is done. */
export interface Speech extends Recogniser, Synthesiser {
  /** What hears and speaks on this machine, where a service does it otherwise. */
  readonly onThisMachine?: Speech;
  /**
   * Loads what hears or speaks before it is needed: resolves when it is there, and rejects with `SpeechError`. Null where
   * it is there already; not given where nothing is loaded.
   */
  load?(use: SpeechUse): Promise<void> | null;
  health(): Promise<SpeechHealth>;
  stop(): Promise<void>;
}

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
  /** What is wrong and what helps; null where it is ready. */
  detail: string | null;
}

/** Everything that hears and speaks, wherever it is done. */
export interface Speech extends Recogniser, Synthesiser {
  health(): Promise<SpeechHealth>;
  stop(): Promise<void>;
}

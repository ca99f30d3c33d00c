import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';

export type FinalWords = Extract<VoiceServerFrame, { type: 'transcript.final' }>;

/** Why nothing more comes of a turn. */
export interface VoiceFailure {
  /** Null where the connection did not come back. */
  detail: string | null;
  /** Where what arrived of it is kept, or may be. */
  recordingId: string | null;
  /** What was heard of it all the same. */
  text: string;
}

export interface VoiceLineEnds {
  /** `isLive` where the server hears along and says when somebody speaks. */
  onReady(recordingId: string, isLive: boolean): void;
  /** What hears is being loaded, or is there: what is said meanwhile is heard after it. */
  onLoading(isLoading: boolean): void;
  onSpeechStarted(): void;
  /** `isUnfinished` where nobody ends a sentence with what was said so far. */
  onSpeechEnded(isUnfinished: boolean): void;
  onPartial(text: string, stableChars: number): void;
  /** The server hears no longer along and tells no end: what is said is understood once it is over. */
  onHearingLost(): void;
  /** `isCut` where some of what was said never reached the server. */
  onFinal(final: FinalWords, isCut: boolean): void;
  onCanceled(): void;
  /** The line broke and is dialled again; what is said meanwhile is kept. */
  onLost(): void;
  onBack(): void;
  /** Nothing more comes. A turn that was cancelled fails where it may be kept all the same. */
  onFailed(failure: VoiceFailure): void;
}

import type { Piece } from './kept-audio.ts';

/** What comes from a connection to `/ws/voice`. Nothing of it is told before `dial` has returned. */
export interface VoiceWireEnds {
  onOpen(): void;
  onText(data: string): void;
  onClosed(code: number, reason: string): void;
}

/** A connection to `/ws/voice`, or one that is being made. */
export interface VoiceWire {
  /** Does nothing while it is not open. */
  send(data: string | Piece): void;
  /** Gives it up at once; a dead peer never answers a close. */
  drop(): void;
}

/** Makes a connection, with whatever signs in; called again whenever one broke. */
export type DialVoice = (ends: VoiceWireEnds) => VoiceWire;

import type { Piece } from './kept-audio.ts';

const preRollPieces = 12;
const loudPieces = 3;
const quietest = 0.012;
const aboveNoise = 3;
/** What the speakers play comes back into the microphone, echo cancellation or not. */
const aboveOwnVoice = 2;

/**
 * In a hands-free session nothing is sent before somebody seems to speak. Listens to how loud it is against the noise of
 * the room, and keeps the last half second, so that first syllables are not lost. Whether it is speech the server knows.
 */
export class SpeechGate {
  #kept: Piece[] = [];
  #noise = quietest;
  #loud = 0;
  #quiet = 0;

  /** True when somebody seems to have begun to speak. */
  push(piece: Piece, level: number, isSpeakerOn = false): boolean {
    this.#kept = [...this.#kept, piece].slice(-preRollPieces);
    const threshold = Math.max(quietest, this.#noise * aboveNoise) * (isSpeakerOn ? aboveOwnVoice : 1);
    const isLoud = level > threshold;
    this.#loud = isLoud ? this.#loud + 1 : 0;
    this.#quiet = isLoud ? 0 : this.#quiet + 1;
    this.#noise += (level - this.#noise) * (level < this.#noise ? 0.2 : 0.003);
    return this.#loud >= loudPieces;
  }

  /** How many pieces were quiet, up to the last. */
  get quietPieces(): number {
    return this.#quiet;
  }

  /** What was heard just before, once. */
  takePreRoll(): Piece[] {
    const taken = this.#kept;
    this.#kept = [];
    this.#loud = 0;
    this.#quiet = 0;
    return taken;
  }
}

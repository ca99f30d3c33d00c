import type { Piece } from '@overmind/client/voice/kept-audio';
import { SpeechGate } from '@overmind/client/voice/speech-gate';
import type { FinalWords, VoiceFailure, VoiceLineEnds } from '@overmind/client/voice/voice-ends';
import { VoiceLine } from '@overmind/client/voice/voice-line';
import type { DialVoice } from '@overmind/client/voice/wire';
import { maxUtteranceMs } from '@overmind/contracts/frames/voice';
import { settledWithin } from '../../settled-within.ts';
import type { ListenScreen } from './listen-screen.ts';
import { levelOf } from './pieces.ts';

/** Without word of the server, so much quiet after a voice ends a turn. */
const mostQuietMs = 2_500;
const spareMs = 1_000;
const cancelMs = 2_000;

export type TurnEnd =
  | { kind: 'final'; final: FinalWords; isCut: boolean }
  | { kind: 'canceled' }
  | { kind: 'failed'; failure: VoiceFailure };

export interface TurnParts {
  dial: DialVoice;
  rate: number;
  language: string | null;
  pieces: AsyncIterable<Piece>;
  pieceMs: number;
  /** Whether it is over when the speaker pauses, or only when the pieces are. */
  endsWithSpeech: boolean;
  /** Whether it ends by itself too when what was loud was no voice. */
  givesUp: boolean;
  screen: ListenScreen;
  /** Lets go of what it is heard with; called again it waits for that. */
  close(): Promise<void>;
  /** Aborted when the speaker says that it is over. */
  enough: AbortSignal;
  /** Aborted when nothing of it is to be said. */
  cancel: AbortSignal;
}

/** Says what the pieces hold and resolves with what was understood. What the pieces throw takes the turn back. */
export async function speakTurn(parts: TurnParts): Promise<TurnEnd> {
  const turn = new Turn(parts);
  const { cancel } = parts;
  const onCancel = (): void => turn.cancel();
  cancel.addEventListener('abort', onCancel, { once: true });
  if (cancel.aborted) turn.cancel();
  try {
    await Promise.race([turn.pump(), turn.end]);
    return await turn.end;
  } catch (error) {
    turn.cancel();
    await settledWithin(turn.end, cancelMs);
    throw error;
  } finally {
    cancel.removeEventListener('abort', onCancel);
    turn.close();
  }
}

class Turn {
  readonly end: Promise<TurnEnd>;
  readonly #parts: TurnParts;
  readonly #line: VoiceLine;
  readonly #gate = new SpeechGate();
  #isLoudOnce = false;
  #isSpeech = false;
  #isLive = false;
  #isSaid = false;
  #isOver = false;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    let tell: (end: TurnEnd) => void = () => undefined;
    this.end = new Promise((resolve) => {
      tell = resolve;
    });
    const { dial, rate, language } = parts;
    const start = { format: 's16le' as const, sample_rate: rate, ...(language === null ? {} : { language }) };
    this.#line = new VoiceLine({ dial, start, ends: this.#endsOf(tell) });
  }

  cancel(): void {
    this.#isOver = true;
    this.#line.cancel();
  }

  close(): void {
    this.#isOver = true;
    this.#line.close();
  }

  async pump(): Promise<void> {
    const { pieces, rate, enough, screen, close } = this.#parts;
    const mostBytes = ((maxUtteranceMs - spareMs) / 1_000) * rate * 2;
    for await (const piece of pieces) {
      if (this.#isOver || this.#isSaid || enough.aborted) break;
      this.#line.push(piece);
      const level = levelOf(piece);
      screen.level(level);
      if (this.#isQuiet(piece, level) || this.#line.totalBytes >= mostBytes) break;
    }
    // Off as soon as it is no longer shown to be on.
    const closed = close();
    if (!this.#isOver) screen.understanding();
    this.#line.stop();
    await closed;
  }

  /**
   * A server that hears along knows a pause from an end better; only a door or a cough it says nothing of, and drops it
   * then. It is not dropped here, for the server may only be behind.
   */
  #isQuiet(piece: Piece, level: number): boolean {
    const { endsWithSpeech, givesUp, pieceMs } = this.#parts;
    this.#isLoudOnce = this.#gate.push(piece, level) || this.#isLoudOnce;
    if (!(this.#isLoudOnce || this.#isSpeech) || this.#gate.quietPieces * pieceMs < mostQuietMs) return false;
    return this.#isLive ? givesUp && !this.#isSpeech : endsWithSpeech;
  }

  #endsOf(tell: (end: TurnEnd) => void): VoiceLineEnds {
    const { screen, endsWithSpeech } = this.#parts;
    const over = (end: TurnEnd): void => {
      this.#isOver = true;
      tell(end);
    };
    return {
      onReady: (_id, isLive) => {
        this.#isLive = isLive;
      },
      onLoading: (isLoading) => {
        if (isLoading) screen.gettingReady();
      },
      onSpeechStarted: () => {
        this.#isSpeech = true;
      },
      onSpeechEnded: () => {
        this.#isSaid = endsWithSpeech;
      },
      onPartial: (text, stableChars) => screen.partial(text, stableChars),
      onHearingLost: () => {
        this.#isLive = false;
        screen.hearingLost();
      },
      onFinal: (final, isCut) => over({ kind: 'final', final, isCut }),
      onCanceled: () => over({ kind: 'canceled' }),
      onLost: () => screen.lost(),
      onBack: () => screen.back(),
      onFailed: (failure) => over({ kind: 'failed', failure }),
    };
  }
}

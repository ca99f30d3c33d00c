import { closeCodes } from '@overmind/contracts/frames/line';
import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { Connection, type Sent } from './connection.ts';
import { KeptAudio, type Piece } from './kept-audio.ts';
import { Redials } from './redials.ts';
import type { FinalWords, VoiceFailure, VoiceLineEnds } from './voice-ends.ts';
import type { DialVoice } from './wire.ts';

type Ready = Extract<VoiceServerFrame, { type: 'ready' }>;
type Refusal = Extract<VoiceServerFrame, { type: 'error' }>;

export interface VoiceLineOptions {
  dial: DialVoice;
  start: Omit<Extract<Sent, { type: 'start' }>, 'type' | 'resume_id'>;
  ends: VoiceLineEnds;
  redials?: Redials;
}

/** After why a turn cannot be said, the words that were heard of it may come. */
const lastWordsMs = 1_000;
/** Closed for a reason that the next try would meet again. */
const finalCodes: ReadonlySet<number> = new Set([
  ...[closeCodes.bad_frame, closeCodes.unauthenticated, closeCodes.forbidden],
]);

/**
 * One spoken turn on its way to the server. What was said is kept until the server has stored it and sent again after the
 * line broke, so that nothing is lost and nothing is heard twice; a cancel reaches the server after it too. Ends itself
 * after `onFinal`, `onCanceled`, `onFailed`.
 */
export class VoiceLine {
  readonly #options: VoiceLineOptions;
  readonly #kept = new KeptAudio();
  readonly #redials: Redials;
  #connection: Connection | null = null;
  #isReady = false;
  #isLost = false;
  #recordingId: string | null = null;
  #ending: 'stop' | 'cancel' | null = null;
  /** All that was said went out before it, on the same connection. */
  #isStopSent = false;
  /** The last that the server could not do. */
  #trouble: VoiceFailure | null = null;
  #isRefused = false;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: VoiceLineOptions) {
    this.#options = options;
    this.#redials = options.redials ?? new Redials();
    this.#dial();
  }

  get totalBytes(): number {
    return this.#kept.totalBytes;
  }

  push(piece: Piece): void {
    if (this.#isOver || this.#ending !== null) return;
    this.#kept.push(piece);
    if (this.#isReady) this.#connection?.sendAudio(piece);
  }

  /** All was said: it is understood now. */
  stop(): void {
    this.#endBy('stop');
  }

  /** Nothing was said: what came is thrown away. */
  cancel(): void {
    this.#endBy('cancel');
  }

  /** Lets go without another word. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#connection?.close();
  }

  #endBy(ending: 'stop' | 'cancel'): void {
    if (this.#ending !== null) return;
    this.#ending = ending;
    if (this.#isReady) this.#sendEnding();
  }

  #dial(): void {
    this.#connection = new Connection(this.#options.dial, {
      onOpen: () => this.#begin(),
      onFrame: (frame) => this.#receive(frame),
      onClosed: (code, reason) => this.#dropped(code, reason),
    });
  }

  #begin(): void {
    const resume = this.#recordingId === null ? {} : { resume_id: this.#recordingId };
    this.#connection?.send({ type: 'start', ...this.#options.start, ...resume });
  }

  #receive(frame: VoiceServerFrame): void {
    const { ends } = this.#options;
    switch (frame.type) {
      case 'ready':
        return this.#goOn(frame);
      case 'ack':
        this.#redials.reset();
        return this.#kept.forget(frame.bytes);
      case 'hearing':
        return ends.onLoading(frame.is_loading);
      case 'speech.started':
        return ends.onSpeechStarted();
      case 'speech.ended':
        return ends.onSpeechEnded(frame.is_unfinished);
      case 'transcript.partial':
        return ends.onPartial(frame.text, frame.stable_chars);
      case 'hearing.lost':
        return ends.onHearingLost();
      case 'transcript.final':
        return this.#answered(frame);
      case 'canceled':
        return this.#finish(() => ends.onCanceled());
      case 'error':
        return this.#refused(frame);
      case 'pong':
        return undefined;
    }
  }

  #goOn({ recording_id: id, acked_bytes: stored, is_live: isLive }: Ready): void {
    const { ends } = this.#options;
    this.#recordingId = id;
    this.#isReady = true;
    if (this.#isLost) ends.onBack();
    this.#isLost = false;
    ends.onReady(id, isLive);
    this.#kept.forget(stored);
    if (this.#ending !== 'cancel') for (const chunk of this.#kept.rest()) this.#connection?.sendAudio(chunk);
    this.#sendEnding();
  }

  #sendEnding(): void {
    if (this.#ending === null) return;
    this.#connection?.send({ type: this.#ending });
    this.#isStopSent = this.#ending === 'stop';
  }

  #answered(final: FinalWords): void {
    const { text, recording_id: recordingId } = final;
    const { ends } = this.#options;
    if (this.#ending === 'cancel' && recordingId === null) return this.#finish(() => ends.onCanceled());
    if (this.#ending === 'cancel') return this.#fail({ detail: null, recordingId, text });
    if (this.#isRefused && this.#trouble !== null) return this.#fail({ ...this.#trouble, text });
    const isCut = !this.#kept.isEmpty && !this.#isStopSent;
    this.#finish(() => ends.onFinal(final, isCut));
  }

  #refused({ retryable, detail, recording_id: recordingId }: Refusal): void {
    const trouble = { detail, recordingId, text: '' };
    this.#trouble = trouble;
    if (retryable && this.#redials.mayTry) {
      this.#connection?.close();
      return this.#redialLater();
    }
    // What is to be dropped and is not there has been dropped: only the word of it was lost.
    if (recordingId === null && this.#ending === 'cancel')
      return this.#finish(() => this.#options.ends.onCanceled());
    if (recordingId === null) return this.#fail(trouble);
    this.#isRefused = true;
    this.#timer = setTimeout(() => this.#fail(trouble), lastWordsMs);
  }

  #dropped(code: number, reason: string): void {
    if (this.#isRefused && this.#trouble !== null) return this.#fail(this.#trouble);
    if (this.#ending === 'cancel' && this.#recordingId === null)
      return this.#finish(() => this.#options.ends.onCanceled());
    if (!finalCodes.has(code) && this.#redials.mayTry) return this.#redialLater();
    const detail = reason === '' ? (this.#trouble?.detail ?? null) : reason;
    this.#fail({ detail, recordingId: this.#recordingId, text: '' });
  }

  #redialLater(): void {
    this.#isReady = false;
    if (!this.#isLost) this.#options.ends.onLost();
    this.#isLost = true;
    this.#timer = setTimeout(() => this.#dial(), this.#redials.next());
  }

  #fail(failure: VoiceFailure): void {
    this.#finish(() => this.#options.ends.onFailed(failure));
  }

  #finish(tell: () => void): void {
    if (this.#isOver) return;
    this.close();
    tell();
  }
}

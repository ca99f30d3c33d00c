import type { FinalWords, VoiceFailure, VoiceLineEnds } from '@overmind/client/voice/voice-ends';
import type { VoiceLine } from '@overmind/client/voice/voice-line';
import type { CaptureFormat } from '../capture/capture.ts';
import { PauseClock } from './pause-clock.ts';
import { problemOfFailure, problemOfFinal } from './turn-problem.ts';
import type { VoiceParts } from './voice-parts.ts';
import type { VoiceProblem } from './voice-state.ts';

export interface Turn {
  line: VoiceLine;
  begunAt: number;
  /** The server hears along, and says when somebody speaks. */
  isLive: boolean;
  isSpeechHeard: boolean;
  /** It was loud, as when somebody speaks. */
  isVoiceHeard: boolean;
  /** What was heard so far. */
  text: string;
  isCanceled: boolean;
}

interface SpokenTurnsParts extends Pick<VoiceParts, 'openLine' | 'speaker' | 'state' | 'tell'> {
  /** Nobody speaks any more in the turn that goes on. */
  onSpoken: () => void;
  /** The server has ended the turn that goes on. */
  onEnded: () => void;
  onFailed: (problem: VoiceProblem) => void;
}

/** The turn that is spoken and those that are still understood. Older ones never touch what a newer one shows. */
export class SpokenTurns {
  /** Recordings of turns that were spoken here. */
  readonly ownRecordings = new Set<string>();
  readonly #parts: SpokenTurnsParts;
  readonly #pause: PauseClock;
  #current: Turn | null = null;
  /** The one that the screen is about; null once another press has begun. */
  #newest: Turn | null = null;

  constructor(parts: SpokenTurnsParts) {
    this.#parts = parts;
    this.#pause = new PauseClock(parts.onSpoken);
  }

  get current(): Turn | null {
    return this.#current;
  }

  begin(format: CaptureFormat): Turn {
    const ends = this.#endsOf(() => turn);
    const turn: Turn = {
      ...{ line: this.#parts.openLine(format, ends), begunAt: performance.now() },
      ...{ isLive: false, isSpeechHeard: false, isVoiceHeard: false, text: '', isCanceled: false },
    };
    this.#current = turn;
    this.#newest = turn;
    return turn;
  }

  /** What older turns come to is told beside what is spoken from now on. */
  startAnew(): void {
    this.#newest = null;
  }

  /** All was said in it: it is understood now. */
  finish(turn: Turn): void {
    this.leave(turn);
    turn.line.stop();
  }

  /** What was said is thrown away, if need be once the line is back. */
  cancel(): void {
    const turn = this.#current;
    if (turn === null) return;
    turn.isCanceled = true;
    this.leave(turn);
    turn.line.cancel();
  }

  /** It is spoken no more, though some of it may still be on its way. */
  leave(turn: Turn): void {
    if (this.#current !== turn) return;
    this.#pause.stop();
    this.#current = null;
  }

  /** Nothing was spoken after it: what it waited for on the screen, it alone can say to be over. */
  #isNewest(turn: Turn): boolean {
    return this.#newest === null || this.#newest === turn;
  }

  #endsOf(turnOf: () => Turn): VoiceLineEnds {
    const { tell } = this.#parts;
    const isCurrent = () => this.#current === turnOf();
    const isShown = () => this.#newest === turnOf() && !turnOf().isCanceled;
    return {
      onReady: (recordingId, isLive) => {
        this.ownRecordings.add(recordingId);
        turnOf().isLive = isLive;
        // An older turn may have said that its line is lost.
        if (isShown()) tell({ type: 'line_back' });
      },
      onLoading: (isLoading) => {
        if (isLoading ? isShown() : this.#isNewest(turnOf())) tell({ type: 'hearing_loading', isLoading });
      },
      onSpeechStarted: () => this.#speechStarted(turnOf()),
      onSpeechEnded: (isUnfinished) => {
        if (isCurrent()) this.#speechEnded(isUnfinished);
      },
      onPartial: (text, stableChars) => {
        turnOf().text = text;
        if (isShown()) tell({ type: 'partial', text, stableChars });
      },
      onHearingLost: () => {
        turnOf().isLive = false;
        if (isCurrent()) tell({ type: 'hearing_lost' });
      },
      onFinal: (final, isCut) => this.#understood(turnOf(), final, isCut),
      onCanceled: () => this.#settle(turnOf()),
      onLost: () => {
        if (isShown()) tell({ type: 'line_lost' });
      },
      onBack: () => {
        if (this.#isNewest(turnOf())) tell({ type: 'line_back' });
      },
      onFailed: (failure) => this.#failed(turnOf(), failure),
    };
  }

  #speechStarted(turn: Turn): void {
    turn.isSpeechHeard = true;
    if (this.#current !== turn) return;
    this.#pause.stop();
    this.#parts.speaker.interrupt();
    this.#parts.tell({ type: 'speech_started' });
  }

  /** Tapped, the microphone goes off with it, so whoever looks for a word gets more time than hands-free. */
  #speechEnded(isUnfinished: boolean): void {
    const { mode } = this.#parts.state();
    if (mode === 'held') return;
    if (mode === 'tapped' && isUnfinished) this.#pause.start();
    else this.#parts.onSpoken();
  }

  #understood(turn: Turn, final: FinalWords, isCut: boolean): void {
    const isShown = this.#newest === turn;
    if (isShown && final.text === '') this.#parts.speaker.askAgain();
    this.#settle(turn);
    const problem = problemOfFinal(final, isCut);
    if (isShown) this.#parts.tell({ type: 'final', text: final.text });
    if (problem?.kind === 'not_said') this.#report(problem, isShown);
    else if (problem !== null) this.#parts.tell({ type: 'noticed', notice: problem });
  }

  #failed(turn: Turn, failure: VoiceFailure): void {
    const isCurrent = this.#current === turn;
    const isShown = this.#newest === turn && !turn.isCanceled;
    this.#settle(turn);
    const problem = problemOfFailure({ ...failure, text: failure.text || turn.text }, turn.isCanceled);
    if (isCurrent) return this.#parts.onFailed(problem);
    if (isShown) this.#parts.tell({ type: 'canceled' });
    this.#report(problem, isShown);
  }

  /** Where somebody speaks or is about to, it does not get in the way. */
  #report(problem: VoiceProblem, isShown: boolean): void {
    if (isShown && !this.#parts.state().isMicrophoneOn) this.#parts.onFailed(problem);
    else this.#parts.tell({ type: 'noticed', notice: problem });
  }

  #settle(turn: Turn): void {
    const isCurrent = this.#current === turn;
    this.leave(turn);
    if (isCurrent) this.#parts.onEnded();
    if (this.#isNewest(turn)) {
      this.#parts.tell({ type: 'hearing_loading', isLoading: false });
      this.#parts.tell({ type: 'line_back' });
    }
    if (this.#newest === turn) this.#parts.speaker.hold(false);
  }
}

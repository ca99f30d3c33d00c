import type { Piece } from '@overmind/client/voice/kept-audio';
import { SpeechGate } from '@overmind/client/voice/speech-gate';
import { problemOf } from '../capture/microphone-problem.ts';
import { LevelFeed } from './level-feed.ts';
import { MicrophoneSwitch } from './microphone-switch.ts';
import { SpokenTurns, type Turn } from './spoken-turns.ts';
import { courseOf, isNoise, isTooLong } from './turn-course.ts';
import type { VoiceParts } from './voice-parts.ts';
import type { VoiceEvent, VoiceMode, VoiceProblem } from './voice-state.ts';

/** As long as what the microphone hands over at once. */
const pieceMs = 40;
const nothing: Piece = new Uint8Array(0);

/** The microphone, the line to the server and the answers that are said aloud, as one conversation. */
export class VoiceSession {
  readonly level = new LevelFeed();
  readonly #parts: VoiceParts;
  readonly #microphone: MicrophoneSwitch;
  readonly #turns: SpokenTurns;
  #gate = new SpeechGate();
  /** The turn that was spoken, until the microphone has handed over the last of it. */
  #ending: Turn | null = null;
  #endLoading: () => void = () => undefined;
  #isDisposed = false;

  constructor(parts: VoiceParts) {
    const tell = (event: VoiceEvent) => this.#isDisposed || parts.tell(event);
    this.#parts = { ...parts, tell };
    this.#microphone = new MicrophoneSwitch({
      ...{ openMicrophone: parts.openMicrophone, choice: parts.choice },
      onAudio: (piece, level) => this.#hear(piece, level),
      onLevel: (level) => this.#sense(level),
      onLost: () => this.#lose({ kind: 'microphone', problem: 'unplugged' }),
      onTaken: () => this.#giveWay(),
    });
    this.#turns = new SpokenTurns({
      ...{ openLine: parts.openLine, speaker: parts.speaker, state: parts.state, tell },
      onSpoken: () => this.#endTurn(),
      onEnded: () => this.#ended(),
      onFailed: (problem) => this.#fail(problem),
    });
  }

  /** Recordings of turns that were spoken here. */
  get ownRecordings(): ReadonlySet<string> {
    return this.#turns.ownRecordings;
  }

  /**
   * Turns the microphone on; a second press while it is on changes nothing. Where another window of this browser
   * listens it stays off, or takes over from there.
   */
  async press(mode: VoiceMode, takesOver = false): Promise<void> {
    const { state, speaker, tell } = this.#parts;
    if (state().isMicrophoneOn || state().phase === 'connecting') return;
    if (mode === 'hands_free' && !this.#parts.canListen()) return this.#fail({ kind: 'no_hands_free' });
    this.#turns.startAnew();
    speaker.interrupt();
    speaker.hold(mode !== 'hands_free');
    tell({ type: 'pressed', mode });
    try {
      const turned = await this.#microphone.turnOn({ takesOver });
      if (turned === 'elsewhere') return this.#fail({ kind: 'elsewhere', isTaken: false, mode });
      if (turned === 'called_off') return;
    } catch (error) {
      return this.#fail({ kind: 'microphone', problem: problemOf(error) });
    }
    if (mode === 'hands_free' && !this.#hearsPieces()) return this.#fail({ kind: 'no_hands_free' });
    speaker.getReady();
    tell({ type: 'microphone_on' });
    if (mode === 'hands_free') this.#loadEarly();
    if (!this.#isHandsFree()) this.#begin();
  }

  /** The key was let go, or the button tapped again: what was said is understood now. */
  release(): void {
    if (this.#parts.state().phase === 'connecting') return this.cancel();
    if (!this.#isHandsFree()) this.#endTurn();
  }

  /** The key was only tapped: the turn goes on until its speaker falls silent, or the next tap. */
  keepOpen(): void {
    if (this.#parts.state().mode === 'held') this.#parts.tell({ type: 'mode_changed', mode: 'tapped' });
  }

  /** Listens on by itself from now on, or ends with the turn that is spoken. */
  setHandsFree(isOn: boolean): void {
    if (!this.#parts.state().isMicrophoneOn) return void (isOn ? this.press('hands_free') : this.end());
    if (isOn && !this.#hearsPieces())
      return this.#parts.tell({ type: 'noticed', notice: { kind: 'no_hands_free' } });
    if (!isOn && this.#turns.current === null) return this.end();
    this.#parts.tell({ type: 'mode_changed', mode: isOn ? 'hands_free' : 'tapped' });
  }

  /** Drops what is being said, or stops what is said aloud. Hands-free it listens on. */
  cancel(): void {
    const { speaker, state } = this.#parts;
    const { phase } = state();
    const isTurn = this.#turns.current !== null;
    // Questions that wait are asked after what is dropped, too.
    if (isTurn || phase === 'connecting') speaker.interrupt();
    else speaker.stop();
    if (isTurn || phase !== 'understanding') this.#drop();
  }

  /** As `cancel`, of what a key holds open alone: nobody meant to speak, so the question that it cut is asked again. */
  callOff(): void {
    if (this.#parts.state().mode !== 'held') return;
    this.#parts.speaker.askAgain();
    this.cancel();
  }

  /** Everything off. What was said until then is understood; a noise is dropped. */
  end(): void {
    this.#parts.speaker.stop();
    this.#turnOff();
  }

  /** Never on out of sight: it goes off, and what was said until then is understood. */
  hide(): void {
    const { isMicrophoneOn, phase } = this.#parts.state();
    if (!isMicrophoneOn && phase !== 'connecting') return;
    this.#turnOff();
    this.#parts.tell({ type: 'noticed', notice: { kind: 'hidden' } });
  }

  readNotice(): void {
    this.#parts.tell({ type: 'notice_read' });
  }

  /** As `end`, and nothing more is told. What is on its way to the server still arrives there. */
  dispose(): void {
    this.end();
    this.#isDisposed = true;
    this.#parts.speaker.dispose();
  }

  /** Any other turn has a line of its own at once; this one only once somebody speaks, who should not wait then. */
  #loadEarly(): void {
    this.#endLoading = this.#parts.loadEarly((isLoading) =>
      this.#parts.tell({ type: 'hearing_loading', isLoading }),
    );
  }

  get #mode(): VoiceMode {
    return this.#parts.state().mode ?? 'tapped';
  }

  #isHandsFree(): boolean {
    return this.#mode === 'hands_free';
  }

  /** Not where a browser's recorder had to do: its file tells nobody when a voice begins. */
  #hearsPieces(): boolean {
    const { format } = this.#microphone;
    return this.#parts.canListen() && format !== null && 'format' in format;
  }

  #hear(piece: Piece, level: number | null): void {
    const turn = this.#turns.current;
    (turn ?? this.#ending)?.line.push(piece);
    if (turn !== null && isTooLong(turn)) this.#endTurn();
    if (level !== null) this.#sense(level, piece);
  }

  #sense(level: number, piece: Piece = nothing): void {
    const { speaker, state } = this.#parts;
    this.level.push(level);
    const isVoice = this.#gate.push(piece, level, state().isSpeaking);
    const turn = this.#turns.current;
    if (turn !== null) return this.#follow(turn, isVoice);
    if (!this.#isHandsFree() || !isVoice || this.#microphone.format === null) return;
    speaker.interrupt();
    speaker.hold(true);
    const begun = this.#begin();
    for (const each of this.#gate.takePreRoll()) begun.line.push(each);
  }

  #follow(turn: Turn, isVoice: boolean): void {
    turn.isVoiceHeard ||= isVoice;
    const course = courseOf(turn, this.#parts.state().mode, this.#gate.quietPieces * pieceMs);
    if (course === 'over') return this.#endTurn();
    if (course === 'on') return;
    this.#parts.speaker.askAgain();
    this.#letGo(turn);
  }

  /** Most likely a noise. The server knows, and drops it then; it may only be behind with what was said. */
  #letGo(turn: Turn): void {
    this.#turns.finish(turn);
    this.#turns.startAnew();
    this.#gate = new SpeechGate();
    this.#parts.tell({ type: 'canceled' });
    this.#parts.speaker.hold(false);
  }

  #begin(): Turn {
    return this.#turns.begin(this.#microphone.format ?? { format: 's16le', sample_rate: 16_000 });
  }

  #drop(): void {
    this.#turns.cancel();
    this.#gate = new SpeechGate();
    if (!this.#isHandsFree() || !this.#parts.state().isMicrophoneOn) void this.#stopMicrophone();
    this.#parts.tell({ type: 'canceled' });
    this.#parts.speaker.hold(false);
  }

  #endTurn(): void {
    const turn = this.#turns.current;
    if (turn === null) return;
    this.#parts.tell({ type: 'released' });
    if (this.#isHandsFree()) return this.#turns.finish(turn);
    // A press that comes before is about another turn.
    this.#turns.leave(turn);
    this.#ending = turn;
    void this.#stopMicrophone().then(() => {
      this.#ending = null;
      this.#turns.finish(turn);
    });
    this.#parts.speaker.hold(false);
  }

  #turnOff(): void {
    const turn = this.#turns.current;
    this.#parts.speaker.hold(false);
    if (turn !== null && !(this.#isHandsFree() && isNoise(turn))) {
      this.#parts.tell({ type: 'mode_changed', mode: 'tapped' });
      return this.#endTurn();
    }
    if (turn !== null) this.#letGo(turn);
    void this.#stopMicrophone();
    this.#parts.tell({ type: 'ended' });
  }

  /** Nobody stopped it, so the server has: the microphone ends with it, unless hands-free. */
  #ended(): void {
    this.#parts.tell({ type: 'released' });
    if (!this.#isHandsFree()) void this.#stopMicrophone();
  }

  /** The other window would hear what is said aloud here. */
  #giveWay(): void {
    this.#parts.speaker.stop();
    this.#lose({ kind: 'elsewhere', isTaken: true, mode: this.#mode });
  }

  #lose(problem: VoiceProblem): void {
    const turn = this.#turns.current;
    if (turn !== null) this.#turns.finish(turn);
    this.#fail(problem);
  }

  #fail(problem: VoiceProblem): void {
    void this.#stopMicrophone();
    this.#parts.speaker.hold(false);
    this.#parts.tell({ type: 'failed', problem });
  }

  #stopMicrophone(): Promise<void> {
    this.#endLoading();
    return this.#microphone.turnOff().then(() => {
      this.#gate = new SpeechGate();
      this.level.push(0);
    });
  }
}

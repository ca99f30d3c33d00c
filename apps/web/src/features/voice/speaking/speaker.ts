import { sentencesOf } from './sentences.ts';

interface SpeakerParts {
  /** A sentence as sound. */
  fetchSpeech: (text: string, signal: AbortSignal) => Promise<ArrayBuffer>;
  /** Resolves when it has been heard, or at once when it is aborted. */
  play: (audio: ArrayBuffer, signal: AbortSignal) => Promise<void>;
  onSpeaking: (isSpeaking: boolean) => void;
  onProblem: (error: unknown) => void;
  getReady?: () => void;
  onDispose?: () => void;
}

export interface Said {
  text: string;
  /** Given for a question: whether it still waits for an answer when its turn comes. */
  isStillAsked?: () => boolean;
}

interface Sentence {
  said: Said;
  text: string;
  audio: Promise<ArrayBuffer> | null;
}

const mostWaiting = 60;

const isQuestion = ({ isStillAsked }: Said): boolean => isStillAsked !== undefined;
const sentencesToSay = (said: Said): Sentence[] =>
  sentencesOf(said.text).map((text) => ({ said, text, audio: null }));

/** Says texts one after the other, a sentence at a time, the next one fetched while one is heard. */
export class Speaker {
  readonly #parts: SpeakerParts;
  #waiting: Sentence[] = [];
  #now: Said | null = null;
  /** The question into which somebody spoke. */
  #cut: Said | null = null;
  #stopper = new AbortController();
  #isHeld = false;
  #isRunning = false;

  constructor(parts: SpeakerParts) {
    this.#parts = parts;
  }

  /** Says it after what waits, but before questions. What is more than a minute or two of talk is left out. */
  say(said: Said): void {
    const isUnasked = (each: Sentence) => isQuestion(each.said) && each.said !== this.#now;
    const at = isQuestion(said) ? -1 : this.#waiting.findIndex(isUnasked);
    const place = at === -1 ? this.#waiting.length : at;
    this.#waiting = this.#waiting.toSpliced(place, 0, ...sentencesToSay(said)).slice(0, mostWaiting);
    void this.#run();
  }

  /** Silent at once; what waits is forgotten. */
  stop(): void {
    this.#waiting = [];
    this.#cut = null;
    this.#silence();
  }

  /**
   * Silent at once, since somebody speaks. Answers are forgotten; questions that wait are asked after. The one that was
   * being asked is theirs to answer.
   */
  interrupt(): void {
    const asked = this.#now !== null && isQuestion(this.#now) ? this.#now : null;
    this.#cut = asked ?? this.#cut;
    this.#waiting = this.#waiting.filter(({ said }) => isQuestion(said) && said !== asked);
    this.#silence();
  }

  /** It was a noise and nobody spoke: the question that was cut is asked again. */
  askAgain(): void {
    if (this.#cut === null) return;
    this.#waiting = [...sentencesToSay(this.#cut), ...this.#waiting];
    this.#cut = null;
    void this.#run();
  }

  /** While somebody speaks, nothing new is said; what waits is said after. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) void this.#run();
  }

  /** Opens what sounds while a browser allows it: Safari does after a press, and as long as the microphone is on. */
  getReady(): void {
    this.#parts.getReady?.();
  }

  dispose(): void {
    this.stop();
    this.#parts.onDispose?.();
  }

  #silence(): void {
    this.#now = null;
    this.#stopper.abort();
    this.#stopper = new AbortController();
    for (const sentence of this.#waiting) sentence.audio = null;
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#isHeld || this.#waiting.length === 0) return;
    this.#isRunning = true;
    this.#parts.onSpeaking(true);
    while (!this.#isHeld && this.#waiting.length > 0) await this.#sayNext(this.#stopper.signal);
    this.#isRunning = false;
    this.#parts.onSpeaking(false);
  }

  async #sayNext(signal: AbortSignal): Promise<void> {
    const [sentence, next] = this.#waiting;
    if (sentence === undefined) return;
    try {
      const fetching = this.#fetch(sentence, signal);
      if (next !== undefined) this.#fetch(next, signal).catch(() => undefined);
      const audio = await fetching;
      if (signal.aborted || this.#isHeld || this.#waiting[0] !== sentence) return;
      if (this.#isSettled(sentence.said)) return;
      this.#waiting.shift();
      this.#now = sentence.said;
      await this.#parts.play(audio, signal);
      if (this.#waiting[0]?.said !== sentence.said) this.#now = null;
    } catch (error) {
      if (signal.aborted) return;
      this.stop();
      this.#parts.onProblem(error);
    }
  }

  /** A question that was answered meanwhile is not asked; one that is being asked is asked to its end. */
  #isSettled(said: Said): boolean {
    if (said === this.#now || said.isStillAsked === undefined || said.isStillAsked()) return false;
    this.#waiting = this.#waiting.filter((each) => each.said !== said);
    return true;
  }

  #fetch(sentence: Sentence, signal: AbortSignal): Promise<ArrayBuffer> {
    sentence.audio ??= this.#parts.fetchSpeech(sentence.text, signal);
    return sentence.audio;
  }
}

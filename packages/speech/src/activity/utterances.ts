import { endpointMs, type Spoken } from './endpoint.ts';
import { frameMs } from './silero.ts';
import { type Frame, framesOf, joinFrames, quietestFrame, type Utterance } from './utterance.ts';

export type ActivityEvent =
  | { type: 'started'; at_s: number }
  /** `isEnd` where somebody fell silent after it, or no more comes. */
  | { type: 'utterance'; utterance: Utterance; isEnd: boolean }
  | { type: 'ended'; at_s: number };

/** When to cut the speech of one who does not pause. */
export interface CutRules {
  /** From here on a short pause is enough. */
  afterMs: number;
  /** Here it is cut, pause or not, at the quietest point of the last `lookBackMs`. */
  latestMs: number;
  lookBackMs: number;
  /** How long a silence has to be to end an utterance. */
  endpointMs: (spoken: Spoken) => number;
}

/** Whole sentences where possible: what follows a pause is heard better with what stands before it. */
export const recordingCuts: CutRules = {
  ...{ afterMs: 12_000, latestMs: 20_000, lookBackMs: 6_000 },
  endpointMs: () => 1_000,
};
/** Shorter, since the window is heard again and again; looking back no further than what was not told for good. */
export const streamCuts: CutRules = { afterMs: 8_000, latestMs: 15_000, lookBackMs: 500, endpointMs };

/*
 * Quiet until three frames in a row are speech; then speaking, with the 300 ms before it, so that the first syllable
 * is kept. Silence as long as `endpointMs` says ends it, and of that silence 250 ms are kept. In between a frame
 * counts as silence only below a lower threshold, so that a soft syllable does not end anything.
 */
const onset = 0.5;
const release = 0.35;
const onsetFrames = 3;
const preRollFrames = framesOf(300);
const tailFrames = framesOf(250);
const breathFrames = framesOf(200);

/** Finds utterances in frames that were measured one after the other. Keeps no more than one utterance. */
export class Utterances {
  readonly #cuts: CutRules;
  #frames: Frame[] = [];
  #count = 0;
  #isSpeaking = false;
  #silence = 0;
  #longestPause = 0;

  constructor(cuts: CutRules) {
    this.#cuts = cuts;
  }

  /** The silence at this moment, within speech; null where nobody speaks. */
  get pauseMs(): number | null {
    return this.#isSpeaking ? this.#silence * frameMs : null;
  }

  /** All utterances that begin before this second were given, with what is kept before the next. */
  get takenS(): number {
    return this.#secondsAt(this.#firstFrame);
  }

  /** What was said since the last cut, as far as it goes; null where it is too little to be speech. */
  current(): Utterance | null {
    return this.#isSpeaking ? joinFrames(this.#frames, this.#firstFrame) : null;
  }

  /** `isUnfinished` where the words before a pause call for more. */
  push(frame: Frame, isUnfinished = false): ActivityEvent[] {
    this.#count += 1;
    this.#frames.push(frame);
    return this.#isSpeaking ? this.#goOn(frame, isUnfinished) : this.#wait();
  }

  /** Ends what is being said, because no more will come. */
  flush(): ActivityEvent[] {
    return this.#isSpeaking ? this.#end() : [];
  }

  get #firstFrame(): number {
    return this.#count - this.#frames.length;
  }

  #wait(): ActivityEvent[] {
    const latest = this.#frames.slice(-onsetFrames);
    const isOnset = latest.length === onsetFrames && latest.every(({ probability }) => probability >= onset);
    this.#frames = this.#frames.slice(-(preRollFrames + onsetFrames));
    if (!isOnset) return [];
    this.#isSpeaking = true;
    this.#silence = 0;
    this.#longestPause = 0;
    return [{ type: 'started', at_s: this.#secondsAt(this.#count - onsetFrames) }];
  }

  #goOn({ probability }: Frame, isUnfinished: boolean): ActivityEvent[] {
    if (probability < release) this.#silence += 1;
    else {
      this.#longestPause = Math.max(this.#longestPause, this.#silence);
      this.#silence = 0;
    }
    const ms = this.#frames.length * frameMs;
    const spoken = { ms, longestPauseMs: this.#longestPause * frameMs, isUnfinished };
    if (this.#silence * frameMs >= this.#cuts.endpointMs(spoken)) return this.#end();
    return this.#cut(ms);
  }

  #cut(lengthMs: number): ActivityEvent[] {
    if (lengthMs >= this.#cuts.afterMs && this.#silence >= breathFrames)
      return this.#take(this.#frames.length, false);
    if (lengthMs < this.#cuts.latestMs) return [];
    return this.#take(quietestFrame(this.#frames, framesOf(this.#cuts.lookBackMs)) + 1, false);
  }

  #take(frames: number, isEnd: boolean): ActivityEvent[] {
    const utterance = joinFrames(this.#frames.slice(0, frames), this.#firstFrame);
    this.#frames = this.#frames.slice(frames);
    return utterance === null ? [] : [{ type: 'utterance', utterance, isEnd }];
  }

  #end(): ActivityEvent[] {
    const kept = Math.max(0, this.#frames.length - Math.max(0, this.#silence - tailFrames));
    const endedAt = this.#secondsAt(this.#count - this.#silence);
    const taken = this.#take(kept, true);
    this.#frames = this.#frames.slice(-preRollFrames);
    this.#isSpeaking = false;
    return [{ type: 'ended', at_s: endedAt }, ...taken];
  }

  #secondsAt = (frame: number): number => (frame * frameMs) / 1000;
}

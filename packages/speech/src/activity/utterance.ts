import { speechRate } from '../pcm.ts';
import { frameMs, frameSize } from './silero.ts';

/** One stretch of speech, from a little before it to a little after it. */
export interface Utterance {
  start_s: number;
  end_s: number;
  samples: Float32Array;
}

export interface Frame {
  samples: Float32Array;
  probability: number;
}

export const framesOf = (ms: number): number => Math.round(ms / frameMs);
const secondsOf = (frames: number): number => (frames * frameSize) / speechRate;

/** What is less, or never surely speech, is a click or a cough; a "no" takes twice as long. */
const leastSpeechFrames = 5;
const leastPeak = 0.7;

/** Null where the frames hold too little speech to be an utterance. */
export function joinFrames(frames: readonly Frame[], firstFrame: number): Utterance | null {
  const spoken = frames.filter(({ probability }) => probability >= 0.5);
  if (spoken.length < leastSpeechFrames) return null;
  if (!spoken.some(({ probability }) => probability >= leastPeak)) return null;
  return {
    start_s: secondsOf(firstFrame),
    end_s: secondsOf(firstFrame + frames.length),
    samples: joinSamples(frames),
  };
}

export function joinSamples(frames: readonly Frame[]): Float32Array {
  const samples = new Float32Array(frames.length * frameSize);
  for (const [index, frame] of frames.entries()) samples.set(frame.samples, index * frameSize);
  return samples;
}

/** How likely it is that a cut after this frame goes through a word: loud and surely speech is worst. */
const costOf = ({ samples, probability }: Frame): number => {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return Math.sqrt(energy) * (0.2 + probability);
};

/** The frame within the last `lookBack` at which a cut does the least harm, as an index. */
export function quietestFrame(frames: readonly Frame[], lookBack: number): number {
  const costs = frames.map(costOf);
  let best = frames.length - 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = Math.max(1, frames.length - lookBack); at < frames.length - 1; at++) {
    const cost = (costs[at - 1] ?? 0) + (costs[at] ?? 0) + (costs[at + 1] ?? 0);
    if (cost < least) [least, best] = [cost, at];
  }
  return best;
}

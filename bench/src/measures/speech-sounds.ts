import { speechRate } from '@overmind/speech/pcm';

/** The same numbers on each run (a linear congruential generator), -1 to 1. */
export function newNoise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const powerOf = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;

/** White noise over the samples, so that speech is `snrDb` above it. */
export function withNoise(samples: Float32Array, snrDb: number): Float32Array {
  const next = newNoise();
  // A third is the power of even noise between -1 and 1.
  const gain = Math.sqrt((3 * powerOf(samples)) / 10 ** (snrDb / 10));
  return samples.map((sample) => sample + gain * next());
}

/** Walls a few metres away: each gives the sound back later and weaker. */
const walls: readonly [ms: number, gain: number][] = [
  [11, 0.5],
  [23, 0.4],
  [37, 0.3],
  [61, 0.2],
  [97, 0.12],
];

/** As a microphone across a room hears it. */
export const withEcho = (samples: Float32Array): Float32Array =>
  samples.map((sample, at) =>
    walls.reduce(
      (sum, [ms, gain]) => sum + gain * (samples[at - Math.round((ms * speechRate) / 1000)] ?? 0),
      sample / 2,
    ),
  );

const make = (seconds: number, sampleAt: (at: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * speechRate }, (_, at) => sampleAt(at));

const tone = (at: number, hertz: number): number => Math.sin((2 * Math.PI * hertz * at) / speechRate);

/** Sounds in which nobody speaks. */
export function speechless(seconds: number): Record<string, Float32Array> {
  const next = newNoise(7);
  return {
    silence: make(seconds, () => 0),
    'white noise': make(seconds, () => 0.1 * next()),
    hum: make(seconds, (at) => 0.15 * tone(at, 50) + 0.08 * tone(at, 100) + 0.05 * tone(at, 150)),
    typing: make(seconds, (at) => 0.5 * next() * Math.exp(-(at % (speechRate / 5)) / 120)),
  };
}

export const silence = (seconds: number): Float32Array => make(seconds, () => 0);

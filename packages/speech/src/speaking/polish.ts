import type { Audio } from '../pcm.ts';

/** Below it is nothing that a person hears beside speech. */
const threshold = 0.004;
const keptBeforeS = 0.02;
const keptAfterS = 0.05;
const fadeS = 0.005;

/** Without the silence at both ends, faded in and out so that nothing clicks, and with a pause after it. */
export function polish({ samples, rate }: Audio, pauseS: number): Audio {
  const isHeard = (sample: number): boolean => Math.abs(sample) > threshold;
  const first = samples.findIndex(isHeard);
  if (first < 0) return { samples: new Float32Array(0), rate };
  const start = Math.max(0, first - Math.round(keptBeforeS * rate));
  const end = Math.min(samples.length, samples.findLastIndex(isHeard) + Math.round(keptAfterS * rate));
  const polished = new Float32Array(end - start + Math.round(pauseS * rate));
  polished.set(samples.subarray(start, end));
  fade(polished.subarray(0, end - start), Math.round(fadeS * rate));
  return { samples: polished, rate };
}

function fade(samples: Float32Array, length: number): void {
  const count = Math.min(length, samples.length);
  for (let at = 0; at < count; at++) {
    const last = samples.length - 1 - at;
    samples[at] = ((samples[at] ?? 0) * at) / length;
    samples[last] = ((samples[last] ?? 0) * at) / length;
  }
}

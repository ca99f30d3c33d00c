import { createNoise } from './noise.ts';

/** What the network says about each frame: 601 rows of frequencies, each with a value for every frame. */
export interface SpectralParts {
  frames: number;
  /** Logarithm of the gain, and turns (by tanh) of the phase, of the pulses. */
  gain: Float32Array;
  turn: Float32Array;
  /** Logarithm of the noise. */
  noise: Float32Array;
  /** Logarithm of the size, and phase, of what is neither. */
  rest: Float32Array;
  restPhase: Float32Array;
}

/** A louder value than the network ever means. */
const loudest = 7;
const size = (logarithm: number): number => Math.exp(Math.min(logarithm, loudest));

/**
 * Turns the spectrum of one frame of pulses into that of speech, in place:
 * exp(gain)·exp(iπ·tanh(turn))·pulses + exp(noise)·z + exp(rest)·exp(i·restPhase).
 */
export function createFilter(parts: SpectralParts, seed: number) {
  const draw = createNoise(seed);
  const pair = new Float64Array(2);
  return (frame: number, re: Float64Array, im: Float64Array): void => {
    for (let bin = 0; bin < re.length; bin++) {
      const at = bin * parts.frames + frame;
      const angle = Math.PI * Math.tanh(parts.turn[at] ?? 0);
      const gain = size(parts.gain[at] ?? 0);
      const [cos, sin] = [gain * Math.cos(angle), gain * Math.sin(angle)];
      const [x, y] = [re[bin] ?? 0, im[bin] ?? 0];
      const rest = size(parts.rest[at] ?? 0);
      const phase = parts.restPhase[at] ?? 0;
      const noise = size(parts.noise[at] ?? 0);
      draw(pair);
      re[bin] = x * cos - y * sin + noise * (pair[0] ?? 0) + rest * Math.cos(phase);
      im[bin] = x * sin + y * cos + noise * (pair[1] ?? 0) + rest * Math.sin(phase);
    }
  };
}

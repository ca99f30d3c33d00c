import { hop, sampleRate } from './measures.ts';

const lowestPitchHz = 40;
const highestHarmonicHz = 11_000;

/**
 * A train of band-limited pulses that follows the pitch: every harmonic below 11 kHz at unit amplitude, in closed form
 * (Σ cos hφ = sin((H+½)φ) / 2 sin(φ/2) − ½); silent where there is no voice. One pitch a frame of `hop` samples.
 */
export function pulseTrain(pitchHz: Float32Array): Float32Array {
  const pulses = new Float32Array(pitchHz.length * hop);
  let turns = 0;
  for (let at = 0; at < pulses.length; at++) {
    const pitch = pitchAt(pitchHz, at);
    const voiced = Math.max(pitch, lowestPitchHz);
    turns += voiced / sampleRate;
    turns -= Math.floor(turns);
    if (pitch > lowestPitchHz) pulses[at] = pulse(2 * Math.PI * turns, voiced);
  }
  return pulses;
}

function pulse(phase: number, pitchHz: number): number {
  const harmonics = Math.floor(highestHarmonicHz / pitchHz) + 0.5;
  const divisor = 2 * Math.sin(phase / 2);
  // Near a whole turn the quotient is nought by nought; its limit is the number of harmonics.
  const sum = Math.abs(divisor) <= 2e-3 ? harmonics : Math.sin(harmonics * phase) / divisor;
  return sum - 0.5;
}

/** Linear between the middles of the frames. */
function pitchAt(pitchHz: Float32Array, at: number): number {
  const place = (at + 0.5) / hop - 0.5;
  const before = Math.floor(place);
  const share = place - before;
  const last = pitchHz.length - 1;
  const from = pitchHz[Math.max(0, before)] ?? 0;
  const to = pitchHz[Math.min(last, before + 1)] ?? 0;
  return from * (1 - share) + to * share;
}

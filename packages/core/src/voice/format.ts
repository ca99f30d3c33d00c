import { maxUtteranceMs, type VoiceFormat } from '@overmind/contracts/frames/voice';
import { bytesOf, type Encoding } from './wav.ts';

/** A press of the button by mistake is no recording. */
export const shortestTurnMs = 1_000;
/** A turn that is a file has no rate to count by; two minutes of any speech codec are far below this. */
const mostFileBytes = 16 * 1024 * 1024;
const filePartBytes = 16 * 1024;

export interface SampleFormat {
  encoding: Encoding;
  rate: number;
}

/** How its samples are written; null for a file. */
export const samplesOf = ({ format, sample_rate: rate }: VoiceFormat): SampleFormat | null =>
  format === undefined ? null : { encoding: format, rate };

const bytesPerSecond = ({ encoding, rate }: SampleFormat): number => bytesOf[encoding] * rate;

/** How large a spoken turn may get. */
export function mostBytesOf(format: VoiceFormat): number {
  const samples = samplesOf(format);
  return samples === null ? mostFileBytes : (bytesPerSecond(samples) * maxUtteranceMs) / 1000;
}

/** About so much of it is stored at once. */
export function partBytesOf(format: VoiceFormat): number {
  const samples = samplesOf(format);
  return samples === null ? filePartBytes : bytesPerSecond(samples) / 2;
}

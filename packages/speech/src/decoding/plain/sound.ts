/** Samples of all channels side by side, as a decoder gives them. */
export interface Block {
  channels: Float32Array[];
  rate: number;
}

/** What a decoder cannot do, in words that follow a colon. */
export class CannotDecode extends Error {
  override readonly name = 'CannotDecode';
}

/** The mean of the channels. */
export function toMono({ channels }: Block): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  return first.map(
    (sample, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), sample) / channels.length,
  );
}

import { speechRate } from '../pcm.ts';

export interface Chunk {
  fromS: number;
  samples: Float32Array;
}

/** So much is sent at once: below the limits of all services (25 MB), and enough for their models to follow. */
const chunkSamples = 240 * speechRate;
/** In so much at its end the quietest place is looked for. */
const searchedSamples = 10 * speechRate;
const windowSamples = speechRate / 10;

/** Cuts a recording of any length into parts that can be sent, where it is quietest. */
export async function* inChunks(
  pieces: AsyncIterable<Float32Array>,
  sizes = { chunkSamples, searchedSamples },
): AsyncGenerator<Chunk> {
  const buffer = new Float32Array(sizes.chunkSamples);
  let filled = 0;
  let from = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(piece.length - at, buffer.length - filled);
      buffer.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < buffer.length) continue;
      const cut = quietest(buffer, sizes.searchedSamples);
      yield { fromS: from / speechRate, samples: buffer.slice(0, cut) };
      buffer.copyWithin(0, cut);
      filled -= cut;
      from += cut;
    }
  }
  if (filled > 0) yield { fromS: from / speechRate, samples: buffer.slice(0, filled) };
}

/** The middle of the quietest tenth of a second near the end. */
function quietest(samples: Float32Array, searched: number): number {
  let best = samples.length;
  let least = Number.POSITIVE_INFINITY;
  for (let at = samples.length - searched; at + windowSamples <= samples.length; at += windowSamples) {
    const loud = samples.subarray(at, at + windowSamples).reduce((sum, value) => sum + value * value, 0);
    if (loud >= least) continue;
    least = loud;
    best = at + windowSamples / 2;
  }
  return best;
}

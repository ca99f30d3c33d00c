/** Samples of one channel, -1 to 1, at a rate that is said beside them. */
export interface Audio {
  samples: Float32Array;
  /** Samples a second. */
  rate: number;
}

/** What recognition and voice activity work on, in samples a second. */
export const speechRate = 16_000;

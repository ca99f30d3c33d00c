/** As many bars as a wide player draws. */
export const peakCount = 800;

/** From 0 to 1, as they are kept: whole numbers to 100. */
export const toPeaks = (peaks: readonly number[]): number[] =>
  peaks.map((peak) => Math.round(Math.min(1, Math.max(0, peak)) * 100));

/** What the network was trained on: samples a second, samples a frame, and the length of the window. */
export const sampleRate = 24_000;
export const hop = 300;
export const windowLength = 4 * hop;
/** Frequencies from none to half the sample rate. */
export const bins = windowLength / 2 + 1;

/** The periodic Hann window. */
export const hann = (): Float64Array =>
  Float64Array.from(
    { length: windowLength },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / windowLength),
  );

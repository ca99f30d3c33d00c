const longestPeriod = 16;
const leastRepeated = 8;

/**
 * A decoder that has lost its way says the same few tokens again and again. Gives how many tokens at the end are
 * repetitions of what stands before them, or 0: people say a word three times, but not eight tokens' worth thrice.
 */
export function repeatedAtEnd(tokens: readonly number[]): number {
  for (let period = 1; period <= longestPeriod; period++) {
    const repeated = Math.max(2 * period, leastRepeated);
    if (tokens.length < period + repeated) return 0;
    const hasPeriod = tokens
      .slice(-repeated)
      .every((token, index) => token === tokens[tokens.length - repeated + index - period]);
    if (hasPeriod) return repeated;
  }
  return 0;
}

import { modernised } from './spelling.ts';
import type { Tokens } from './tokens.ts';

/** Tokens that were written, each with the logarithm of the probability it had for the model itself. */
export interface Written {
  tokens: readonly number[];
  logProbs: readonly number[];
}

export const nothingWritten: Written = { tokens: [], logProbs: [] };

/** A word and the signs that stick to it, with the space before it. */
export interface WrittenWord extends Written {
  text: string;
}

export function joinWritten(parts: readonly Written[]): Written {
  return {
    tokens: parts.flatMap(({ tokens }) => tokens),
    logProbs: parts.flatMap(({ logProbs }) => logProbs),
  };
}

export const withoutFirst = ({ tokens, logProbs }: Written, count: number): Written => ({
  tokens: tokens.slice(count),
  logProbs: logProbs.slice(count),
});

export function splitWords({ tokens, logProbs }: Written, vocabulary: Tokens): WrittenWord[] {
  const starts = tokens.flatMap((token, at) => (at === 0 || vocabulary.beginsWord(token) ? [at] : []));
  return starts.map((start, index) => {
    const end = starts[index + 1];
    const own = tokens.slice(start, end);
    return { text: modernised(vocabulary.decode(own)), tokens: own, logProbs: logProbs.slice(start, end) };
  });
}

/** The geometric mean of the tokens' probabilities, 0 to 1, of a text that is `favour` nats likelier; 0 for none. */
export function confidenceOf({ logProbs }: Written, favour = 0): number {
  if (logProbs.length === 0) return 0;
  return Math.exp(Math.min(0, logProbs.reduce((sum, logProb) => sum + logProb, favour) / logProbs.length));
}

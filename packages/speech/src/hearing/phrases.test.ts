import { describe, expect, it } from 'vitest';
import { plantPhrases } from './phrases.ts';
import { readShippedTokens } from './test-support/shipped-tokens.ts';

const tokens = await readShippedTokens();
const bonus = 1;

/** How much a text is favoured in the end. */
function favourOf(text: string, vocabulary: readonly string[]): number {
  const phrases = plantPhrases(vocabulary, tokens, bonus);
  const walk = tokens.encode(text).reduce(phrases.follow, phrases.begin());
  return phrases.end(walk).earned;
}

describe('phrases', () => {
  it('favour a text for each token of a name in it', () => {
    const length = tokens.encode(' Kubernetes').length;
    expect(favourOf(' Restart Kubernetes now.', ['Kubernetes'])).toBe(length);
    expect(favourOf(' Kubernetes', ['Kubernetes'])).toBe(length);
    expect(favourOf(' Kubernetes and Kubernetes', ['Kubernetes'])).toBe(2 * length);
  });

  it('know a name at the beginning of a sentence', () => {
    expect(favourOf(' Alder is done.', ['alder'])).toBeGreaterThan(0);
  });

  it('give nothing for half a name, or for a longer word that begins like it', () => {
    expect(favourOf(' Kuber', ['Kubernetes'])).toBe(0);
    expect(favourOf(' Start the car', ['DEM-42'])).toBe(0);
    expect(favourOf(' aldermen', ['alder'])).toBe(0);
  });

  it('favour the verb of a command where a longer phrase that begins with it does not follow', () => {
    const alone = favourOf(' Run it.', ['run']);
    expect(alone).toBeGreaterThan(0);
    expect(favourOf(' Run the linter.', ['run', 'run the tests'])).toBe(alone);
    expect(favourOf(' Run the tests.', ['run', 'run the tests'])).toBe(
      tokens.encode(' Run the tests').length,
    );
  });

  it('are none where the vocabulary is empty or blank', () => {
    expect(plantPhrases(['', '  '], tokens, bonus).isEmpty).toBe(true);
    expect(favourOf(' Anything at all', [])).toBe(0);
  });
});

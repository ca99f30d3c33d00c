import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantPhrases } from './phrases.ts';
import { shippedFolders } from './test-support/folders.ts';
import { readTokens } from './tokens.ts';

const tokens = readTokens(await readFile(join(shippedFolders.recognition, 'tokenizer.bin')));
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

  it('are none where the vocabulary is empty or blank', () => {
    expect(plantPhrases(['', '  '], tokens, bonus).isEmpty).toBe(true);
    expect(favourOf(' Anything at all', [])).toBe(0);
  });
});

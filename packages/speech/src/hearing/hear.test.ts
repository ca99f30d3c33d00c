import { expect, it } from 'vitest';
import { speechRate } from '../pcm.ts';
import { hear } from './hear.ts';
import type { DecoderMemory, Moonshine } from './moonshine.ts';
import { plantPhrases } from './phrases.ts';
import { readShippedTokens } from './test-support/shipped-tokens.ts';
import { endOfText } from './tokens.ts';

const tokens = await readShippedTokens();

/** A model that writes these words, and is as sure of each token as `logProb` says. */
function modelThatWrites(words: string, logProb: number): Moonshine {
  const script = [...tokens.encode(words), endOfText];
  const places = new WeakMap<DecoderMemory, number>();
  const remember = (place: number): Promise<DecoderMemory> => {
    const best = script[place] ?? endOfText;
    const outlook = { best, logProb: (token: number) => (token === best ? logProb : -100) };
    const memory = { outlook } as unknown as DecoderMemory;
    places.set(memory, place);
    return Promise.resolve(memory);
  };
  return {
    tokens,
    begin: (_, prefix) => remember(prefix.length),
    write: (memory) => remember((places.get(memory) ?? 0) + 1),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const heardOf = (vocabulary: readonly string[]) =>
  hear(modelThatWrites(' Merge it.', -1.5), new Float32Array(speechRate), {
    phrases: plantPhrases(vocabulary, tokens, 2),
  });

it('what the model alone would not believe is believed where it is expected', async () => {
  expect((await heardOf([])).text).toBe('');
  expect((await heardOf(['merge it'])).text).toBe('Merge it.');
});

it('tells how sure the model itself is, whatever is expected', async () => {
  expect((await heardOf(['merge it'])).confidence).toBeCloseTo((await heardOf([])).confidence, 9);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedFolders } from './test-support/folders.ts';
import { readTokens } from './tokens.ts';

const tokens = readTokens(await readFile(join(shippedFolders.recognition, 'tokenizer.bin')));

describe('the tokens of the shipped model', () => {
  it('write whole words with one token each where they are common', () => {
    expect(tokens.count).toBe(32_768);
    expect(tokens.encode(' and the country')).toHaveLength(3);
  });

  it('come back as the text they were made of, in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replaceAll('▁', ' ');
        expect(tokens.decode(tokens.encode(plain))).toBe(plain);
      }),
    );
  });

  it('know where a word begins and where it goes on', () => {
    const [first = -1, ...others] = tokens.encode(' unbelievability');
    expect(tokens.beginsWord(first)).toBe(true);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every((token) => !tokens.beginsWord(token) && tokens.continuesWord(token))).toBe(true);
    const comma = tokens.encode(',')[0] ?? -1;
    expect([tokens.beginsWord(comma), tokens.continuesWord(comma)]).toEqual([false, false]);
  });

  it('are refused when the file was cut short', () => {
    expect(() => readTokens(Uint8Array.of(1, 65, 9, 66))).toThrow('ends within a token');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { correcting, type Meaning } from './correct.ts';
import { correctingPartials } from './correct-partial.ts';

const meanings: Meaning[] = [
  { heard: 'over mind', meant: 'OvermindOps' },
  { heard: 'over', meant: 'above' },
  { heard: 'mind the gap', meant: 'MTG' },
  { heard: 'gap', meant: 'a small gap' },
];

/** What of the corrected text is for good. */
function stableOf(text: string, stable: string, of = meanings): string {
  const { text: corrected, stable_chars: chars } = correctingPartials(of)({
    text,
    stable_chars: stable.length,
  });
  return corrected.slice(0, chars);
}

it('corrects what is shown while it is spoken', () => {
  const partial = { text: 'go over mind', stable_chars: 12 };
  expect(correctingPartials(meanings)(partial).text).toBe('go OvermindOps');
  expect(correctingPartials([])(partial)).toEqual(partial);
});

it.each([
  // "over" is "above" unless "mind" follows.
  ['go over', 'go over', ''],
  ['go over there now then', 'go over there now then', 'go above '],
  ['go over there now then', 'go over there now', 'go '],
  // A correction that is sure reaches over words at which another may begin.
  ['over mind is here now', 'over mind is here', 'OvermindOps'],
])('of "%s", with "%s" for good, "%s" is for good', (text, stable, wanted) => {
  expect(stableOf(text, stable)).toBe(wanted);
});

it('holds back only the last word where each correction is one word', () => {
  const single = [{ heard: 'gap', meant: 'a small gap' }];
  expect(stableOf('mind the gap there', 'mind the gap there', single)).toBe('mind the a small gap ');
});

it('never changes what it said is for good, whatever is said next', () => {
  const words = fc.array(fc.constantFrom('over', 'Mind', 'the', 'gap', 'gap,', 'go-over', 'now'));
  fc.assert(
    fc.property(words, words, fc.nat(), (said, guessed, cut) => {
      const stable = said.slice(0, cut % (said.length + 1)).join(' ');
      const shown = stableOf([stable, ...guessed].filter((each) => each !== '').join(' '), stable);
      const final = correcting(meanings)(said.join(' '));
      expect(final.slice(0, shown.length)).toBe(shown);
    }),
  );
});

it('never takes back what it said is for good', () => {
  const words = fc.array(fc.constantFrom('over', 'mind', 'the', 'gap', 'now'), { minLength: 1 });
  fc.assert(
    fc.property(words, (said) => {
      const grown = said.map((_, count) => said.slice(0, count + 1).join(' '));
      const stable = grown.map((text) => stableOf(text, text));
      for (const [at, text] of stable.entries()) expect(text.startsWith(stable[at - 1] ?? '')).toBe(true);
    }),
  );
});

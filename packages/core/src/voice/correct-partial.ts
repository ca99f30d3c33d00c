import type { Partial } from '@overmind/speech/recognition';
import { type Meaning, meaningOf, patternOf } from './correct.ts';

/*
 * Of a text that grows only what stands before `stable_chars` is for good, and a correction that begins there may reach
 * further: "over" becomes "OvermindOps" once "mind" follows. Whether one begins at a word is decided when as many words
 * as the longest correction has are there for good, each with the space behind it. So the beginning of the corrected
 * text up to the first word that is not decided yet is what every later correction of the text will begin with.
 */

const wordsOf = (phrase: string): number => phrase.trim().split(/\s+/).length;

/** Where the first word begins at which a correction may still begin or end otherwise. */
function decidedUntil(stable: string, mostWords: number): number {
  const starts = [...stable.matchAll(/\S+(?=\s)/g)].map(({ index }) => index);
  const last = stable.search(/\S*$/);
  return [...starts, last].at(-mostWords) ?? 0;
}

/** A function that corrects what was heard so far, and says how much of the corrected text will not change any more. */
export function correctingPartials(meanings: readonly Meaning[]): (heard: Partial) => Partial {
  if (meanings.length === 0) return (heard) => heard;
  const [pattern, meant] = [patternOf(meanings), meaningOf(meanings)];
  const mostWords = Math.max(...meanings.map(({ heard }) => wordsOf(heard)));
  return ({ text, stable_chars: stable }) => {
    const until = decidedUntil(text.slice(0, stable), mostWords);
    let [reach, grown] = [until, 0];
    const corrected = text.replace(pattern, (found, at: number) => {
      const said = meant(found);
      if (at < until)
        [reach, grown] = [Math.max(reach, at + found.length), grown + said.length - found.length];
      return said;
    });
    return { text: corrected, stable_chars: reach + grown };
  };
}

/*
 * Sentences to the product out of the held-out set for understanding, which is never read to mend a rule: so many, evenly
 * chosen, as can be said as they are written. What the product expects to hear (`spokenCommands`) has few of their words.
 */
import { heldOut } from '@overmind/domain/requests/corpus/held-out';
import type { Ears } from '@overmind/speech/hearing/ears';
import type { Figure } from '../result.ts';
import { count } from '../stats.ts';
import { someOf } from './evenly.ts';
import { textOf } from './speech-text.ts';
import { addErrors, countWordErrors, shareOf, type WordErrors } from './speech-words.ts';

const wanted = 40;
const [fewest, most] = [3, 14];

/** Words alone: keys, paths and signs are typed, and what people say while they think is not written down. */
function isSpeakable(text: string): boolean {
  const words = text.split(' ').length;
  const isPlain = /^[A-Za-z][A-Za-z' ,.?!]*$/.test(text) && !/\b(?:um|uh)\b/i.test(text);
  return isPlain && words >= fewest && words <= most;
}

const sentences = someOf(heldOut.map(({ text }) => text).filter(isSpeakable), wanted);

/** How many words of them are wrong with what the product expects to hear, and without. */
export async function measureHeldOutCommands(
  ears: Ears,
  vocabulary: readonly string[],
  voice: string,
  speak: (said: string, index: number) => Promise<Float32Array>,
): Promise<Figure> {
  const [expected, plain]: [WordErrors[], WordErrors[]] = [[], []];
  for (const [index, said] of sentences.entries()) {
    const samples = await speak(said, index);
    expected.push(countWordErrors(said, await textOf(ears, samples, vocabulary)));
    plain.push(countWordErrors(said, await textOf(ears, samples)));
  }
  const [withIt, withoutIt] = [addErrors(expected), addErrors(plain)];
  return {
    what: `speech: words of held-out sentences wrong, synthesised, ${voice}, with / without the vocabulary`,
    value: `${shareOf(withIt)} / ${shareOf(withoutIt)}`,
    goal: '≤ 3 %',
    beside: `${count(withIt.words)} words of ${sentences.length} sentences`,
    data: { words: withIt.words, errors: withIt.errors, errorsWithout: withoutIt.errors },
  };
}

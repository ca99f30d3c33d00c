import { speakable } from './speakable.ts';

/** As measured with the voice that comes with the product, at its own pace. */
const charactersASecond = 14;
/** "2026" is written with four characters and said with twenty. */
const charactersADigit = 4;
const rest = 'The rest is on the screen.';

/** About how long a text that is `speakable` takes to be said, in seconds. */
export function secondsToSay(text: string): number {
  const digits = text.replace(/\D/g, '').length;
  return (text.length + digits * (charactersADigit - 1)) / charactersASecond;
}

/**
 * The beginning of a text as it is said aloud, by whole sentences, in about `maxSeconds` at the most; where something is
 * left out it says so. A first sentence that is too long by itself is cut after a word.
 */
export function summariseForEar(text: string, maxSeconds: number): string {
  const said = speakable(text);
  if (secondsToSay(said) <= maxSeconds) return said;
  const budget = maxSeconds - secondsToSay(` ${rest}`);
  const kept = firstThatFit(sentencesOf(said), budget);
  return kept === '' ? rest : `${kept} ${rest}`;
}

const sentencesOf = (said: string): string[] => said.split(/(?<=[.!?…]["”’')]{0,3})\s+/);

function firstThatFit(sentences: readonly string[], budget: number): string {
  let seconds = 0;
  let count = 0;
  for (const sentence of sentences) {
    seconds += secondsToSay(`${sentence} `);
    if (seconds > budget) break;
    count += 1;
  }
  return count > 0 ? sentences.slice(0, count).join(' ') : cutAfterWord(sentences[0] ?? '', budget);
}

function cutAfterWord(sentence: string, budget: number): string {
  const words = sentence.split(' ');
  let seconds = 0;
  let count = 0;
  for (const word of words) {
    seconds += secondsToSay(`${word} `);
    if (seconds > budget) break;
    count += 1;
  }
  const kept = words
    .slice(0, count)
    .join(' ')
    .replace(/[\s,;:(–—-]+$/, '');
  return kept === '' ? '' : `${kept}…`;
}

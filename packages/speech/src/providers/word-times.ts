import { z } from 'zod';
import type { Word } from '../recognition.ts';

const ToldWord = z.object({ word: z.string(), start: z.number(), end: z.number() });
type ToldWord = z.infer<typeof ToldWord>;

/** Where services differ most: a list that does not fit is left out, and its text is not lost for it. */
export const ToldWords = z.array(ToldWord).nullish().catch(null);
type ToldWords = z.infer<typeof ToldWords>;

/** A segment as the service counts, and its words where they stand in it. */
interface Part {
  start: number;
  words?: ToldWords;
}

/**
 * The words of each segment: its own, as faster-whisper and whisper.cpp tell them, or its share of those that OpenAI
 * tells beside the segments.
 */
export function wordsOf(parts: readonly Part[], beside: ToldWords): ToldWord[][] {
  const shares = shareOut(wholeWords(beside ?? []), parts);
  return parts.map(({ words }, index) => (words?.length ? wholeWords(words) : (shares[index] ?? [])));
}

/** A word belongs to the segment in which its middle lies, or in the pause after which. */
function shareOut(words: readonly ToldWord[], parts: readonly Part[]): ToldWord[][] {
  const shares = parts.map((): ToldWord[] => []);
  for (const word of words) {
    const middle = (word.start + word.end) / 2;
    const at = parts.findLastIndex(({ start }) => start <= middle);
    shares[Math.max(0, at)]?.push(word);
  }
  return shares;
}

const beginsWithSpace = ({ word }: ToldWord): boolean => /^\s+\S/.test(word);

/** whisper.cpp tells parts of words: where words begin with a space, what begins with none goes on with the one before. */
function wholeWords(told: readonly ToldWord[]): ToldWord[] {
  const isSpaced = told.some(beginsWithSpace);
  const words: ToldWord[] = [];
  for (const each of told) {
    const last = words.at(-1);
    if (last === undefined || !isSpaced || beginsWithSpace(each)) words.push({ ...each });
    else Object.assign(last, { word: last.word + each.word, end: each.end });
  }
  return words;
}

/** `fromS` later than the service counts, and never outside the segment. */
export function placeWords(
  told: readonly ToldWord[],
  fromS: number,
  segment: { start_s: number; end_s: number },
): Word[] {
  const place = (seconds: number): number =>
    Math.min(segment.end_s, Math.max(segment.start_s, fromS + seconds));
  return told.flatMap(({ word, start, end }) => {
    const [text, start_s] = [word.trim(), place(start)];
    return text === '' ? [] : [{ text, start_s, end_s: Math.max(start_s, place(end)) }];
  });
}

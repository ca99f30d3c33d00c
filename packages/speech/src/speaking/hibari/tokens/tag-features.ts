import { isDigits, isLetters, isLower, isUpper } from '../lexicon/characters.ts';

const starts = ['-START2-', '-START-'] as const;
const ends = ['-END-', '-END2-'] as const;
export const tagsBefore = { last: starts[1], secondLast: starts[0] } as const;

/** What a word looks like, for words that the tagger has never met. */
function shape(word: string): string {
  if (isDigits(word)) return 'd';
  const characters = [...word];
  if (!isLetters(word))
    return characters
      .slice(0, 4)
      .map((character) => (isDigits(character) ? 'd' : isLetters(character) ? 'x' : character))
      .join('');
  if (isLower(word) && !isUpper(word)) return 'x';
  if (isUpper(word) && !isLower(word)) return characters.length > 1 ? 'XX' : 'X1';
  const [first = '', ...rest] = characters;
  const isName = isUpper(first) && !isLower(first) && isLower(rest.join(''));
  return isName ? 'Xx' : 'xX';
}

function norm(word: string): string {
  if (word.includes('-') && !word.startsWith('-')) return '!HYPHEN';
  if (isDigits(word) && word.length === 4) return '!YEAR';
  return /^[0-9]/.test(word) ? '!DIGITS' : word.toLowerCase();
}

/** The words as their neighbours see them, with two ends on each side: rare ones only by their shape. */
export function surroundings(words: readonly string[], known: ReadonlySet<string>): string[] {
  const seen = words.map((word) => {
    const form = norm(word);
    return known.has(form) ? form : `<${shape(word)}>`;
  });
  return [...starts, ...seen, ...ends];
}

export interface Place {
  index: number;
  word: string;
  around: readonly string[];
  last: string;
  secondLast: string;
}

/** The names of the features under which the weights are kept. */
export function featuresOf({ index, word, around, last, secondLast }: Place): string[] {
  const near = (offset: number): string => around[index + 2 + offset] ?? '';
  const [first = ''] = word;
  return [
    'b',
    `s3=${lastThree(word)}`,
    `p1=${first}`,
    `w=${near(0)}`,
    `sh=${shape(word)}`,
    index === 0 ? 'i0' : 'i+',
    `t-1=${last}`,
    `t-2=${secondLast}`,
    `t-12=${last},${secondLast}`,
    `w-1=${near(-1)}`,
    `s3-1=${lastThree(near(-1))}`,
    `w-2=${near(-2)}`,
    `w+1=${near(1)}`,
    `s3+1=${lastThree(near(1))}`,
    `w+2=${near(2)}`,
  ];
}

const lastThree = (text: string): string => [...text].slice(-3).join('');

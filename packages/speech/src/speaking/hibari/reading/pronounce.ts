import { type Context, nothingFollows } from '../lexicon/context.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { consonants, vowels, weight } from '../lexicon/sounds.ts';
import { applyStress, primary } from '../lexicon/stress.ts';
import { isJoint, merged, type Token } from './token.ts';
import type { Word } from './words.ts';

/** Reads what the lexicon does not know; '' where nothing can be said. */
export type ReadUnknown = (text: string) => Promise<string>;

const pauses: ReadonlySet<string> = new Set(';:,.!?—…');

/**
 * The sounds of words, in their order. They are read from the last to the first, because what follows a word changes
 * how it is said.
 */
export async function pronounce(
  words: readonly Word[],
  lexicon: Lexicon,
  readUnknown: ReadUnknown,
): Promise<string[]> {
  const sounds: string[] = [];
  let context = nothingFollows;
  for (const word of words.toReversed()) {
    const read = readWord(word, lexicon, context);
    context = read.context;
    sounds.unshift(read.parts === null ? await readUnknown(merged(word).text) : joined(word, read.parts));
    // A word that only the network can read is what follows for the one before it, too.
    if (read.parts === null && word.length === 1) context = follow(context, sounds[0] ?? '', word[0]);
  }
  return sounds;
}

interface Read {
  /** For each token; null where a part is unknown, so that the whole is. */
  parts: string[] | null;
  context: Context;
}

/** From the end, the longest parts that the lexicon knows. */
function readWord(word: Word, lexicon: Lexicon, before: Context): Read {
  const parts = word.map(() => '');
  let context = before;
  for (let end = word.length; end > 0; ) {
    const found = longestKnown(word.slice(0, end), lexicon, context);
    if (found === null) {
      end -= 1;
      if (word.length === 1 || !isJoint(word[end]?.text ?? '')) return { parts: null, context };
      continue;
    }
    parts[found.start] = found.sounds;
    context = follow(context, found.sounds, found.token);
    end = found.start;
  }
  return { parts, context };
}

interface Found {
  start: number;
  sounds: string;
  token: Token;
}

function longestKnown(tokens: readonly Token[], lexicon: Lexicon, context: Context): Found | null {
  for (let start = 0; start < tokens.length; start++) {
    const rest = tokens.slice(start);
    const [token = merged(rest)] = rest.length === 1 ? rest : [];
    const sounds = token.phonemes ?? lexicon.read({ ...token, text: token.alias ?? token.text }, context);
    if (sounds !== null) return { start, sounds, token };
  }
  return null;
}

function follow(context: Context, sounds: string, { text, tag }: Token): Context {
  const first = [...sounds].find((sound) => vowels.has(sound) || consonants.has(sound) || pauses.has(sound));
  const vowelFollows =
    first === undefined ? context.vowelFollows : pauses.has(first) ? null : vowels.has(first);
  return {
    vowelFollows,
    toFollows: text === 'to' || text === 'To' || (text === 'TO' && (tag === 'TO' || tag === 'IN')),
  };
}

/** Parts of one word lean on each other: half of several stresses are weakened, and no pause parts them. */
function joined(word: Word, parts: readonly string[]): string {
  const text = merged(word).text;
  if (isSeveralWords(text)) return parts.filter((part) => part !== '').join(' ');
  const weak = weakened(word, parts);
  return parts.map((part, index) => (weak.has(index) ? applyStress(part, -0.5) : part)).join('');
}

function isSeveralWords(text: string): boolean {
  const kinds = new Set(
    [...text]
      .filter((character) => !isJoint(character))
      .map((character) => (/\p{L}/u.test(character) ? 'letter' : /[0-9]/.test(character) ? 'digit' : 'sign')),
  );
  return /[ /]/.test(text) || kinds.size > 1;
}

function weakened(word: Word, parts: readonly string[]): ReadonlySet<number> {
  const said = parts
    .map((part, index) => ({ index, isStressed: part.includes(primary), weight: weight(part), part }))
    .filter(({ part }) => part !== '');
  const [first, second] = said;
  if (
    first !== undefined &&
    second !== undefined &&
    said.length === 2 &&
    word[first.index]?.text.length === 1
  )
    return new Set([second.index]);
  const stressed = said.filter(({ isStressed }) => isStressed).length;
  if (said.length < 2 || stressed <= Math.floor((said.length + 1) / 2)) return new Set();
  const lightest = said.toSorted(
    (a, b) => Number(a.isStressed) - Number(b.isStressed) || a.weight - b.weight || a.index - b.index,
  );
  return new Set(lightest.slice(0, Math.floor(said.length / 2)).map(({ index }) => index));
}

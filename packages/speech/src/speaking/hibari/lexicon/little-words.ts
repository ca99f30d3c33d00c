import { isLetters } from './characters.ts';
import type { Context } from './context.ts';
import { primary, secondary } from './stress.ts';
import { type Asked, parentTag, plainly, signs, type WordList } from './word-list.ts';

/** A word whose sound depends on what it does and on what follows. */
export interface LittleWord extends Asked {
  word: string;
  tag: string;
  context: Context;
}

const isInitials = (word: string): boolean =>
  word.replace(/^\.+|\.+$/g, '').includes('.') &&
  isLetters(word.replaceAll('.', '')) &&
  word.split('.').every((part) => part.length < 3);

/** Signs, initials and the words that hold English together; null for every other. */
export function readLittleWord(list: WordList, asked: LittleWord): string | null {
  const { word, tag } = asked;
  if (tag === 'ADD' && (word === '.' || word === '/'))
    return list.lookUp(word === '.' ? 'dot' : 'slash', { ...asked, tag: null, stress: -0.5 });
  const sign = Object.hasOwn(signs, word) ? signs[word] : undefined;
  if (sign !== undefined) return list.lookUp(sign, { ...plainly, context: asked.context });
  if (isInitials(word)) return list.spell(word);
  if (tag === 'IN' && /^vs\.?$/i.test(word))
    return list.lookUp('versus', { ...asked, tag: null, stress: null });
  const read = Object.hasOwn(readers, word.toLowerCase()) ? readers[word.toLowerCase()] : undefined;
  return read?.(asked, list) ?? null;
}

type Read = (asked: LittleWord, list: WordList) => string | null;

const isShouted = (word: string): boolean => word.length > 1 && word === word.toUpperCase();
const pick = (list: WordList, word: string, reading: string): string | null => {
  const entry = list.gold.find(word);
  return entry === null || typeof entry === 'string' ? entry : (entry[reading] ?? null);
};

const readers: Readonly<Record<string, Read>> = {
  a: ({ tag }) => (tag === 'DT' ? 'ɐ' : 'ˈA'),
  an: ({ word, tag }, list) => (word === 'AN' && tag.startsWith('NN') ? list.spell(word) : 'ɐn'),
  am: ({ word, tag, stress, context }, list) => {
    if (tag.startsWith('NN')) return list.spell(word);
    const isWeak = context.vowelFollows !== null && word === 'am' && !(stress !== null && stress > 0);
    return isWeak ? 'ɐm' : pick(list, 'am', 'DEFAULT');
  },
  i: ({ word, tag }) => (word === 'I' && tag === 'PRP' ? `${secondary}I` : null),
  by: ({ tag }) => (parentTag(tag) === 'ADV' ? 'bˈI' : null),
  to: ({ word, tag, context }, list) => {
    if (isShouted(word) && tag !== 'TO' && tag !== 'IN') return null;
    if (context.vowelFollows === null) return pick(list, 'to', 'DEFAULT');
    return context.vowelFollows ? 'tʊ' : 'tə';
  },
  in: ({ word, tag, context }) => {
    if (isShouted(word) && tag === 'NNP') return null;
    return `${context.vowelFollows === null || tag !== 'IN' ? primary : ''}ɪn`;
  },
  the: ({ word, tag, context }) => {
    if (isShouted(word) && tag !== 'DT') return null;
    return context.vowelFollows ? 'ði' : 'ðə';
  },
  used: ({ tag, context }, list) =>
    pick(list, 'used', (tag === 'VBD' || tag === 'JJ') && context.toFollows ? 'VBD' : 'DEFAULT'),
};

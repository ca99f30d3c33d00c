import { type Token, wordToken } from './tokens.ts';

const owners: ReadonlyMap<string, string> = new Map([
  ['its', 'it'],
  ['their', 'them'],
]);
/** What a task has. */
const had: ReadonlySet<string> = new Set('status state progress priority prio urgency importance'.split(' '));

/** "Its priority" as "the priority of it". Null when nothing of a task is spoken of so. */
export function writeOut(words: readonly Token[]): readonly Token[] | null {
  const at = words.findIndex(({ word }, place) => owners.has(word) && had.has(words[place + 1]?.word ?? ''));
  const [owner, thing] = words.slice(Math.max(at, 0));
  if (at < 0 || owner === undefined || thing === undefined) return null;
  const written = ['of', owners.get(owner.word) ?? 'it'].map((word) => wordToken(word, true));
  return [...words.slice(0, at), wordToken('the', owner.isSpaced), thing, ...written, ...words.slice(at + 2)];
}

import { everyone, exceptions, others, pronouns } from '../grammar/groups.ts';
import { saysAny } from '../language/phrases.ts';
import { isSymbol, type Token, trimMarks } from '../language/tokens.ts';
import { type Board, eligibleTasks, type TargetSearch, type Targets } from './board.ts';
import { findByNumber, findByPlace, findByTitle, findGroup } from './by-name.ts';
import { findEveryone, findOther, findPronoun } from './spoken-of.ts';

/** Which tasks words ("SHOP-12 and the footer one", "it", "all failed ones", "the second") mean. */
export function findTargets(words: readonly Token[], search: TargetSearch, board: Board): Targets {
  const phrase = trimMarks(words);
  const cut = phrase.findIndex(({ word }, at) => exceptions.has(word) || (word === 'but' && at > 0));
  if (cut > 0) {
    const all = findTargets(phrase.slice(0, cut), search, board);
    const left = findTargets(phrase.slice(cut + 1).filter(isExcepted), search, board);
    if (all.kind !== 'found' || left.kind !== 'found') return all;
    return { ...all, keys: all.keys.filter((key) => !left.keys.includes(key)) };
  }
  const keys = phrase.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  const parts = splitList(phrase);
  if (parts.length > 1) {
    const each = parts.map((part) => findOne(part, search, board));
    if (each.every((one) => one.kind === 'found'))
      return { kind: 'found', keys: unique(each.flatMap((one) => one.keys)), isGroup: true };
  }
  return keys.length > 0
    ? { kind: 'found', keys: unique(keys), isGroup: keys.length > 1 }
    : findOne(phrase, search, board);
}

const isExcepted = ({ word }: Token): boolean => word !== 'for' && word !== 'not';
const unique = (keys: readonly string[]): string[] => [...new Set(keys)];

function splitList(phrase: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of phrase) {
    if (isSymbol(token, ',', '&', '/') || token.word === 'and' || token.word === 'or') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function findOne(phrase: readonly Token[], search: TargetSearch, board: Board): Targets {
  const keys = phrase.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  if (keys.length > 0) return { kind: 'found', keys: unique(keys), isGroup: keys.length > 1 };
  const eligible = eligibleTasks(search, board);
  if (phrase.length === 0 || saysAny(pronouns, phrase)) return findPronoun(phrase, search, board);
  if (saysAny(others, phrase)) return findOther(eligible, board);
  if (saysAny(everyone, phrase)) return findEveryone(phrase, eligible, board);
  return (
    findByNumber(phrase, board) ??
    findByPlace(phrase, eligible) ??
    findGroup(phrase, eligible, board) ??
    findByTitle(phrase, eligible, board)
  );
}

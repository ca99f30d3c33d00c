import { sideExtensions, sideFolders, sideWords } from '../../agents/vocabulary.ts';
import { taskForms, troubleNouns, troubles } from '../grammar/statements.ts';
import { wishes } from '../grammar/wishes.ts';
import { stripOpening } from './clutter.ts';
import { readCommand } from './commands.ts';
import { matchStart } from './phrases.ts';
import { isSaid, isSymbol, type Token } from './tokens.ts';

/**
 * Whether what stands right of "and" is another piece of work with the verb of the left: "fix the typo on the home page
 * | and the broken link in the footer", or things in two files, or in two places.
 */
export function sharesVerb(said: readonly Token[], right: readonly Token[]): boolean {
  const left = stripOpening(said);
  if (isAnotherTask(said, right)) return true;
  if (readsBoth(left, right) || placesBoth(left, right)) return true;
  if (differInSide(left, right)) return true;
  if (!isThing(right)) return false;
  const near = right.slice(0, 8);
  if (left.some(isLevel) && near.some(isLevel)) return true;
  if (hasPath(left) && hasPath(near)) return readCommand(left) !== null || isThing(left);
  const isFix = fixing.has(left[0]?.word ?? '') || isThing(left);
  return isFix && left.some(isTrouble) && near.slice(0, 5).some(isTrouble);
}

export const isThing = ([first]: readonly Token[]): boolean => /^(?:the|a|an|some)$/.test(first?.word ?? '');

const tasks: ReadonlySet<string> = new Set(['task', 'ticket', 'card', 'issue', 'item', 'todo']);
const maxForm = 6;
/** "Create one task for the header and another one for the footer" */
const isAnotherTask = (left: readonly Token[], right: readonly Token[]): boolean =>
  left.slice(0, maxForm).some(({ word }) => tasks.has(word)) &&
  /^(?:a|an|one|another)$/.test(right[0]?.word ?? '') &&
  matchStart(taskForms, right.slice(0, maxForm)) !== null;

const fixing: ReadonlySet<string> = new Set(['fix', 'repair', 'correct', 'resolve']);
const hasPath = (tokens: readonly Token[]): boolean => tokens.some(({ kind }) => kind === 'path');
const isLevel = ({ word }: Token): boolean => word === 'priority' || word === 'prio' || /^p[0-5]$/.test(word);
const isTrouble = ({ word }: Token): boolean => troubles.has(word) || troubleNouns.has(word);

/** "Fix Navbar.tsx (logo jumps) and cart.py (wrong tax)": files with a note each, or of two sides. */
function readsBoth(left: readonly Token[], [first, mark]: readonly Token[]): boolean {
  const one = readCommand(left)?.rest ?? left;
  const path = one[0]?.word === 'the' ? one[1] : one[0];
  if (path?.kind !== 'path' || first?.kind !== 'path') return false;
  if (isSymbol(mark, '(') && one.some((token) => isSymbol(token, '('))) return true;
  const [side, other] = [sideOfPath(path.word), sideOfPath(first.word)];
  return side !== null && other !== null && side !== other;
}

type Side = 'frontend' | 'backend';
const sides: readonly Side[] = ['frontend', 'backend'];
const onlyOf = (fits: (side: Side) => boolean): Side | null => {
  const [side, other] = sides.filter(fits);
  return other === undefined ? (side ?? null) : null;
};
const sideOfPath = (path: string): Side | null =>
  onlyOf((side) => sideExtensions[side].has(path.split('.').at(-1) ?? '')) ??
  onlyOf((side) => path.split('/').some((part) => sideFolders[side].has(part)));
const sideOfWords = (tokens: readonly Token[]): Side | null =>
  tokens.some(({ text }) => /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(text))
    ? 'backend'
    : onlyOf((side) => tokens.some(({ word }) => sideWords[side].has(word)));

const placing: ReadonlySet<string> = new Set(
  'add put write create remove drop delete insert include build implement change rename show move translate convert port migrate switch'.split(
    ' ',
  ),
);
const places: ReadonlySet<string> = new Set('to on in into at from for of'.split(' '));
const local: ReadonlySet<string> = new Set('to on in into at from'.split(' '));
const papers: ReadonlySet<string> = new Set('tests docs documentation test'.split(' '));
const binding: ReadonlySet<string> = new Set(
  'that which who when if so where while until because can should must is are it they them with need needs was has have does do did and or'.split(
    ' ',
  ),
);
const maxThing = 5;

/** "Add a filter to the page and sorting to GET /orders": each thing goes to its own place. */
function placesBoth(left: readonly Token[], right: readonly Token[]): boolean {
  if (!isPlacing(left) || left.some(({ word }) => binding.has(word))) return false;
  const [one, other] = [placeIn(left), placeIn(right.slice(0, 12))];
  if (one < 2 || other < 1 || other > maxThing) return false;
  if (
    left[one]?.word !== right[other]?.word &&
    !(isThing(right) && local.has(left[one]?.word ?? '') && local.has(right[other]?.word ?? ''))
  )
    return false;
  const thing = right.slice(0, other);
  if (
    !thing.every(isSaid) ||
    thing.some(({ word }) => binding.has(word)) ||
    readCommand(right)?.verb === right[0]?.word
  )
    return false;
  if (papers.has(right[other - 1]?.word ?? '')) return true;
  const [side, otherSide] = [sideOfWords(left), sideOfWords(right.slice(0, 12))];
  return (
    (local.has(right[other]?.word ?? '') && isThing(right)) ||
    (side !== null && otherSide !== null && side !== otherSide)
  );
}

/** "Add a coupon field to the page plus an endpoint that checks the code" */
const differInSide = (left: readonly Token[], right: readonly Token[]): boolean => {
  if (!isPlacing(left) || !/^(?:a|an|another|some)$/.test(right[0]?.word ?? '')) return false;
  const thing = right.slice(0, maxThing);
  if (isReview(thing) && !isReview(left)) return true;
  const [side, other] = [sideOfWords(left), sideOfWords(thing)];
  return side !== null && other !== null && side !== other;
};

/** "Add …", "we need …" */
const isPlacing = (left: readonly Token[]): boolean =>
  placing.has(left[0]?.word ?? '') ||
  left.slice(0, maxLead).some((_token, at) => matchStart(wishes, left.slice(at, at + maxWish)) !== null);
/** "Today I need …" */
const maxLead = 3;
const maxWish = 8;
const isReview = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, at) =>
      (word === 'review' || word === 'audit') && /^(?:of|for|on|)$/.test(tokens[at + 1]?.word ?? ''),
  );

const placeIn = (tokens: readonly Token[]): number =>
  tokens.findIndex(({ word }, at) => at > 0 && places.has(word));

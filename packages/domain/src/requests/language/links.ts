import type { DependencyCondition } from '@overmind/contracts/entities/task';
import { adverbs, conditions, jointPhrases, waits } from '../grammar/links.ts';
import { matchStart } from './phrases.ts';
import { isSymbol, type Token } from './tokens.ts';

/** What stands between two clauses. */
export interface Link {
  length: number;
  /** Whether a comma or "and" sets it off from what is before. */
  isSetOff: boolean;
  /** Whether a comma or "and" stands after the condition, which then belongs to what is before. */
  isClosed: boolean;
  hasWord: boolean;
  /** Comes before the clause that is before it: "but first …". */
  isFirst: boolean;
  order: { after: DependencyCondition; isOutcome: boolean; isAdverb: boolean } | null;
  /** The words for the task that is waited for. */
  waitsFor: readonly Token[] | null;
  /** Whether it is "it" of which the order speaks. */
  saysIt: boolean;
  /** Whether it speaks of all that was asked for before. */
  saysAll: boolean;
}

export type IsTask = (words: readonly Token[]) => boolean;
/** What is known by name. */
export interface Names {
  isTask: IsTask;
  isAgent: (token: Token) => boolean;
}

const joints: ReadonlySet<string> = new Set(['and', 'also', 'plus', 'but', '&', 'additionally', 'only']);
/** "… so can you make it bigger" */
const asking: ReadonlySet<string> = new Set('can could would will please let'.split(' '));
const asked: ReadonlySet<string> = new Set(
  'you we us someone somebody fix make change remove add the i'.split(' '),
);
const marks: readonly string[] = [',', ';', '-', '/', '+'];
const window = 14;

const leadPhrases = [...conditions, ...waits].flatMap(({ phrases }) => phrases);
const leadWords: ReadonlySet<string> = new Set(leadPhrases.flatMap(({ firsts }) => [...(firsts ?? [])]));

/** The link that begins at a place, null when none does. */
export function readLink(tokens: readonly Token[], start: number, { isTask, isAgent }: Names): Link | null {
  const link: Link = {
    ...{ length: 0, isSetOff: false, isClosed: false, hasWord: false, isFirst: false },
    ...{ order: null, waitsFor: null, saysIt: false, saysAll: false },
  };
  for (let at = start; at < tokens.length && at - start < window; at = start + link.length) {
    const step = stepAt(tokens, at, link, isTask, isAgent);
    if (step === 0) break;
    link.length += step;
  }
  return link.length > 0 ? link : null;
}

function stepAt(
  tokens: readonly Token[],
  at: number,
  link: Link,
  isTask: IsTask,
  isAgent: Names['isAgent'],
): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  if (link.order === null && leadWords.has(token.word)) {
    const lead = readOrder(tokens.slice(at, at + window), link, isTask);
    if (lead > 0) return lead;
  }
  if (link.order !== null && token.word === 'then') return 1;
  if (isArrow(token, tokens[at + 1]) && link.order === null) {
    link.order = { after: 'done', isOutcome: false, isAdverb: true };
    return token.text === '\u2192' ? 1 : 2;
  }
  const aside = link.order === null ? (matchStart(jointPhrases, tokens.slice(at, at + 8))?.length ?? 0) : 0;
  if (aside > 0) {
    link.isSetOff = true;
    link.hasWord = true;
    return aside;
  }
  return jointLength(tokens, at, link, isAgent);
}

/** A mark, or a word like "and". */
function jointLength(tokens: readonly Token[], at: number, link: Link, isAgent: Names['isAgent']): number {
  const [token, next, third] = tokens.slice(at, at + 3);
  if (token === undefined) return 0;
  const isMark = token.kind === 'symbol' && marks.includes(token.text) && isMarkSpaced(token, next);
  const isJoint =
    (joints.has(token.word) && (token.word !== 'only' || link.length > 0)) ||
    (token.word === 'while' && isAgent(next ?? token)) ||
    (token.word === 'so' && asking.has(next?.word ?? '') && asked.has(third?.word ?? ''));
  if (!isMark && !isJoint) return 0;
  if (link.order !== null || link.waitsFor !== null) link.isClosed = true;
  else link.isSetOff = true;
  link.hasWord ||= isJoint;
  if (token.word !== 'but' || next?.word !== 'first') return 1;
  link.isFirst = true;
  return 2;
}

/** "Build -> deploy" */
const isArrow = (token: Token, next: Token | undefined): boolean =>
  isSymbol(token, '\u2192') || (isSymbol(token, '-', '=') && isSymbol(next, '>') && next?.isSpaced === false);

const isMarkSpaced = (token: Token, next: Token | undefined): boolean =>
  token.text === ',' || token.text === ';' || (token.isSpaced && next?.isSpaced === true);

const every: ReadonlySet<string> = new Set(['all', 'both', 'everything', 'each', 'every', 'these', 'those']);
const it: ReadonlySet<string> = new Set(['it', 'its', 'that', 'this']);

function readOrder(tokens: readonly Token[], link: Link, isTask: IsTask): number {
  let longest = 0;
  for (const { after, isOutcome, phrases } of conditions) {
    const begun = matchStart(phrases, tokens);
    if (begun === null || begun.length <= longest) continue;
    longest = begun.length;
    link.order = {
      after,
      isOutcome,
      isAdverb: begun.length <= 2 && adverbs.has(tokens[begun.length - 1]?.word ?? ''),
    };
  }
  if (longest > 0) {
    if (tokens[0]?.word === 'and') link.isSetOff = link.hasWord = true;
    link.saysAll = tokens.slice(1, longest).some(({ word }) => every.has(word));
    link.saysIt = tokens.slice(1, longest).some(({ word }) => it.has(word));
    return longest;
  }
  for (const { after, phrases } of waits) {
    const begun = matchStart(phrases, tokens, { task: isTask });
    if (begun === null || begun.length <= longest) continue;
    const more = keysAfter(tokens, begun.length);
    longest = begun.length + more;
    link.order = { after, isOutcome: false, isAdverb: false };
    link.waitsFor = [...(begun.slots.task ?? []), ...tokens.slice(begun.length, longest)];
  }
  return longest;
}

/** "after SHOP-12 and SHOP-13" */
function keysAfter(tokens: readonly Token[], at: number): number {
  let length = tokens[at]?.word === 'task' ? 1 : 0;
  for (;;) {
    const isJoined = tokens[at + length]?.word === 'and' || isSymbol(tokens[at + length], ',');
    if (!isJoined || tokens[at + length + 1]?.kind !== 'key') return length;
    length += 2;
  }
}

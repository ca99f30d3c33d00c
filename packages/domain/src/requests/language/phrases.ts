import { phraseGraph, type State } from './phrase-graph.ts';
import { parsePhrase } from './phrase-syntax.ts';
import { firstWords, holdsNeeded, neededWords } from './phrase-words.ts';
import type { Token } from './tokens.ts';

export interface Phrase {
  /** The words that it can begin with; null when a slot may come first. */
  firsts: ReadonlySet<string> | null;
  /** Sets of words of each of which a text holds one. */
  needed: readonly ReadonlySet<string>[];
  graph: () => State;
}
export type Slots = Readonly<Record<string, readonly Token[]>>;
/** Decides what a named slot takes; a slot that is not listed takes anything. */
export type Lexicon = Readonly<Record<string, (tokens: readonly Token[]) => boolean>>;
/** How many tokens a slot of a lexicon takes at most. */
const maxKnownWords = 5;

export function compilePhrase(source: string): Phrase {
  const nodes = parsePhrase(source);
  let start: State | undefined;
  const graph = (): State => {
    start ??= phraseGraph(nodes);
    return start;
  };
  return { firsts: firstWords(nodes), needed: neededWords(nodes), graph };
}

/** One phrase a line. */
export const phraseTable = (text: string): readonly Phrase[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(compilePhrase);

type Taken = readonly [name: string, start: number, end: number];

class Matcher {
  longest = 0;
  taken: Taken[] = [];
  private longestTaken: readonly Taken[] = [];
  constructor(
    readonly tokens: readonly Token[],
    readonly lexicon: Lexicon,
    readonly isWhole: boolean,
  ) {}

  /** Whether the search is over; it goes through all ways when the longest beginning is looked for. */
  walk(from: State, start: number): boolean {
    let state = from;
    let at = start;
    if (at + state.least > this.tokens.length) return false;
    while (state.kind === 'word') {
      if (this.tokens[at]?.word !== state.word) return false;
      state = state.next;
      at++;
    }
    if (state.kind === 'end') return this.finish(at);
    if (state.kind === 'slot') return this.slot(state.name, at, state.next);
    for (const way of state.waysAt(this.tokens[at]?.word)) if (this.walk(way, at)) return true;
    return false;
  }

  /** A whole match ends the search; of beginnings the longest is kept. */
  private finish(at: number): boolean {
    if (this.isWhole) return at === this.tokens.length;
    if (at > this.longest) {
      this.longest = at;
      this.longestTaken = [...this.taken];
    }
    return false;
  }

  private slot(name: string, at: number, next: State): boolean {
    const knows = this.lexicon[name];
    const most = this.tokens.length - next.least;
    const last = knows === undefined ? most : Math.min(most, at + maxKnownWords);
    const first = this.isWhole && next.kind === 'end' ? last : at + 1;
    for (let end = Math.max(first, at + 1); end <= last; end++) {
      if (next.kind === 'word' && this.tokens[end]?.word !== next.word) continue;
      if (knows?.(this.tokens.slice(at, end)) === false) continue;
      this.taken.push([name, at, end]);
      const before = this.longest;
      if (this.walk(next, end)) return true;
      this.taken.pop();
      // An open slot takes no more than it must.
      if (knows === undefined && this.longest > before) return false;
    }
    return false;
  }

  slots(taken: readonly Taken[] = this.isWhole ? this.taken : this.longestTaken): Slots {
    const slots: Record<string, readonly Token[]> = {};
    for (const [name, start, end] of taken) slots[name] = this.tokens.slice(start, end);
    return slots;
  }
}

const noLexicon: Lexicon = {};
const canBegin = ({ firsts, needed }: Phrase, tokens: readonly Token[]): boolean =>
  (firsts === null || firsts.has(tokens[0]?.word ?? '')) && holdsNeeded(needed, tokens);

/** What the slots of a phrase take when it says all of the tokens; null when it does not. */
export function matchPhrase(
  phrase: Phrase,
  tokens: readonly Token[],
  lexicon: Lexicon = noLexicon,
): Slots | null {
  if (!canBegin(phrase, tokens)) return null;
  const matcher = new Matcher(tokens, lexicon, true);
  return matcher.walk(phrase.graph(), 0) ? matcher.slots() : null;
}

export interface Begun {
  length: number;
  slots: Slots;
}

/** How the longest of the phrases begins the tokens; null for none. */
export function matchStart(
  phrases: readonly Phrase[],
  tokens: readonly Token[],
  lexicon: Lexicon = noLexicon,
): Begun | null {
  let longest: Matcher | null = null;
  for (const phrase of beginning(phrases, tokens)) {
    if (phrase.firsts === null && !holdsNeeded(phrase.needed, tokens)) continue;
    const matcher = new Matcher(tokens, lexicon, false);
    matcher.walk(phrase.graph(), 0);
    if (matcher.longest > (longest?.longest ?? 0)) longest = matcher;
  }
  return longest === null ? null : { length: longest.longest, slots: longest.slots() };
}

/** Whether one of the phrases says all of the tokens. */
export const saysAny = (phrases: readonly Phrase[], tokens: readonly Token[]): boolean =>
  beginning(phrases, tokens).some((phrase) => matchPhrase(phrase, tokens) !== null);

type Finder<Entry> = (tokens: readonly Token[]) => readonly Entry[];

const finders = new WeakMap<readonly Phrase[], Finder<Phrase>>();
/** Fewer are looked through as quickly. */
const minIndexed = 4;

function beginning(phrases: readonly Phrase[], tokens: readonly Token[]): readonly Phrase[] {
  if (phrases.length < minIndexed)
    return phrases.filter(({ firsts }) => firsts?.has(tokens[0]?.word ?? '') !== false);
  const find = finders.get(phrases) ?? indexByFirstWord(phrases, (phrase) => phrase);
  finders.set(phrases, find);
  return find(tokens);
}

/** Finds, in their order, the entries of a table whose phrase can begin with the first of some tokens. */
export function indexByFirstWord<Entry>(
  entries: readonly Entry[],
  phraseOf: (entry: Entry) => Phrase,
): Finder<Entry> {
  const known = new Set(entries.flatMap((entry) => [...(phraseOf(entry).firsts ?? [])]));
  const open = entries.filter((entry) => phraseOf(entry).firsts === null);
  const byWord = new Map<string, readonly Entry[]>();
  return ([first]) => {
    const word = first?.word ?? '';
    if (!known.has(word)) return open;
    const found = byWord.get(word) ?? entries.filter((entry) => phraseOf(entry).firsts?.has(word) !== false);
    byWord.set(word, found);
    return found;
  };
}

import type { Node } from './phrase-node.ts';
import { holdsNeeded, neededWords } from './phrase-words.ts';
import type { Token } from './tokens.ts';

/**
 * Phrases are written as they are said: `(cancel|call off) [the] <task>`. Round brackets hold alternatives, square
 * ones what may be left out, and `<name>` stands for one word or more, or for what a lexicon knows under that name.
 */

export interface Phrase {
  nodes: readonly Node[];
  /** The words that it can begin with; null when a slot may come first. */
  firsts: ReadonlySet<string> | null;
  /** Sets of words of each of which a text holds one. */
  needed: readonly ReadonlySet<string>[];
}
export type Slots = Readonly<Record<string, readonly Token[]>>;
/** Decides what a named slot takes; a slot that is not listed takes anything. */
export type Lexicon = Readonly<Record<string, (tokens: readonly Token[]) => boolean>>;
/** How many tokens a slot of a lexicon takes at most. */
const maxKnownWords = 5;

export function compilePhrase(source: string): Phrase {
  const parts = source.match(/<[a-z_]+>|[()[\]|]|[^\s()[\]|<>]+/g) ?? [];
  let at = 0;
  const sequence = (): Node[][] => {
    const ways: Node[][] = [[]];
    while (at < parts.length && parts[at] !== ')' && parts[at] !== ']') {
      const part = parts[at++] ?? '';
      if (part === '|') ways.push([]);
      else ways.at(-1)?.push(nodeOf(part));
    }
    return ways;
  };
  const nodeOf = (part: string): Node => {
    if (part.startsWith('<')) return { kind: 'slot', name: part.slice(1, -1) };
    if (part !== '(' && part !== '[') return { kind: 'word', word: part };
    const ways = sequence();
    at++;
    return { kind: 'choice', ways: part === '[' ? [...ways, []] : ways };
  };
  const nodes: Node[] = [{ kind: 'choice', ways: sequence() }];
  if (at < parts.length || /[<>]/.test(source.replace(/<[a-z_]+>/g, '')))
    throw new Error(`Unreadable phrase: ${source}`);
  return { nodes, firsts: firstWords(nodes), needed: neededWords(nodes) };
}

/** One phrase a line. */
export const phraseTable = (text: string): readonly Phrase[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(compilePhrase);

/** Null when anything can come first, or nothing needs to. */
function firstWords(nodes: readonly Node[]): ReadonlySet<string> | null {
  const words = new Set<string>();
  for (const node of nodes) {
    if (node.kind === 'slot') return null;
    if (node.kind === 'word') return words.add(node.word);
    const firsts = node.ways.map(firstWords);
    let canBeEmpty = false;
    for (const [index, first] of firsts.entries()) {
      if (first !== null) for (const word of first) words.add(word);
      else if (node.ways[index]?.length === 0) canBeEmpty = true;
      else return null;
    }
    if (!canBeEmpty) return words;
  }
  return null;
}

type Go = (at: number) => number | null;

class Matcher {
  longest = 0;
  longestSlots: Slots = {};
  private readonly taken = new Map<string, readonly [start: number, end: number]>();
  constructor(
    readonly tokens: readonly Token[],
    readonly lexicon: Lexicon,
    readonly isWhole: boolean,
  ) {}

  /** Where the match ends; `go` continues with what follows these nodes. */
  sequence(nodes: readonly Node[], index: number, at: number, go: Go | null): number | null {
    const node = nodes[index];
    if (node === undefined) return go === null ? this.finish(at) : go(at);
    const next: Go = (end) => this.sequence(nodes, index + 1, end, go);
    if (node.kind === 'word') return this.tokens[at]?.word === node.word ? next(at + 1) : null;
    if (node.kind === 'slot') return this.slot(node.name, at, next);
    for (const way of node.ways) {
      const end = this.sequence(way, 0, at, next);
      if (end !== null) return end;
    }
    return null;
  }

  /** A whole match ends the search; of beginnings the longest is kept. */
  private finish(at: number): number | null {
    if (this.isWhole) return at < this.tokens.length ? null : at;
    if (at > this.longest) {
      this.longest = at;
      this.longestSlots = this.slots;
    }
    return null;
  }

  private slot(name: string, at: number, next: Go): number | null {
    const knows = this.lexicon[name];
    const last = knows === undefined ? this.tokens.length : Math.min(this.tokens.length, at + maxKnownWords);
    for (let end = at + 1; end <= last; end++) {
      if (knows?.(this.tokens.slice(at, end)) === false) continue;
      this.taken.set(name, [at, end]);
      const before = this.longest;
      const found = next(end);
      if (found !== null) return found;
      this.taken.delete(name);
      // An open slot takes no more than it must.
      if (knows === undefined && this.longest > before) return null;
    }
    return null;
  }

  get slots(): Slots {
    return Object.fromEntries([...this.taken].map(([name, range]) => [name, this.tokens.slice(...range)]));
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
  return matcher.sequence(phrase.nodes, 0, 0, null) === null ? null : matcher.slots;
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
  let longest: Begun | null = null;
  for (const phrase of phrases) {
    if (!canBegin(phrase, tokens)) continue;
    const matcher = new Matcher(tokens, lexicon, false);
    matcher.sequence(phrase.nodes, 0, 0, null);
    if (matcher.longest > (longest?.length ?? 0))
      longest = { length: matcher.longest, slots: matcher.longestSlots };
  }
  return longest;
}

/** Whether one of the phrases says all of the tokens. */
export const saysAny = (phrases: readonly Phrase[], tokens: readonly Token[]): boolean =>
  phrases.some((phrase) => matchPhrase(phrase, tokens) !== null);

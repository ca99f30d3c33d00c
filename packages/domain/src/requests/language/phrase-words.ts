import type { Node } from './phrase-syntax.ts';
import type { Token } from './tokens.ts';

type Words = ReadonlySet<string>;

/** The words that a phrase can begin with; null when anything can come first, or nothing needs to. */
export function firstWords(nodes: readonly Node[]): Words | null {
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

/** Sets of words of each of which a text must hold one to match; spares most searches. */
export function neededWords(nodes: readonly Node[]): readonly Words[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'word') return [new Set([node.word])];
    if (node.kind === 'slot') return [];
    if (node.ways.length === 1) return neededWords(node.ways[0] ?? []);
    const ways = node.ways.map((way) => neededWords(way)[0]);
    const words = new Set<string>();
    for (const way of ways) {
      if (way === undefined) return [];
      for (const word of way) words.add(word);
    }
    return [words];
  });
}

const known = new WeakMap<readonly Token[], Words>();

function wordsOf(tokens: readonly Token[]): Words {
  const before = known.get(tokens);
  if (before !== undefined) return before;
  const words = new Set<string>();
  for (const { word } of tokens) words.add(word);
  known.set(tokens, words);
  return words;
}

export function holdsNeeded(needed: readonly Words[], tokens: readonly Token[]): boolean {
  if (needed.length === 0) return true;
  const words = wordsOf(tokens);
  for (const set of needed) if (!meets(set, words)) return false;
  return true;
}

function meets(one: Words, other: Words): boolean {
  const [small, large] = one.size > other.size ? [other, one] : [one, other];
  for (const word of small) if (large.has(word)) return true;
  return false;
}

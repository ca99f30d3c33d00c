import type { Node } from './phrase-node.ts';
import type { Token } from './tokens.ts';

type Words = ReadonlySet<string>;

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
  const words = new Set(tokens.map(({ word }) => word));
  known.set(tokens, words);
  return words;
}

export function holdsNeeded(needed: readonly Words[], tokens: readonly Token[]): boolean {
  if (needed.length === 0) return true;
  const words = wordsOf(tokens);
  return needed.every((set) => {
    if (set.size > words.size) {
      for (const word of words) if (set.has(word)) return true;
      return false;
    }
    for (const word of set) if (words.has(word)) return true;
    return false;
  });
}

/**
 * Phrases are written as they are said: `(cancel|call off) [the] <task>`. Round brackets hold alternatives, square
 * ones what may be left out, and `<name>` stands for one word or more, or for what a lexicon knows under that name.
 */
export type Node =
  | { kind: 'word'; word: string }
  | { kind: 'slot'; name: string }
  | { kind: 'choice'; ways: readonly (readonly Node[])[] };

/** Throws for what is no phrase. */
export function parsePhrase(source: string): readonly Node[] {
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
  return nodes;
}

import type { Node } from './phrase-syntax.ts';

/** A place in a phrase, with all that can follow it. */
export type State =
  | { kind: 'end'; least: number }
  | { kind: 'word'; least: number; word: string; next: State }
  | { kind: 'slot'; least: number; name: string; next: State }
  | Fork;

const end: State = { kind: 'end', least: 0 };

/** The first place of a phrase. Ways that part meet again, so that a place is there once. */
export function phraseGraph(nodes: readonly Node[], next: State = end): State {
  let state = next;
  for (const node of [...nodes].reverse()) state = before(node, state);
  return state;
}

function before(node: Node, next: State): State {
  if (node.kind === 'word') return { kind: 'word', least: next.least + 1, word: node.word, next };
  if (node.kind === 'slot') return { kind: 'slot', least: next.least + 1, name: node.name, next };
  const ways = node.ways.map((way) => phraseGraph(way, next));
  return ways.length === 1 ? (ways[0] ?? next) : new Fork(ways);
}

const firstsByState = new WeakMap<State, ReadonlySet<string> | null>();

/** The words that a place can go on with; null when it can go on with anything, or end. */
function firstsOf(state: State): ReadonlySet<string> | null {
  const known = firstsByState.get(state);
  if (known !== undefined) return known;
  const firsts =
    state.kind === 'word' ? new Set([state.word]) : state.kind === 'fork' ? state.firsts() : null;
  firstsByState.set(state, firsts);
  return firsts;
}

/** Where a phrase can go on in several ways. */
class Fork {
  readonly kind = 'fork';
  /** How many tokens are left at least. */
  readonly least: number;
  private readonly open: readonly State[];
  private readonly byWord = new Map<string, readonly State[]>();
  private readonly words: ReadonlySet<string>;
  constructor(private readonly ways: readonly State[]) {
    this.least = Math.min(...ways.map(({ least }) => least));
    this.open = ways.filter((way) => firstsOf(way) === null);
    this.words = new Set(ways.flatMap((way) => [...(firstsOf(way) ?? [])]));
  }

  /** The ways that a word can begin, in order. */
  waysAt(word: string | undefined): readonly State[] {
    if (word === undefined || !this.words.has(word)) return this.open;
    const known = this.byWord.get(word);
    if (known !== undefined) return known;
    const ways = this.ways.filter((way) => firstsOf(way)?.has(word) !== false);
    this.byWord.set(word, ways);
    return ways;
  }

  firsts(): ReadonlySet<string> | null {
    return this.open.length > 0 ? null : this.words;
  }
}

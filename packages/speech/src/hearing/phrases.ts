import type { Tokens } from './tokens.ts';

/** Beyond these nothing is gained, and each step of the decoder would look at too much. */
const mostPhrases = 2_000;
const mostTokens = 16;

interface Node {
  next: Map<number, Node>;
  isPhrase: boolean;
}

/** How far a text has come in one of the phrases, and how much it is favoured for that. */
export interface Walk {
  node: Node;
  /** For tokens of a phrase that is not yet complete: lost when the text leaves it, but for `secured`. */
  pending: number;
  /** For the words of it that are a phrase by themselves: "run" in "run the tests". */
  secured: number;
  /** For phrases that stand in the text as whole words. */
  earned: number;
}

/**
 * Names that are likelier than elsewhere, as a tree of tokens. A text that follows one is favoured by `bonus` for each
 * token (shallow fusion, in nats); one that leaves it half-way gets nothing.
 */
export interface Phrases {
  readonly isEmpty: boolean;
  begin(): Walk;
  follow(walk: Walk, token: number): Walk;
  end(walk: Walk): Walk;
  /** How much a whole text is favoured. */
  favour(tokens: readonly number[]): number;
  /** The tokens that go on with a phrase or begin one. */
  likelier(walk: Walk): Iterable<number>;
}

export function plantPhrases(vocabulary: readonly string[], tokens: Tokens, bonus: number): Phrases {
  const root = newNode();
  for (const phrase of spellings(vocabulary)) plant(root, tokens.encode(` ${phrase}`));
  const close = (walk: Walk, isWholeWord: boolean): Walk => {
    const gained = walk.node.isPhrase && isWholeWord ? walk.pending : walk.secured;
    return { node: root, pending: 0, secured: 0, earned: walk.earned + gained };
  };
  const begin = (): Walk => ({ node: root, pending: 0, secured: 0, earned: 0 });
  const follow = (walk: Walk, token: number): Walk => {
    const onward = walk.node.next.get(token);
    const isNewWord = !tokens.continuesWord(token);
    if (onward !== undefined) {
      const secured = walk.node.isPhrase && isNewWord ? walk.pending : walk.secured;
      return { ...walk, node: onward, pending: walk.pending + bonus, secured };
    }
    const closed = close(walk, isNewWord);
    const first = root.next.get(token);
    return first === undefined ? closed : { ...closed, node: first, pending: bonus };
  };
  const end = (walk: Walk): Walk => close(walk, true);
  return {
    isEmpty: root.next.size === 0,
    begin,
    follow,
    end,
    favour: (all) => end(all.reduce(follow, begin())).earned,
    *likelier({ node }) {
      yield* node.next.keys();
      if (node !== root) yield* root.next.keys();
    },
  };
}

const newNode = (): Node => ({ next: new Map(), isPhrase: false });

/** Each as it is given, as it stands at the beginning of a sentence, and keys as they are heard ("DEM 42") too. */
function spellings(vocabulary: readonly string[]): Set<string> {
  const given = vocabulary.map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');
  return new Set(
    given
      .slice(0, mostPhrases)
      .flatMap((phrase) => [
        phrase,
        `${phrase[0]?.toUpperCase()}${phrase.slice(1)}`,
        phrase.replace(/^([A-Z][A-Z0-9]+)-(\d+)$/, '$1 $2'),
      ]),
  );
}

function plant(root: Node, ids: readonly number[]): void {
  if (ids.length > mostTokens) return;
  let node = root;
  for (const id of ids) {
    const next = node.next.get(id) ?? newNode();
    node.next.set(id, next);
    node = next;
  }
  node.isPhrase = true;
}

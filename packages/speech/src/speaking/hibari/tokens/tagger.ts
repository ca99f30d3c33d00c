import { featuresOf, type Place, surroundings, tagsBefore } from './tag-features.ts';

/** The trained model as its file holds it. */
export interface TaggerModel {
  tags: readonly string[];
  /** Words with one tag only. */
  tagdict: Readonly<Record<string, string>>;
  vocab: readonly string[];
  /** Feature, tag, weight in tenths. */
  weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Parts of speech (Penn Treebank) by an averaged perceptron. */
export class Tagger {
  readonly #tags: readonly string[];
  readonly #certain: ReadonlyMap<string, string>;
  readonly #known: ReadonlySet<string>;
  /** Where each feature's weights begin in `#weights`, which holds pairs of tag and tenths: a tenth of the memory. */
  readonly #starts = new Map<string, number>();
  readonly #weights: Int16Array;

  constructor({ tags, tagdict, vocab, weights }: TaggerModel) {
    // In their order, so that the last of equals wins.
    this.#tags = [...tags].sort();
    this.#certain = new Map(Object.entries(tagdict));
    this.#known = new Set(vocab);
    this.#weights = this.#pack(weights);
  }

  #pack(weights: TaggerModel['weights']): Int16Array {
    const indexes = new Map(this.#tags.map((tag, index) => [tag, index]));
    const packed: number[] = [];
    for (const [feature, byTag] of Object.entries(weights)) {
      const entries = Object.entries(byTag);
      this.#starts.set(feature, packed.length);
      packed.push(entries.length);
      for (const [tag, weight] of entries) packed.push(indexes.get(tag) ?? 0, Math.round(weight * 10));
    }
    return Int16Array.from(packed);
  }

  tag(words: readonly string[]): string[] {
    const around = surroundings(words, this.#known);
    let { last, secondLast }: Pick<Place, 'last' | 'secondLast'> = tagsBefore;
    return words.map((word, index) => {
      const tag = this.#certain.get(word) ?? this.#predict({ index, word, around, last, secondLast });
      [secondLast, last] = [last, tag];
      return tag;
    });
  }

  #predict(place: Place): string {
    const scores = new Float64Array(this.#tags.length);
    let isGuess = true;
    for (const feature of featuresOf(place)) {
      const start = this.#starts.get(feature);
      if (start === undefined) continue;
      isGuess = false;
      const end = start + 1 + 2 * (this.#weights[start] ?? 0);
      for (let at = start + 1; at < end; at += 2) {
        const tag = this.#weights[at] ?? 0;
        scores[tag] = (scores[tag] ?? 0) + (this.#weights[at + 1] ?? 0);
      }
    }
    return isGuess ? 'NN' : (this.#tags[lastHighest(scores)] ?? 'NN');
  }
}

function lastHighest(scores: Float64Array): number {
  let highest = 0;
  for (const [index, score] of scores.entries()) if (score >= (scores[highest] ?? 0)) highest = index;
  return highest;
}

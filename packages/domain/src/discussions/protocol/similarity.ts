/*
 * How alike two texts are: the Jaccard index of their word triples, estimated from the smallest hashes of each
 * (bottom-k sketch: Broder, "On the resemblance and containment of documents", 1997). Exact for texts with fewer
 * triples than a sketch holds. A sketch and a comparison cost the same, however long the text is.
 */
const shingleWords = 3;
const sketchSize = 128;
const maxChars = 20_000;

/** Ascending hashes, each once. */
export type Sketch = readonly number[];

/** Scripts without spaces between words count each character as one. */
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu;

export const wordsOf = (text: string): string[] => text.slice(0, maxChars).toLowerCase().match(word) ?? [];

export function sketchOf(text: string): Sketch {
  const words = wordsOf(text);
  const hashes = new Set<number>();
  const last = Math.max(0, words.length - shingleWords);
  for (let at = 0; at <= last; at += 1) hashes.add(hash(words.slice(at, at + shingleWords).join(' ')));
  return [...hashes].sort((one, other) => one - other).slice(0, sketchSize);
}

/** From 0, nothing in common, to 1, the same. */
export function similarity(one: Sketch, other: Sketch): number {
  let [at, otherAt, all, shared] = [0, 0, 0, 0];
  while (all < sketchSize && (at < one.length || otherAt < other.length)) {
    const left = one[at] ?? Number.POSITIVE_INFINITY;
    const right = other[otherAt] ?? Number.POSITIVE_INFINITY;
    if (left <= right) at += 1;
    if (right <= left) otherAt += 1;
    if (left === right) shared += 1;
    all += 1;
  }
  return all === 0 ? 1 : shared / all;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}

/** What stands for a space, and so for the beginning of a word, in the pieces of the vocabulary. */
const space = '▁';
export const startOfText = 1;
export const endOfText = 2;
const firstByte = 3;
const firstPiece = 259;
/** From here on there are marks that are never written. */
const firstMark = 32_000;

/** The pieces of words that the model reads and writes. */
export interface Tokens {
  readonly count: number;
  decode(ids: readonly number[]): string;
  /** As the model itself would write the text; put a space before it where it is to begin a word. */
  encode(text: string): number[];
  beginsWord(id: number): boolean;
  /** Whether the piece goes on with the word before it, so letters or digits without a space. */
  continuesWord(id: number): boolean;
}

/**
 * Reads `tokenizer.bin`: for each piece its length (one byte, or from 128 on two: the low seven bits, then the rest)
 * and then its bytes. The pieces are those of a byte-pair encoding in the order in which they were merged, so a piece
 * with a lower number is merged first.
 */
export function readTokens(bytes: Uint8Array): Tokens {
  const pieces = splitPieces(bytes);
  const texts = pieces.map((piece) => new TextDecoder().decode(piece));
  const ids = new Map<string, number>();
  for (let id = firstPiece; id < Math.min(firstMark, texts.length); id++) {
    const text = texts[id];
    if (text !== undefined && text !== '' && !ids.has(text)) ids.set(text, id);
  }
  return {
    count: pieces.length,
    decode: (wanted) => decode(pieces, wanted),
    encode: (text) => encode(ids, text),
    beginsWord: (id) => texts[id]?.startsWith(space) ?? false,
    continuesWord: (id) => /^[\p{L}\p{N}]/u.test(texts[id] ?? ''),
  };
}

function splitPieces(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    let length = bytes[at++] ?? 0;
    if (length >= 128) length += ((bytes[at++] ?? 0) - 1) * 128;
    if (at + length > bytes.length) throw new Error('The list of tokens ends within a token.');
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

function decode(pieces: readonly Uint8Array[], ids: readonly number[]): string {
  const written = ids.filter((id) => id >= firstByte && id < firstMark);
  const bytes = Buffer.concat(written.map((id) => pieces[id] ?? new Uint8Array()));
  return bytes.toString('utf8').replaceAll(space, ' ');
}

function encode(ids: ReadonlyMap<string, number>, text: string): number[] {
  const parts = [...text.replaceAll(' ', space)];
  for (;;) {
    const best = bestMerge(ids, parts);
    if (best === null) break;
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
  return parts.flatMap((part) => {
    const id = ids.get(part);
    return id === undefined ? [...Buffer.from(part)].map((byte) => firstByte + byte) : [id];
  });
}

/** Where the two neighbours stand that were merged earliest, or null where no two belong together. */
function bestMerge(ids: ReadonlyMap<string, number>, parts: readonly string[]): number | null {
  let best: number | null = null;
  let bestId = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 1 < parts.length; at++) {
    const id = ids.get(`${parts[at]}${parts[at + 1]}`);
    if (id !== undefined && id < bestId) [best, bestId] = [at, id];
  }
  return best;
}

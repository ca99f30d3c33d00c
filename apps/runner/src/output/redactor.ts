/**
 * Finds secrets in a stream of bytes however it is cut into chunks (Aho–Corasick: Aho and Corasick, 1975).
 * The automaton's depth is the length of the longest suffix that may still grow into a secret: exactly those
 * bytes are held back, all others leave at once. Overlapping finds become one mark.
 */
export const redactionMark = Buffer.from('[redacted]');

const shortestTold = 6;

interface Find {
  from: number;
  to: number;
  isMarked: boolean;
}

export interface SecretAutomaton {
  /** 256 next states for each state; state 0 is the root. */
  next: Int32Array;
  depth: Int32Array;
  /** Length of the longest secret that ends in this state, or 0. */
  found: Int32Array;
  isEmpty: boolean;
}

export function buildAutomaton(patterns: readonly Buffer[]): SecretAutomaton {
  const states = 1 + patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  const next = new Int32Array(states * 256).fill(-1);
  const depth = new Int32Array(states);
  const found = new Int32Array(states);
  let count = 1;
  for (const pattern of patterns) {
    let state = 0;
    for (const byte of pattern) {
      const known = next[state * 256 + byte] ?? -1;
      const child = known === -1 ? count++ : known;
      next[state * 256 + byte] = child;
      depth[child] = (depth[state] ?? 0) + 1;
      state = child;
    }
    found[state] = pattern.length;
  }
  linkFailures(next, found, count);
  return { next, depth, found, isEmpty: patterns.length === 0 };
}

function linkFailures(next: Int32Array, found: Int32Array, count: number): void {
  const fail = new Int32Array(count);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    for (let byte = 0; byte < 256; byte++) {
      const at = state * 256 + byte;
      const child = next[at] ?? -1;
      const fallback = state === 0 ? 0 : (next[(fail[state] ?? 0) * 256 + byte] ?? 0);
      if (child === -1) {
        next[at] = fallback;
        continue;
      }
      fail[child] = fallback;
      found[child] = Math.max(found[child] ?? 0, found[fallback] ?? 0);
      queue.push(child);
    }
  }
}

export class Redactor {
  readonly #automaton: SecretAutomaton;
  #state = 0;
  #held: Buffer = Buffer.alloc(0);
  /** Offsets of finds within `#held` and the chunk after it; merged, in order. */
  #finds: Find[] = [];

  constructor(automaton: SecretAutomaton) {
    this.#automaton = automaton;
  }

  /** The bytes that are surely no part of an unfinished secret, with secrets replaced. */
  write(chunk: Buffer): Buffer {
    if (this.#automaton.isEmpty) return chunk;
    const heldLength = this.#held.length;
    this.#scan(chunk, heldLength);
    const bytes = heldLength === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const keep = this.#automaton.depth[this.#state] ?? 0;
    return this.#emit(bytes, bytes.length - keep);
  }

  /** What was held back. A stream that ends within a secret has already told most of it, so that is hidden too. */
  end(): Buffer {
    if (this.#held.length >= shortestTold) this.#note(0, this.#held.length);
    const rest = this.#emit(this.#held, this.#held.length);
    this.#state = 0;
    return rest;
  }

  #scan(chunk: Buffer, offset: number): void {
    const { next, found } = this.#automaton;
    let state = this.#state;
    for (let at = 0; at < chunk.length; at++) {
      state = next[(state << 8) | (chunk[at] as number)] as number;
      if ((found[state] as number) > 0)
        this.#note(offset + at + 1 - (found[state] as number), offset + at + 1);
    }
    this.#state = state;
  }

  #note(from: number, to: number): void {
    let find: Find = { from, to, isMarked: false };
    for (
      let last = this.#finds.at(-1);
      last !== undefined && last.to > find.from;
      last = this.#finds.at(-1)
    ) {
      find = { from: Math.min(last.from, find.from), to, isMarked: last.isMarked || find.isMarked };
      this.#finds.pop();
    }
    this.#finds.push(find);
  }

  #emit(bytes: Buffer, upTo: number): Buffer {
    const parts: Buffer[] = [];
    let at = 0;
    for (const find of this.#finds) {
      if (find.from >= upTo) break;
      if (find.from > at) parts.push(bytes.subarray(at, find.from));
      if (!find.isMarked) parts.push(redactionMark);
      find.isMarked = true;
      at = Math.min(find.to, upTo);
    }
    if (at < upTo) parts.push(bytes.subarray(at, upTo));
    // Copied: a slice would keep its whole chunk alive.
    this.#held = Buffer.from(bytes.subarray(upTo));
    this.#finds = this.#finds
      .filter((find) => find.to > upTo)
      .map((find) => ({ ...find, from: Math.max(0, find.from - upTo), to: find.to - upTo }));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }
}

export function redactText(automaton: SecretAutomaton, text: string): string {
  const redactor = new Redactor(automaton);
  return Buffer.concat([redactor.write(Buffer.from(text)), redactor.end()]).toString();
}

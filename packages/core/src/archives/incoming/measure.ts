import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { Entry } from 'tar-stream';
import { bytesOfEntry, mostBytesOf, tooLargeToTake } from '../bound.ts';
import { refusal } from '../refusal.ts';

/** How far the unpacking may run ahead of what the entries tell of: a few buffers. */
const maxAheadBytes = 4 * 1024 * 1024;

/** Counts both ends of the unpacking, and ends it where no archive of ours would be. Silence packs to nearly nothing. */
export class Measure {
  #packed = 0;
  #unpacked = 0;
  #expected = maxAheadBytes;
  readonly #maxBytes: number;
  readonly hash = createHash('sha256');

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  #refusalOf(bytes: number): Error | null {
    return bytes > mostBytesOf(this.#maxBytes) ? tooLargeToTake(this.#maxBytes) : null;
  }

  readonly packed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#packed += chunk.length;
      this.hash.update(chunk);
      done(this.#refusalOf(this.#packed), chunk);
    },
  });

  readonly unpacked = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#unpacked += chunk.length;
      const isExpected = this.#unpacked <= this.#expected;
      if (!isExpected) return done(refusal('The archive holds more than its entries.'));
      done(this.#refusalOf(this.#unpacked), chunk);
    },
  });

  /** Refuses what would not fit before any of it is taken. */
  requireRoom(sizes: readonly number[]): void {
    const bytes = sizes.reduce((sum, size) => sum + bytesOfEntry(size), 0);
    if (bytes > this.#maxBytes) throw tooLargeToTake(this.#maxBytes);
  }

  /** An entry is there. Bytes that belong to none, as a long header does, would be held in memory. */
  expect(entry: Entry): void {
    this.#expected += bytesOfEntry(entry.header.size ?? 0);
  }
}

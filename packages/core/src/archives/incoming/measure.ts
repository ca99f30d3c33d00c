import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { maxArchiveBytes } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import type { Entry } from 'tar-stream';
import { refusal } from '../refusal.ts';

/** What an archive may grow to, whatever it is packed into. */
const maxUnpackedBytes = 16 * 1024 ** 3;
/** Text of logs packs well, and nothing that we write packs better than this. */
const maxRatio = 500;
const ratioCountsFromBytes = 64 * 1024 * 1024;
/** How far the unpacking may run ahead of what the entries tell of: a few buffers. */
const maxAheadBytes = 4 * 1024 * 1024;
const tarBlockBytes = 512;

/** Counts both ends of the unpacking, and ends it where no archive of ours would be. */
export class Measure {
  #packed = 0;
  #unpacked = 0;
  #expected = maxAheadBytes;
  readonly hash = createHash('sha256');

  readonly packed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#packed += chunk.length;
      this.hash.update(chunk);
      const isOver = this.#packed > maxArchiveBytes;
      done(isOver ? new AppError('too_large', 'The archive is larger than 2 GiB.') : null, chunk);
    },
  });

  readonly unpacked = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#unpacked += chunk.length;
      const isBomb = this.#unpacked > ratioCountsFromBytes && this.#unpacked > this.#packed * maxRatio;
      const isOver = isBomb || this.#unpacked > maxUnpackedBytes;
      if (isOver) return done(refusal('The archive unpacks to far more than a project holds.'));
      const isExpected = this.#unpacked <= this.#expected;
      done(isExpected ? null : refusal('The archive holds more than its entries.'), chunk);
    },
  });

  /** An entry is there. Bytes that belong to none, as a long header does, would be held in memory. */
  expect(entry: Entry): void {
    const blocks = 1 + Math.ceil((entry.header.size ?? 0) / tarBlockBytes);
    this.#expected += blocks * tarBlockBytes;
  }
}

import { AppError } from '@overmind/contracts/errors';

const tarBlockBytes = 512;
const mebibyte = 1024 * 1024;
/** What a manifest of the most entries, and the packing of what does not pack, add to an archive. */
const overheadBytes = 64 * mebibyte;

/** What an entry takes in an archive. */
export const bytesOfEntry = (sizeBytes: number): number =>
  tarBlockBytes * (1 + Math.ceil(sizeBytes / tarBlockBytes));

/** Up to where an archive is read that held no more than the bound when it was made. */
export const mostBytesOf = (maxBytes: number): number => Math.ceil(maxBytes * 1.001) + overheadBytes;

const megabytes = (bytes: number): string => `${Math.round(bytes / mebibyte)} MB`;

export const tooLargeToTake = (maxBytes: number): AppError =>
  new AppError(
    'too_large',
    `The archive holds more than the ${megabytes(maxBytes)} that are taken here. Raise ARCHIVE_MAX_MB to bring it in.`,
  );

/** Says when the files of a project are more than an archive holds, before the first byte of it is sent. */
export class Room {
  readonly #maxBytes: number;
  #usedBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** No entry that fits is larger. */
  get leftBytes(): number {
    return Math.max(0, this.#maxBytes - this.#usedBytes);
  }

  take(sizeBytes: number): void {
    this.#usedBytes += bytesOfEntry(sizeBytes);
    if (this.#usedBytes > this.#maxBytes) throw this.refusal();
  }

  refusal(): AppError {
    return new AppError(
      'too_large',
      `This project makes an archive of more than ${megabytes(this.#maxBytes)}, which could not be imported again. ` +
        'Raise ARCHIVE_MAX_MB, here and where it is to be imported, or delete recordings that nobody needs.',
    );
  }
}

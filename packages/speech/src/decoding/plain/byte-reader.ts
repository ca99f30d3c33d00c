/** Reads a file front to back, so much at a time as a format asks for. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Bytes from the beginning of the file. */
  position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes, or null when the file ends before. */
  async read(count: number): Promise<Uint8Array | null> {
    return (await this.#fill(count)) ? this.#take(count) : null;
  }

  /** So many bytes, or what is left of the file; null at its end. */
  async readUpTo(count: number): Promise<Uint8Array | null> {
    if (await this.#fill(count)) return this.#take(count);
    const left = this.#buffer.length - this.#at;
    return left === 0 ? null : this.#take(left);
  }

  async #fill(count: number): Promise<boolean> {
    while (this.#buffer.length - this.#at < count) {
      const { done, value } = await this.#source.next();
      if (done) return false;
      const rest = this.#buffer.subarray(this.#at);
      const joined = new Uint8Array(rest.length + value.length);
      joined.set(rest);
      joined.set(value, rest.length);
      this.#buffer = joined;
      this.#at = 0;
    }
    return true;
  }

  #take(count: number): Uint8Array {
    const bytes = this.#buffer.slice(this.#at, this.#at + count);
    this.#at += count;
    this.position += count;
    return bytes;
  }

  /** False when the file ends before. */
  async skip(count: number): Promise<boolean> {
    for (let left = count; left > 0; ) {
      const step = Math.min(left, 64 * 1024);
      if ((await this.read(step)) === null) return false;
      left -= step;
    }
    return true;
  }
}

export const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
export const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** Reads a file front to back, so much at a time as a format asks for. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Bytes from the beginning of the file. */
  position = 0;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** Exactly so many bytes, or null when the file ends before. */
  async read(count: number): Promise<Uint8Array | null> {
    return (await this.#fill(count)) ? this.#take(count) : null;
  }

  /** So many bytes, or what is left of the file; null at its end. */
  async readUpTo(count: number): Promise<Uint8Array | null> {
    if (await this.#fill(count)) return this.#take(count);
    return this.#left === 0 ? null : this.#take(this.#left);
  }

  /** So many bytes, or fewer at the end, that are read again afterwards. */
  async peek(count: number): Promise<Uint8Array> {
    await this.#fill(count);
    return this.#buffer.slice(this.#at, this.#at + count);
  }

  /** What is left as it comes, so many bytes at most. */
  async *rest(mostBytes = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    for (let left = mostBytes; left > 0 && (await this.#fill(1)); ) {
      const bytes = this.#take(Math.min(this.#left, left));
      left -= bytes.length;
      yield bytes;
    }
  }

  get #left(): number {
    return this.#buffer.length - this.#at;
  }

  async #fill(count: number): Promise<boolean> {
    while (this.#left < count) {
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

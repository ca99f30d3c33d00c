export type Piece = Uint8Array<ArrayBuffer>;

/** So much is sent again in one frame: a server takes only so many frames a second. */
const resentBytes = 65_536;

/** What was said and is not known to be stored yet, by its place among the bytes of the turn. */
export class KeptAudio {
  #pieces: Piece[] = [];
  #firstByte = 0;
  #keptBytes = 0;

  /** All bytes that were ever said. */
  get totalBytes(): number {
    return this.#firstByte + this.#keptBytes;
  }

  get isEmpty(): boolean {
    return this.#keptBytes === 0;
  }

  push(piece: Piece): void {
    this.#pieces.push(piece);
    this.#keptBytes += piece.length;
  }

  /** So many bytes are stored; word of fewer than before changes nothing. */
  forget(storedBytes: number): void {
    for (;;) {
      const [first] = this.#pieces;
      const excess = storedBytes - this.#firstByte;
      if (first === undefined || excess <= 0) return;
      const gone = Math.min(excess, first.length);
      if (gone === first.length) this.#pieces.shift();
      else this.#pieces[0] = first.slice(gone);
      this.#firstByte += gone;
      this.#keptBytes -= gone;
    }
  }

  /** What has to be sent again, in as few frames as may be. */
  rest(): Piece[] {
    const whole = new Uint8Array(this.#keptBytes);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    const count = Math.ceil(whole.length / resentBytes);
    return Array.from({ length: count }, (_, index) =>
      whole.subarray(index * resentBytes, (index + 1) * resentBytes),
    );
  }
}

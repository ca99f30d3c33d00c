import { AgentFailure } from './agent-end.ts';

const newline = 0x0a;
const mostBytes = 16 * 1024 * 1024;

/** Cuts an agent's output into lines. One that does not end is an error before it takes more memory than its bound. */
export class MessageLines {
  #pieces: Buffer[] = [];
  #bytes = 0;

  *push(chunk: Buffer): Generator<Buffer> {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.#keep(chunk.subarray(from, at));
      from = at + 1;
      yield this.#take();
    }
    // Copied, because a slice would keep its whole chunk alive.
    if (from < chunk.length) this.#keep(Buffer.from(chunk.subarray(from)));
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > mostBytes) {
      this.#pieces = [];
      throw new AgentFailure(`broke the protocol: it sent a line of more than ${mostBytes / 1024 / 1024} MB`);
    }
    this.#pieces.push(piece);
  }

  #take(): Buffer {
    const line = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    return line ?? Buffer.alloc(0);
  }
}

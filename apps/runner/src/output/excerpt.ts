const mostLines = 60;
const mostBytes = 8 * 1024;

/** The last lines of an output: at most 60, at most 8 KiB. */
export class Excerpt {
  #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
    // Trimmed in lumps, so that a chatty program costs one copy in a while.
    if (this.#lines.length >= mostLines * 4) this.#lines = this.#lines.slice(-mostLines);
  }

  get text(): string {
    const kept: string[] = [];
    let bytes = 0;
    for (const line of this.#lines.slice(-mostLines).reverse()) {
      bytes += Buffer.byteLength(line) + 1;
      if (bytes > mostBytes) {
        if (kept.length === 0) kept.push(lastBytes(line));
        break;
      }
      kept.push(line);
    }
    return kept.reverse().join('\n');
  }
}

const lastBytes = (line: string): string =>
  Buffer.from(line)
    .subarray(-mostBytes)
    .toString('utf8')
    .replace(/^\uFFFD+/, '');

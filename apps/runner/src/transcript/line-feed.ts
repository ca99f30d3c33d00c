const longestLine = 4_000;

/** Gives streamed text on line by line; a line without an end is broken where it gets too long. */
export class LineFeed {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#emit(line);
    while (this.#rest.length > longestLine) {
      this.#emit(this.#rest.slice(0, longestLine).toWellFormed());
      this.#rest = this.#rest.slice(longestLine);
    }
  }

  end(): void {
    if (this.#rest !== '') this.#emit(this.#rest);
    this.#rest = '';
  }

  #emit(line: string): void {
    for (let at = 0; at === 0 || at < line.length; at += longestLine)
      this.#onLine(line.slice(at, at + longestLine).toWellFormed());
  }
}

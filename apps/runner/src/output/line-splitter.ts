const newline = 0x0a;
const carriageReturn = 0x0d;
export const longestDisplayBytes = 16 * 1024;

/**
 * Cuts bytes into lines for display. A lone `\r` starts the line anew, as on a terminal; a line keeps its first
 * 16 KiB and says how many bytes were cut, so an endless line takes no more memory than that.
 */
export class LineSplitter {
  readonly #onLine: (text: string) => void;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #bytes = 0;
  #endsInReturn = false;

  constructor(onLine: (text: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.#add(chunk.subarray(from, end));
      this.#endLine();
      from = end + 1;
    }
    if (from < chunk.length) this.#add(chunk.subarray(from));
  }

  end(): void {
    if (this.#bytes > 0 || this.#endsInReturn) this.#endLine();
  }

  #add(piece: Buffer): void {
    if (piece.length === 0) return;
    const lastReturn = piece.lastIndexOf(carriageReturn);
    if (this.#endsInReturn || lastReturn !== -1) this.#collapse(piece, lastReturn);
    else this.#keep(piece);
  }

  #collapse(piece: Buffer, lastReturn: number): void {
    // Returns at the very end wait for what follows: "\r\n" ends the line, anything else overwrites it.
    let end = piece.length;
    while (end > 0 && piece[end - 1] === carriageReturn) end--;
    if (end === 0) {
      this.#endsInReturn = true;
      return;
    }
    const start =
      end === piece.length ? lastReturn + 1 : piece.subarray(0, end).lastIndexOf(carriageReturn) + 1;
    if (start > 0 || this.#endsInReturn) this.#restart();
    this.#keep(piece.subarray(start, end));
    this.#endsInReturn = end < piece.length;
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    const room = longestDisplayBytes - this.#keptBytes;
    if (room <= 0) return;
    const part = Buffer.from(piece.subarray(0, room));
    this.#kept.push(part);
    this.#keptBytes += part.length;
  }

  #restart(): void {
    this.#kept = [];
    this.#keptBytes = 0;
    this.#bytes = 0;
    this.#endsInReturn = false;
  }

  #endLine(): void {
    const whole = this.#kept.length === 1 ? (this.#kept[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#kept);
    const isCut = this.#bytes > whole.length;
    const shown = isCut ? whole.subarray(0, wholeCharacters(whole)) : whole;
    const text = this.#decoder.decode(shown).replaceAll('\0', '␀');
    const cutBytes = this.#bytes - shown.length;
    this.#restart();
    this.#onLine(isCut ? `${text} … [${cutBytes} bytes cut; the whole line is in output.log]` : text);
  }
}

/** The length without a last UTF-8 character that the cut has split. */
function wholeCharacters(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start >= 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const width = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + width > bytes.length ? start : bytes.length;
}

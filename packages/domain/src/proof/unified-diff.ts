/** One line that a diff takes away or adds, with its number in the file it belongs to. */
export interface DiffLine {
  sign: '+' | '-';
  line: number;
  text: string;
}

/** A stretch of a file that changed: its lines in their order, those that stay the same left out. */
export interface DiffHunk {
  lines: DiffLine[];
  /** What stands around the change, for telling in which construct it is. */
  context: string[];
}

export interface DiffFile {
  /** Null for a file that was added, or deleted. */
  oldPath: string | null;
  newPath: string | null;
  hunks: DiffHunk[];
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Git quotes names with control characters, quotes and backslashes. */
function unquote(name: string): string {
  if (!name.startsWith('"')) return name.replace(/\t$/, '');
  return name
    .slice(1, name.lastIndexOf('"'))
    .replace(/\\(?:([0-7]{3})|(.))/g, (_all, octal: string | undefined, char: string) =>
      octal === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}

function pathIn(header: string): string | null {
  const name = unquote(header.slice(4));
  return name === '/dev/null' ? null : name.replace(/^[ab]\//, '');
}

/** Reads what git prints as a unified diff. What is no diff yields nothing; binary files have no hunks. */
export function parseDiff(text: string): DiffFile[] {
  const reader = new Reader();
  for (const line of text.split('\n')) reader.read(line);
  return reader.files;
}

class Reader {
  readonly files: DiffFile[] = [];
  #hunk: DiffHunk | null = null;
  #oldLine = 0;
  #newLine = 0;
  #oldLeft = 0;
  #newLeft = 0;

  read(line: string): void {
    if (this.#oldLeft > 0 || this.#newLeft > 0) this.#readBody(line);
    else this.#readHeader(line);
  }

  #readHeader(line: string): void {
    const file = this.files.at(-1);
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (line.startsWith('diff --git ')) this.files.push(begin(line));
    else if (file === undefined) return;
    else if (line.startsWith('new file mode')) file.oldPath = null;
    else if (line.startsWith('deleted file mode')) file.newPath = null;
    else if (line.startsWith('rename from ')) file.oldPath = unquote(line.slice(12));
    else if (line.startsWith('rename to ')) file.newPath = unquote(line.slice(10));
    else if (line.startsWith('--- ')) file.oldPath = pathIn(line);
    else if (line.startsWith('+++ ')) file.newPath = pathIn(line);
    else if (hunk !== null) this.#beginHunk(file, hunk);
  }

  #beginHunk(file: DiffFile, [, oldFrom, oldCount = '1', newFrom, newCount = '1']: RegExpExecArray): void {
    this.#hunk = { lines: [], context: [] };
    file.hunks.push(this.#hunk);
    this.#oldLine = Number(oldFrom);
    this.#newLine = Number(newFrom);
    this.#oldLeft = Number(oldCount);
    this.#newLeft = Number(newCount);
  }

  #readBody(line: string): void {
    const [sign, text] = [line[0], line.slice(1)];
    if (sign === '\\') return;
    if (sign === '-') this.#hunk?.lines.push({ sign, line: this.#oldLine, text });
    else if (sign === '+') this.#hunk?.lines.push({ sign, line: this.#newLine, text });
    else this.#hunk?.context.push(text);
    if (sign !== '+') {
      this.#oldLine++;
      this.#oldLeft--;
    }
    if (sign !== '-') {
      this.#newLine++;
      this.#newLeft--;
    }
  }
}

/** Both names from the first line, for files without hunks; those with hunks say them again, without doubt. */
function begin(line: string): DiffFile {
  const names = line.slice('diff --git '.length);
  const half = names.startsWith('"')
    ? names.slice(0, names.indexOf('" ') + 1)
    : names.slice(0, (names.length - 1) / 2);
  const path = unquote(half).replace(/^a\//, '');
  return { oldPath: path, newPath: path, hunks: [] };
}

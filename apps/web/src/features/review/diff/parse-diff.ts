import type { ChangeData, HunkData } from 'react-diff-view';
import type { DiffFile } from './diff-file.ts';
import { readGitPath, readHeaderPaths, readSidePath } from './git-path.ts';

/*
 * Reads what `git diff` prints. What a hunk holds is told by the counts in its head and by nothing else: a changed
 * file may itself hold lines that look like the head of a file or of a hunk, and must not be able to hide behind them.
 */

const hunkHead = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

class Lines {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }
  peek(): string | null {
    if (this.#at >= this.#text.length) return null;
    const end = this.#text.indexOf('\n', this.#at);
    return this.#text.slice(this.#at, end === -1 ? undefined : end);
  }
  next(): string | null {
    const line = this.peek();
    if (line !== null) this.#at += line.length + 1;
    return line;
  }
}

/** The files of a unified diff; one that was cut off in the middle gives what is there. */
export function parseDiff(text: string): DiffFile[] {
  const lines = new Lines(text);
  const files: DiffFile[] = [];
  for (let line = lines.next(); line !== null; line = lines.next())
    if (line.startsWith('diff --git ')) files.push(readFile(line.slice('diff --git '.length), lines));
  return files;
}

function readFile(head: string, lines: Lines): DiffFile {
  const file: DiffFile = {
    ...{ ...readHeaderPaths(head), path: '', kind: 'modify', modes: null, isBinary: false },
    ...{ endsWithNewline: { old: true, new: true }, hunks: [], insertions: 0, deletions: 0 },
  };
  for (let line = lines.peek(); line !== null && !line.startsWith('diff --git '); line = lines.peek()) {
    lines.next();
    if (hunkHead.test(line)) file.hunks.push(readHunk(line, lines, file));
    else if (file.hunks.length === 0) readMeta(line, file);
  }
  file.path = file.kind === 'delete' ? file.oldPath : file.newPath;
  dropSharedReturns(file);
  return file;
}

/** Where every line ends in a carriage return nothing is told by it; one that came or went stays to be seen. */
function dropSharedReturns({ hunks }: DiffFile): void {
  const changes = hunks.flatMap((hunk) => hunk.changes);
  if (!changes.every(({ content }) => content.endsWith('\r'))) return;
  for (const change of changes) change.content = change.content.slice(0, -1);
}

type Meta = (rest: string, file: DiffFile) => Partial<DiffFile>;

const metas: [start: string, read: Meta][] = [
  ['new file mode ', () => ({ kind: 'add' })],
  ['deleted file mode ', () => ({ kind: 'delete' })],
  ['old mode ', (rest) => ({ modes: { old: rest, new: '' } })],
  ['new mode ', (rest, file) => ({ modes: { old: file.modes?.old ?? '', new: rest } })],
  ['rename from ', (rest) => ({ kind: 'rename', oldPath: readGitPath(rest) })],
  ['rename to ', (rest) => ({ kind: 'rename', newPath: readGitPath(rest) })],
  ['copy from ', (rest) => ({ kind: 'copy', oldPath: readGitPath(rest) })],
  ['copy to ', (rest) => ({ kind: 'copy', newPath: readGitPath(rest) })],
  ['--- ', (rest, file) => ({ oldPath: readSidePath(rest) ?? file.oldPath })],
  ['+++ ', (rest, file) => ({ newPath: readSidePath(rest) ?? file.newPath })],
  ['Binary files ', () => ({ isBinary: true })],
  ['GIT binary patch', () => ({ isBinary: true })],
];

function readMeta(line: string, file: DiffFile): void {
  const meta = metas.find(([start]) => line.startsWith(start));
  if (meta !== undefined) Object.assign(file, meta[1](line.slice(meta[0].length), file));
}

function readHunk(head: string, lines: Lines, file: DiffFile): HunkData {
  const match = hunkHead.exec(head);
  const number = (index: number, absent: number) => Number(match?.[index] ?? absent);
  const hunk: HunkData = {
    ...{ content: head, oldStart: number(1, 0), oldLines: number(2, 1) },
    ...{ newStart: number(3, 0), newLines: number(4, 1), changes: [] },
  };
  const at = { old: hunk.oldStart, new: hunk.newStart };
  const end = { old: at.old + hunk.oldLines, new: at.new + hunk.newLines };
  while (at.old < end.old || at.new < end.new) {
    const line = lines.next();
    if (line === null) break;
    const change = readChange(line, at);
    if (change !== null) hunk.changes.push(change);
    else markEnd(hunk, file);
  }
  if (lines.peek()?.startsWith('\\') === true) {
    lines.next();
    markEnd(hunk, file);
  }
  file.insertions += hunk.changes.filter(({ type }) => type === 'insert').length;
  file.deletions += hunk.changes.filter(({ type }) => type === 'delete').length;
  return hunk;
}

function readChange(line: string, at: { old: number; new: number }): ChangeData | null {
  const content = line.slice(1);
  if (line.startsWith('+')) return { type: 'insert', isInsert: true, content, lineNumber: at.new++ };
  if (line.startsWith('-')) return { type: 'delete', isDelete: true, content, lineNumber: at.old++ };
  if (line.startsWith('\\')) return null;
  return { type: 'normal', isNormal: true, content, oldLineNumber: at.old++, newLineNumber: at.new++ };
}

/** `\ No newline at end of file` speaks of the line above it. */
function markEnd(hunk: HunkData, file: DiffFile): void {
  const last = hunk.changes.at(-1)?.type;
  if (last !== 'insert') file.endsWithNewline.old = false;
  if (last !== 'delete') file.endsWithNewline.new = false;
}

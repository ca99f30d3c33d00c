import { describe, expect, it } from 'vitest';
import { hugeDiff, richDiff } from '../../../../test/mock/fixtures/diffs.ts';
import { lineHash, lineName, readLineHash } from '../line-hash.ts';
import { nextChange, nextFile, nextLine } from '../steps.ts';
import { piecesOf } from './blocks.ts';
import { colourHunks } from './colours.ts';
import { changesOf, type DiffFile } from './diff-file.ts';
import { parseDiff } from './parse-diff.ts';
import { segmentsOfLine } from './segments.ts';
import { withoutSpaceChanges } from './whitespace.ts';
import { wordEdits } from './word-edits.ts';

const rich = parseDiff(richDiff);
const fileOf = (path: string): DiffFile => {
  const found = rich.find((file) => file.path === path);
  if (found === undefined) throw new Error(path);
  return found;
};
const cut = (line: string, ranges: readonly (readonly [number, number])[] = []) =>
  ranges.map(([from, to]) => line.slice(from, to));

describe('wordEdits', () => {
  it('marks the words that changed', () => {
    const [old, fresh] = ['import { revoke } from "./a";', 'import { revokeLater } from "./a";'];
    const found = wordEdits(old, fresh);
    expect(cut(old, found?.old)).toEqual(['revoke']);
    expect(cut(fresh, found?.new)).toEqual(['revokeLater']);
  });
  it('marks nothing in lines that have little in common', () => {
    expect(wordEdits('const a = 1;', 'return await nothing.of(the, kind)')).toBeNull();
  });
});

describe('segmentsOfLine', () => {
  it('makes characters visible that hide or reorder text', () => {
    const segments = segmentsOfLine('a\u202eb\u200bc', undefined, [], 'new');
    expect(segments.map(({ value }) => value)).toEqual(['a', 'U+202E', 'b', 'U+200B', 'c']);
    expect(segments[1]?.className).toBe('made-visible');
  });
  it('joins colours and changed words', () => {
    const colours = [
      { text: 'const', className: 'syntax-keyword' },
      { text: ' ab', className: '' },
    ];
    expect(
      segmentsOfLine('const ab', colours, [[3, 7]], 'old').map(({ value, className }) => [value, className]),
    ).toEqual([
      ['con', 'syntax-keyword'],
      ['st', 'syntax-keyword diff-word-old'],
      [' a', 'diff-word-old'],
      ['b', ''],
    ]);
  });
  it('leaves colours out that are not those of the line', () => {
    expect(segmentsOfLine('abc', [{ text: 'ab', className: 'x' }], [], 'new')).toMatchObject([
      { value: 'abc', className: '' },
    ]);
  });
  it('cuts a line that nobody can read', () => {
    expect(segmentsOfLine('x'.repeat(5_000), undefined, [], 'new').map(({ value }) => value.length)).toEqual([
      4_000, 8,
    ]);
  });
});

describe('colourHunks', () => {
  it('colours the lines of both sides', async () => {
    const colours = await colourHunks(
      'a.ts',
      fileOf('src/auth/session.ts').hunks,
      new AbortController().signal,
    );
    expect(colours?.old.get(2)?.[0]).toEqual({ text: 'import', className: 'syntax-keyword' });
    expect(colours?.new.get(14)).toContainEqual(expect.objectContaining({ className: 'syntax-comment' }));
  });
  it('knows none for a language that it does not know', async () => {
    expect(await colourHunks('a.unknown', [], new AbortController().signal)).toBeNull();
  });
});

describe('piecesOf', () => {
  const long = parseDiff(hugeDiff()).find(({ path }) => path.endsWith('module-150.ts'));
  const [hunk] = long?.hunks ?? [];
  it.each(['unified', 'split'] as const)('cuts a long hunk without losing a line (%s)', (view) => {
    if (hunk === undefined) throw new Error('no hunk');
    const pieces = piecesOf(hunk, view);
    expect(pieces.length).toBeGreaterThan(10);
    expect(new Set(pieces.flatMap((piece) => piece.hunk.changes))).toEqual(new Set(hunk.changes));
    expect(Math.max(...pieces.map(({ rows }) => rows))).toBeLessThan(130);
  });
  it('puts lines that took each other’s place into one row side by side', () => {
    if (hunk === undefined) throw new Error('no hunk');
    const rows = piecesOf(hunk, 'split').reduce((sum, piece) => sum + piece.rows, 0);
    expect(rows).toBe(2_002);
  });
});

describe('withoutSpaceChanges', () => {
  it('shows a line that only moved to the side as unchanged', () => {
    const shown = withoutSpaceChanges(fileOf('src/auth/session.test.ts'));
    expect(shown).toMatchObject({ insertions: 1, deletions: 2 });
    expect(changesOf(shown).find(({ content }) => content.includes('use(token)).toBe(true)'))).toMatchObject({
      ...{ type: 'normal', oldLineNumber: 85, newLineNumber: 85 },
    });
  });
  it('keeps no hunk that holds nothing else', () => {
    const [file] = parseDiff('diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a b\n+a  b\n');
    expect(file === undefined ? null : withoutSpaceChanges(file).hunks).toEqual([]);
  });
});

describe('the name of a line in the address', () => {
  it.each([
    { path: 'src/a b#c?.ts', side: 'new', line: 12 },
    { path: 'naïve:L3', side: 'old', line: 7 },
  ] as const)('is read back: $path', (place) => {
    expect(readLineHash(new URL(`http://x/${lineHash(place)}`).hash)).toEqual(place);
    expect(lineName(place)).toContain(place.path);
  });
  it('may be a file, or nothing', () => {
    expect(readLineHash('#src/a.ts')).toEqual({ path: 'src/a.ts' });
    expect(readLineHash('')).toBeNull();
    expect(readLineHash('#%E0%A4%A')).toBeNull();
  });
});

describe('steps through a diff', () => {
  const start = { cursor: null, path: null };
  it('go from change to change, also into the next file', () => {
    const first = nextChange(rich, start, 1);
    expect(first).toEqual({ path: 'src/auth/session.ts', side: 'old', line: 2 });
    const seen: string[] = [];
    for (let at = first; at !== undefined; at = nextChange(rich, { cursor: at, path: at.path }, 1))
      seen.push(lineName(at));
    expect(seen.slice(0, 6)).toEqual([
      ...[
        'src/auth/session.ts:O2',
        'src/auth/session.ts:L4',
        'src/auth/session.ts:O11',
        'src/auth/session.ts:L20',
      ],
      ...['src/auth/session.test.ts:O85', 'src/auth/session.test.ts:O88'],
    ]);
    const last = { path: 'src/auth/session.test.ts', side: 'old', line: 85 } as const;
    expect(nextChange(rich, { cursor: last, path: last.path }, -1)).toMatchObject({ line: 20 });
  });
  it('go from line to line and from file to file', () => {
    const cursor = { path: 'src/auth/session.ts', side: 'old', line: 2 } as const;
    expect(nextLine(rich, { cursor, path: cursor.path }, 1)).toMatchObject({ side: 'new', line: 2 });
    expect(nextFile(rich, 'src/auth/session.ts', 1)?.path).toBe('src/auth/session.test.ts');
    expect(nextFile(rich, null, 1)?.path).toBe('src/auth/session.ts');
    expect(nextFile(rich, 'src/auth/session.ts', -1)).toBeUndefined();
  });
});

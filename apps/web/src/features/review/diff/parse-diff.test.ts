import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDiff } from './parse-diff.ts';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');

describe('parseDiff, of what git prints', () => {
  let folder: string;
  let files: ReturnType<typeof parseDiff>;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  const file = (path: string) => {
    const found = files.find((each) => each.path === path);
    if (found === undefined) throw new Error(`${path} is not in the diff`);
    return found;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parse-diff-'));
    git('init', '-q');
    write('plain.txt', numbered(1, 40));
    write('with space.txt', 'one\n');
    write('to move.txt', numbered(1, 20));
    write('gone.txt', 'bye\n');
    write('run.sh', 'true\n');
    write('end.txt', 'a\nb');
    write('image.bin', Buffer.from([0, 1, 2, 0, 255]));
    write('sql.txt', '-- a comment\n-- diff --git a/x b/x\nkept\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    write('plain.txt', numbered(1, 40).replace('line 2\n', 'line two\n').replace('line 38\n', ''));
    write('with space.txt', 'two\n');
    renameSync(join(folder, 'to move.txt'), join(folder, 'mövéd “x”.txt'));
    rmSync(join(folder, 'gone.txt'));
    chmodSync(join(folder, 'run.sh'), 0o755);
    write('end.txt', 'a\nb\n');
    write('image.bin', Buffer.from([0, 9, 9, 0, 255]));
    write('sql.txt', '++ b/x\n@@ -1 +1 @@\nkept\n');
    write('new.txt', 'hello\n');
    git('add', '-A');
    git('commit', '-qm', 'two');
    files = parseDiff(git('diff', '--find-renames', 'HEAD~1', 'HEAD'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds every file once', () => {
    expect(files.map(({ path }) => path).sort()).toEqual([
      'end.txt',
      'gone.txt',
      'image.bin',
      'mövéd “x”.txt',
      'new.txt',
      'plain.txt',
      'run.sh',
      'sql.txt',
      'with space.txt',
    ]);
  });
  it('numbers the lines of each hunk on both sides', () => {
    const { hunks, insertions, deletions } = file('plain.txt');
    expect({ hunks: hunks.length, insertions, deletions }).toEqual({ hunks: 2, insertions: 1, deletions: 2 });
    expect(hunks[0]?.changes.find(({ type }) => type === 'insert')).toMatchObject({
      content: 'line two',
      lineNumber: 2,
    });
    expect(hunks[1]?.changes.find(({ type }) => type === 'delete')).toMatchObject({
      content: 'line 38',
      lineNumber: 38,
    });
    expect(hunks[1]?.changes.at(-1)).toMatchObject({ oldLineNumber: 40, newLineNumber: 39 });
  });
  it('tells new, deleted and renamed files apart, whatever their names', () => {
    expect(file('new.txt').kind).toBe('add');
    expect(file('gone.txt').kind).toBe('delete');
    expect(file('mövéd “x”.txt')).toMatchObject({ kind: 'rename', oldPath: 'to move.txt', hunks: [] });
    expect(file('with space.txt')).toMatchObject({
      kind: 'modify',
      oldPath: 'with space.txt',
      insertions: 1,
    });
  });
  it('tells of modes, binary content and the end of a file', () => {
    expect(file('run.sh').modes).toEqual({ old: '100644', new: '100755' });
    expect(file('image.bin').isBinary).toBe(true);
    expect(file('end.txt').endsWithNewline).toEqual({ old: false, new: true });
  });
  it('takes lines that look like the head of a file or a hunk for what they are', () => {
    expect(file('sql.txt').hunks.flatMap(({ changes }) => changes.map(({ content }) => content))).toEqual([
      '-- a comment',
      '-- diff --git a/x b/x',
      '++ b/x',
      '@@ -1 +1 @@',
      'kept',
    ]);
  });
});

describe('parseDiff', () => {
  it('gives what is there of a diff that was cut off', () => {
    const [file] = parseDiff('diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,9 +1,9 @@\n-old\n+ne');
    expect(file).toMatchObject({ path: 'a', insertions: 1, deletions: 1 });
  });
  it.each([
    ['in all of them', '-old\r\n+new\r\n', ['old', 'new']],
    ['where it changed', '-same\n+same\r\n', ['same', 'same\r']],
  ])('drops the carriage return of lines only where it tells nothing: %s', (_, lines, expected) => {
    const [file] = parseDiff(`diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n${lines}`);
    expect(file?.hunks[0]?.changes.map(({ content }) => content)).toEqual(expected);
  });
  it('finds nothing in nothing', () => {
    expect(parseDiff('')).toEqual([]);
    expect(parseDiff('no diff at all\n')).toEqual([]);
  });
});

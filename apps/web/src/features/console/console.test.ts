import type { LogLine } from '@overmind/contracts/entities/run';
import { makeVisible } from '@overmind/domain/text/make-visible';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './ansi.ts';
import { plainText } from './clean-line.ts';
import { findError, findMatches, nextMatch, splitByMatch } from './log-search.ts';
import { isAtEnd, logWindow, rowHeight, scrollTopFor } from './log-window.ts';

const esc = '\u001b';
const textOf = (message: string) =>
  parseMessage(message)
    .segments.map(({ text }) => text)
    .join('');

describe('what a program printed', () => {
  it('keeps colours and drops titles, links, clipboard and cursor tricks', () => {
    expect(textOf(`${esc}[32mok${esc}[0m`)).toBe('ok');
    expect(parseMessage(`${esc}[32mok${esc}[0m`).segments[0]?.style).toEqual({ color: 'var(--ansi-green)' });
    expect(textOf(`a${esc}]0;title\u0007b`)).toBe('ab');
    expect(textOf(`${esc}]8;;https://evil.example${esc}\\click${esc}]8;;${esc}\\`)).toBe('click');
    expect(textOf(`${esc}]52;c;c3RvbGVu\u0007x`)).toBe('x');
    expect(textOf(`a${esc}[2J${esc}[1;1Hb${esc}[?25l${esc}[>4;1mc`)).toBe('abc');
    expect(textOf(`${esc}Pq#0;${esc}\\after`)).toBe('after');
  });

  it('leaves markup as letters', () => {
    expect(textOf('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  });

  it('shows what would hide or reorder text', () => {
    expect(makeVisible('a\u202eb\u200bc')).toEqual([
      { text: 'a', isMadeVisible: false },
      { text: 'U+202E', isMadeVisible: true },
      { text: 'b', isMadeVisible: false },
      { text: 'U+200B', isMadeVisible: true },
      { text: 'c', isMadeVisible: false },
    ]);
    expect(textOf('tag\u{e0041}')).toBe('tagU+E0041');
    expect(textOf('bell\u0007 nul\u0000')).toBe('bellU+0007 nulU+0000');
    expect(textOf('naïve 日本語 🎉\ttab')).toBe('naïve 日本語 🎉\ttab');
  });

  it('shows the last drawing of a line that redrew itself', () => {
    expect(textOf('10 %\r50 %\r100 %\r')).toBe('100 %');
  });

  it('cuts a huge line and says by how much', () => {
    expect(parseMessage('x'.repeat(5_000)).cutCharacters).toBe(1_000);
  });

  it('reads 256 and true colours', () => {
    expect(parseMessage(`${esc}[38;5;208mx`).segments[0]?.style?.color).toContain('rgb(255, 135, 0)');
    expect(parseMessage(`${esc}[38;2;1;2;3mx`).segments[0]?.style?.color).toContain('rgb(1, 2, 3)');
  });

  it('gives plain text for copying and searching', () => {
    expect(plainText(`${esc}[1m${esc}[31mred${esc}[0m`)).toBe('red');
  });
});

describe('logWindow', () => {
  const input = { totalRows: 100_000, scrollTop: 0, viewportPx: 400, isFollowing: false };

  it('draws the rows in view and a few around them', () => {
    const view = logWindow({ ...input, scrollTop: 50_000 * rowHeight });
    expect(view.firstSeq).toBe(50_001 - 24);
    expect(view.lastSeq).toBe(50_000 + 20 + 24);
    expect(view.offsetPx).toBe((view.firstSeq - 1) * rowHeight);
  });

  it('counts from the end while following, whatever the scroll position still says', () => {
    const view = logWindow({ ...input, isFollowing: true });
    expect(view.lastSeq).toBe(100_000);
    expect(view.firstSeq).toBe(100_000 - 20 - 24 + 1);
  });

  it('shows all of a short log, and nothing of an empty one', () => {
    expect(logWindow({ ...input, totalRows: 3, isFollowing: true })).toMatchObject({
      firstSeq: 1,
      lastSeq: 3,
      offsetPx: 0,
    });
    const empty = logWindow({ ...input, totalRows: 0 });
    expect(empty.lastSeq).toBeLessThan(empty.firstSeq);
  });

  it('keeps the end of a log too long for a browser', () => {
    const view = logWindow({ ...input, totalRows: 5_000_000, isFollowing: true });
    expect(view.heightPx).toBeLessThan(17_000_000);
    expect(view.lastSeq).toBe(5_000_000);
    expect(scrollTopFor(5_000_000, view.baseSeq, 400)).toBeLessThan(view.heightPx);
  });

  it('knows the end within a row', () => {
    expect(isAtEnd(1_600, 400, 2_010)).toBe(true);
    expect(isAtEnd(1_500, 400, 2_010)).toBe(false);
  });
});

describe('search', () => {
  const lines: LogLine[] = ['RUN tests', `${esc}[31mError${esc}[0m: boom`, '0 errors', 'npm warn'].map(
    (message, index) => ({
      seq: index + 1,
      stream: index === 3 ? 'stderr' : 'stdout',
      message,
      created_at: '2026-01-16T16:10:00Z',
    }),
  );

  it('finds text through colours, case aside', () => {
    expect(findMatches(lines, 'error: BOOM')).toEqual([2]);
    expect(findMatches(lines, '')).toEqual([]);
  });

  it('steps both ways round the ends', () => {
    expect(nextMatch([2, 5, 9], 5, 1)).toBe(9);
    expect(nextMatch([2, 5, 9], 9, 1)).toBe(2);
    expect(nextMatch([2, 5, 9], 2, -1)).toBe(9);
    expect(nextMatch([], 2, 1)).toBeUndefined();
  });

  it('jumps to what a program calls an error, not to "0 errors"; else to stderr', () => {
    expect(findError(lines, 0)).toBe(2);
    expect(findError(lines.slice(2), 0)).toBe(4);
  });

  it('cuts a text at its hits', () => {
    expect(splitByMatch('aXbxc', 'x')).toEqual(['a', 'X', 'b', 'x', 'c']);
  });
});

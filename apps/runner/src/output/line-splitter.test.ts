import { expect, it } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

function split(pieces: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.write(Buffer.from(piece as string));
  splitter.end();
  return lines;
}

it.each([
  [['a\nb\r\nc'], ['a', 'b', 'c']],
  [
    ['a\r', '\nb'],
    ['a', 'b'],
  ],
  [
    ['10%\r50%\r', '100%\r\n', 'done\n'],
    ['100%', 'done'],
  ],
  [['10%\r\r', '20%'], ['20%']],
  [['\n\n'], ['', '']],
  [['x\0y\n'], ['x␀y']],
  [[Buffer.from([0x61, 0xff, 0x62, 0x0a])], ['a\uFFFDb']],
  [[Buffer.from([0xe2]), Buffer.from([0x82, 0xac, 0x0a])], ['€']],
])('splits %j', (pieces, lines) => {
  expect(split(pieces)).toEqual(lines);
});

it('cuts an endless line at 16 KiB, between characters, and says how much is missing', () => {
  const [line = ''] = split(['a', '€'.repeat(10_000), '\n']);
  expect(line.startsWith(`a${'€'.repeat(5461)} …`)).toBe(true);
  expect(line).toContain(`[${30_001 - 1 - 5461 * 3} bytes cut`);
});

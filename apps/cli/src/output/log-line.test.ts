import { expect, it } from 'vitest';
import { formatLogLine } from './log-line.ts';

const nasty = '\u001b[31mred\u001b[0m\u001b[2J\u001b]0;title\u0007\u001b]52;c;ZXZpbA==\u0007\r\btail';
const line = (message: string) => ({ stream: 'stdout' as const, message });

it('keeps colours on a terminal, and nothing that steers it', () => {
  expect(formatLogLine(line(nasty), { isTTY: true }, {})).toBe('\u001b[31mred\u001b[0mtail\u001b[0m');
});

it('is plain elsewhere and with NO_COLOR', () => {
  expect(formatLogLine(line(nasty), { isTTY: false }, {})).toBe('redtail');
  expect(formatLogLine(line(nasty), { isTTY: true }, { NO_COLOR: '1' })).toBe('redtail');
});

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { liveScreen, plainScreen } from './listen-screen.ts';

function terminal(columns: number) {
  const written: string[] = [];
  return { stream: { isTTY: true, columns, write: (text: string) => written.push(text) > 0 }, written };
}

describe('on a terminal', () => {
  it('shows how loud it is and the newest words on one line, and leaves nothing behind', () => {
    const { stream, written } = terminal(60);
    const screen = liveScreen(stream);
    screen.listening('arecord');
    for (const level of [0, 0.05, 0.4]) screen.level(level);
    screen.partial('run the tests \u001b[2Jand fix what fails in the cart of the shop today', 3);
    const last = stripVTControlCharacters(written.at(-1) ?? '');
    expect(last).toMatch(/●\s+▁▃█ …/);
    expect(last).toMatch(/of the shop today$/);
    expect(last.trim().length).toBeLessThanOrEqual(60);
    expect(written.join('')).not.toContain('\n');
    expect(written.join('')).not.toContain('[2J');
    screen.clear();
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  it('says that the line is lost on a line of its own', () => {
    const { stream, written } = terminal(80);
    const screen = liveScreen(stream);
    screen.lost();
    expect(stripVTControlCharacters(written.join(''))).toMatch(/lost.+\n$/);
  });
});

it('elsewhere tells words once they stand, a line for each', () => {
  const lines: string[] = [];
  const screen = plainScreen((line) => lines.push(line));
  screen.listening('parec');
  screen.gettingReady();
  screen.partial('run', 0);
  screen.partial('run the', 3);
  screen.partial('run the test', 3);
  screen.partial('run the tests', 13);
  expect(lines).toEqual([
    'Listening (parec).',
    'Getting ready to hear. What is said meanwhile is kept, and heard then.',
    '… run the',
    '… run the tests',
  ]);
});
